//! What a deploy waits for that it cannot do itself: records that prove names, and zones that nobody asks yet.

use indexmap::IndexMap;

use super::LoadBalancer;
use super::certificate::{Certificate, Issuer};
use crate::app::domain::{Domain, HostName, ZoneOrigin};
use crate::app::domains::Domains;
use crate::diagnostic::Diagnostics;

/// Warns, once a domain, that its certificates wait for somebody.
pub(super) fn check<'a>(
    load_balancers: impl Iterator<Item = &'a LoadBalancer>,
    domains: &Domains,
    out: &mut Diagnostics,
) {
    let mut waiting: IndexMap<&HostName, &Domain> = IndexMap::new();
    for load_balancer in load_balancers {
        for certificate in load_balancer.listener.certificates() {
            if let Certificate::New(new) = certificate
                && let Issuer::Amazon(domain) = &new.issuer
            {
                waiting.insert(&domain.zone, domain);
            }
        }
    }
    for domain in waiting.values() {
        match domain.origin {
            ZoneOrigin::Elsewhere => warn_elsewhere(domain, out),
            ZoneOrigin::New { .. } if domains.above(domain).is_none() => warn_new(domain, out),
            ZoneOrigin::New { .. } | ZoneOrigin::Existing(_) => {}
        }
    }
}

fn warn_elsewhere(domain: &Domain, out: &mut Diagnostics) {
    out.warning(
        &domain.at.key("records"),
        format!(
            "the deploy waits until somebody has created the records that prove the names in `{}`",
            domain.zone
        ),
    )
    .help("the events of the stack say which, as does `aws acm describe-certificate`; after 12 hours CloudFormation gives up");
}

fn warn_new(domain: &Domain, out: &mut Diagnostics) {
    let zone = &domain.zone;
    out.warning(
        &domain.at.key("create"),
        format!("the deploy waits until `{zone}` is delegated to the new zone"),
    )
    .help(format!(
        "while it waits, read the name servers with `aws route53 list-hosted-zones-by-name --dns-name {zone}`, and enter them where the \
         domain above is kept; or deploy first with `load_balancer.protocol = \"http\"`, which has nothing to wait for",
    ));
}
