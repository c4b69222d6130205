//! `waf`: the firewall in front of a load balancer.

mod addresses;
mod managed;
mod rate;

pub use addresses::Addresses;
pub use managed::ManagedGroup;
pub use rate::RateLimit;

use crate::app::arn::{is_arn_of, not_an_arn};
use crate::app::countries::{self, Countries, Lists};
use crate::app::parameter::{Given, given};
use crate::app::quantity::{Field, retention};
use crate::blueprint::{self, OneOf, Parameter};
use crate::diagnostic::{Diagnostics, Path};

/// A web application firewall.
#[derive(Clone, Debug)]
pub enum Waf {
    /// A web ACL of the stack's own.
    New(WebAcl),
    /// An existing one: its ARN.
    Existing(Given),
}

/// A web ACL.
#[derive(Clone, Debug)]
pub struct WebAcl {
    /// Addresses that no other rule applies to.
    pub allow: Addresses,
    /// Addresses that are blocked.
    pub block: Addresses,
    /// Countries that requests may, or may not, come from.
    pub countries: Option<Countries>,
    /// How many requests an address may send.
    pub rate_limit: Option<RateLimit>,
    /// Rule groups of AWS, in order.
    pub managed: Vec<ManagedGroup>,
    /// Whether what would be blocked is only counted.
    pub is_counted: bool,
    /// Days its logs are kept.
    pub log_retention: i64,
}

/// Resolves the firewall; `None` if there is none.
pub(super) fn resolve(
    written: Option<&OneOf<bool, blueprint::Waf>>,
    load_balancer: &Path,
    out: &mut Diagnostics,
) -> Option<Waf> {
    let at = load_balancer.key("waf");
    let unwritten = blueprint::Waf::default();
    let written = match written {
        None | Some(OneOf::First(false)) => return None,
        Some(OneOf::First(true)) => &unwritten,
        Some(OneOf::Second(waf)) => waf,
    };
    Some(match &written.existing {
        Some(arn) => Waf::Existing(existing(written, arn, &at, out)),
        None => Waf::New(web_acl(written, &at, out)),
    })
}

fn existing(
    written: &blueprint::Waf,
    arn: &OneOf<String, Parameter>,
    at: &Path,
    out: &mut Diagnostics,
) -> Given {
    let others = [
        ("managed", written.managed.is_some()),
        ("rate_limit", written.rate_limit.is_some()),
        ("allow", written.allow.is_some()),
        ("block", written.block.is_some()),
        ("countries", written.countries.is_some()),
        ("count", written.count.is_some()),
        ("log_retention", written.log_retention.is_some()),
    ];
    for (key, _) in others.into_iter().filter(|(_, is_written)| *is_written) {
        out.error_at_key(
            &at.key(key),
            format!("`{key}` is settled by the existing web ACL"),
        )
        .help(format!("leave out `{key}` or `existing`"));
    }
    let check = |arn: &str, at: &Path, out: &mut Diagnostics| {
        if !is_arn_of(arn, "wafv2", "regional/webacl/") {
            // AWS WAF API, "AssociateWebACL": an ACL of the scope CLOUDFRONT, `global/webacl/…`, is of distributions only.
            out.error(at, not_an_arn(arn))
                .help("write the ARN of a regional web ACL: `arn:aws:wafv2:…:regional/webacl/…`");
        }
    };
    given(arn, "WebAclArn", &at.key("existing"), check, out)
}

fn web_acl(written: &blueprint::Waf, at: &Path, out: &mut Diagnostics) -> WebAcl {
    let allow = addresses::resolve(written.allow.as_deref(), &at.key("allow"), out);
    let block = addresses::resolve(written.block.as_deref(), &at.key("block"), out);
    addresses::check_apart(&allow, written.block.as_deref(), &at.key("block"), out);
    let acl = WebAcl {
        allow,
        block,
        countries: written
            .countries
            .as_ref()
            .and_then(|it| countries(it, &at.key("countries"), out)),
        rate_limit: rate::resolve(written.rate_limit.as_ref(), at, out),
        managed: managed::resolve(written.managed.as_deref(), &at.key("managed"), out),
        is_counted: written.count.unwrap_or(false),
        log_retention: retention(
            written.log_retention.as_deref(),
            Field {
                section: at,
                key: "log_retention",
            },
            30,
            out,
        ),
    };
    let blocks_nothing = acl.managed.is_empty()
        && acl.rate_limit.is_none()
        && acl.countries.is_none()
        && acl.block.is_empty();
    let is_unread = ["managed", "rate_limit", "countries", "block"]
        .iter()
        .any(|key| out.is_unreadable(&at.key(*key)));
    if blocks_nothing && !is_unread {
        out.error(
            &at.key("managed"),
            "a firewall without rules lets everything through",
        )
        .help("list a rule group, set a `rate_limit`, or leave `waf` out");
    }
    if acl.is_counted {
        out.warning(&at.key("count"), "the firewall counts, and blocks nothing")
            .help("leave it out once its logs show that nothing else would be blocked");
    }
    report_capacity(&acl, at, out);
    acl
}

fn countries(
    written: &blueprint::Countries,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Countries> {
    let lists = Lists {
        only: ("allow", written.allow.as_deref()),
        all_but: ("block", written.block.as_deref()),
        // AWS WAF API, "GeoMatchStatement": Kosovo, which has no code of ISO 3166.
        more: &["XK"],
    };
    countries::resolve(&lists, at, out)
}

/// AWS WAF developer guide, "Web ACL capacity units (WCUs) in AWS WAF": beyond these, requests cost more.
const INCLUDED_CAPACITY: i64 = 1_500;

fn report_capacity(acl: &WebAcl, at: &Path, out: &mut Diagnostics) {
    let capacity = acl.capacity();
    if capacity > INCLUDED_CAPACITY {
        out.warning(
            &at.key("managed"),
            format!("the rules take {capacity} capacity units, and AWS charges extra for more than {INCLUDED_CAPACITY}"),
        )
        .help("leave out the rule groups for what the app does not run on");
    }
}

impl WebAcl {
    /// What its rules take of a web ACL's capacity. All there are take less than the 5,000 units that are the most.
    ///
    /// AWS WAF developer guide, "Using rule statements": an IP set match and a geographic match take 1 each, a rate-based rule 2.
    fn capacity(&self) -> i64 {
        let sets = [&self.allow, &self.block];
        let sets = sets
            .iter()
            .map(|set| set.families().count() as i64)
            .sum::<i64>();
        let groups = self.managed.iter().map(ManagedGroup::capacity);
        sets + i64::from(self.countries.is_some())
            + 2 * i64::from(self.rate_limit.is_some())
            + groups.sum::<i64>()
    }
}
