//! The certificate of an HTTPS listener.

use super::{Draft, Name};
use crate::app::arn::{is_arn_of, not_an_arn};
use crate::app::domain::{Domain, HostName};
use crate::app::parameter;
use crate::blueprint::OneOf;
use crate::diagnostic::{Diagnostics, Path};

/// The certificate of an HTTPS listener.
#[derive(Clone, Debug)]
pub enum Certificate {
    /// A new one for these names, at least one, validated through the app's zone.
    New(Vec<HostName>),
    /// An existing one, by ARN.
    Arn(String),
    /// An existing one, whose ARN is this parameter of the stack.
    Parameter(String),
}

/// Decides on the certificate of a load balancer.
pub(super) fn resolve(
    draft: &Draft<'_>,
    own: &[Name],
    domain: Option<&Domain>,
    out: &mut Diagnostics,
) -> Certificate {
    let certificate_at = draft.at.key("certificate");
    match &draft.written.certificate {
        Some(OneOf::First(arn)) => {
            if !is_arn_of(arn, "acm", "certificate/") {
                out.error(&certificate_at, not_an_arn(arn))
                    .help("write the ARN of a certificate: `arn:aws:acm:…:certificate/…`");
            }
            Certificate::Arn(arn.clone())
        }
        Some(OneOf::Second(parameter)) => {
            let name = parameter.parameter.as_deref();
            Certificate::Parameter(parameter::name(
                name,
                "CertificateArn",
                &certificate_at,
                out,
            ))
        }
        None => Certificate::New(names(draft, own, domain, out)),
    }
}

/// The names of a new certificate: those of all services, the first one being its own.
fn names(
    draft: &Draft<'_>,
    own: &[Name],
    domain: Option<&Domain>,
    out: &mut Diagnostics,
) -> Vec<HostName> {
    let at = &draft.at;
    let names: Vec<HostName> = own.iter().map(|name| name.host.clone()).collect();
    if domain.is_none() {
        let unknown = [
            Path::of("domain"),
            at.key("protocol"),
            at.key("certificate"),
        ];
        if !unknown.iter().any(|path| out.is_unreadable(path)) {
            report_no_domain(draft, out);
        }
    } else if let Some((name, _)) = draft.behind.first()
        && names.is_empty()
    {
        let example = domain.map_or("example.com", |domain| domain.zone.as_str());
        let service = Path::of("services").key((*name).to_owned());
        out.missing(&service, "hosts", &format!("hosts = [\"{example}\"]"));
    }
    in_order(names, at, out)
}

/// The names of a certificate, of which the first can be its own.
pub(in crate::app) fn in_order(
    mut names: Vec<HostName>,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<HostName> {
    // ACM API, "RequestCertificate": DomainName to 64 characters; "ACM quotas": at most 100 names.
    if let Some(short) = names.iter().position(|name| name.as_str().len() <= 64) {
        names[..=short].rotate_right(1);
    } else if let Some(first) = names.first() {
        out.error(
            at,
            format!("`{first}` is too long to be the first name of a certificate"),
        )
        .help("one of the names must have at most 64 characters");
    }
    let at = &Path::of("services");
    if names.len() > 100 {
        out.error(
            at,
            format!(
                "a certificate takes 100 names, and there are {}",
                names.len()
            ),
        )
        .help("use a wildcard, or an existing `certificate`");
    } else if names.len() > 10 {
        out.warning(
            at,
            format!(
                "a certificate for {} names needs a higher quota",
                names.len()
            ),
        )
        .help("ACM allows 10 names at first: ask for more, or use a wildcard");
    }
    names
}

fn report_no_domain(draft: &Draft<'_>, out: &mut Diagnostics) {
    let at = &draft.at;
    let service = match draft.behind.first() {
        Some((name, _)) => Path::of("services").key((*name).to_owned()),
        None => Path::root(),
    };
    let place = if draft.is_written { at } else { &service };
    out.error_at_key(
        place,
        "HTTPS needs a domain or a certificate, and there is neither",
    )
    .help(format!(
        "write `[domain]` with its `zone`, and `hosts` in the service; or `{at}.certificate`; \
             or, to go without encryption, `{at}.protocol = \"http\"`",
    ));
}
