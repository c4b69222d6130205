//! The certificates of a load balancer.

use super::network::is_network;
use super::{Draft, Name};
use crate::app::arn::{is_arn_of, not_an_arn};
use crate::app::domain::{Domain, HostName};
use crate::app::domains::Domains;
use crate::app::parameter::{self, Given};
use crate::blueprint::{self, KeyAlgorithm, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// A certificate of an HTTPS listener.
#[derive(Clone, Debug)]
pub enum Certificate {
    /// A new one.
    New(NewCertificate),
    /// An existing one.
    Existing {
        /// Its ARN.
        arn: Given,
        /// Where that stands in the blueprint.
        at: Path,
    },
}

/// A new certificate.
#[derive(Clone, Debug)]
pub struct NewCertificate {
    /// Its names, at least one, the first being its own.
    pub names: Vec<HostName>,
    /// Who issues it.
    pub issuer: Issuer,
    /// Its key.
    pub key_algorithm: KeyAlgorithm,
    /// Whether it is written into public logs.
    pub transparency_logging: bool,
}

/// Who issues a certificate.
#[derive(Clone, Debug)]
pub enum Issuer {
    /// Amazon, once the names are proven by records in this domain, which is public.
    Amazon(Box<Domain>),
    /// The private certificate authority with this ARN.
    PrivateCa(Given),
}

/// Decides on the certificates of a load balancer: at least one, the first being for callers that name no other's name.
pub(super) fn resolve(
    draft: &Draft<'_>,
    own: &[Name],
    domains: &Domains,
    out: &mut Diagnostics,
) -> Vec<Certificate> {
    let at = draft.at.key("certificate");
    let unwritten = blueprint::Certificate::default();
    let mut certificates = match &draft.written.certificate {
        Some(OneOf::First(arn)) => {
            check_arn(arn, &at, out);
            let arn = Given::Literal(arn.clone());
            vec![Certificate::Existing { arn, at }]
        }
        Some(OneOf::Second(written)) if !is_new(written) => vec![parameter(written, &at, out)],
        Some(OneOf::Second(written)) => new(draft, written, own, domains, out),
        None => new(draft, &unwritten, own, domains, out),
    };
    certificates.extend(more(draft, out));
    certificates
}

/// Decides on the certificates that a listener which is there already gets besides its own.
pub(super) fn besides(
    draft: &Draft<'_>,
    own: &[Name],
    domains: &Domains,
    out: &mut Diagnostics,
) -> Vec<Certificate> {
    let mut certificates = match &draft.written.certificate {
        Some(OneOf::Second(written)) if written.parameter.is_none() => {
            new(draft, written, own, domains, out)
        }
        Some(_) => return resolve(draft, own, domains, out),
        None => Vec::new(),
    };
    certificates.extend(more(draft, out));
    certificates
}

fn check_arn(arn: &str, at: &Path, out: &mut Diagnostics) {
    if !is_arn_of(arn, "acm", "certificate/") {
        out.error(at, not_an_arn(arn))
            .help("write the ARN of a certificate: `arn:aws:acm:…:certificate/…`");
    }
}

fn check_authority(arn: &str, at: &Path, out: &mut Diagnostics) {
    if !is_arn_of(arn, "acm-pca", "certificate-authority/") {
        out.error(at, not_an_arn(arn)).help(
            "write the ARN of a certificate authority: `arn:aws:acm-pca:…:certificate-authority/…`",
        );
    }
}

/// Whether the long form describes new certificates.
fn is_new(written: &blueprint::Certificate) -> bool {
    written.parameter.is_none() && described(written).iter().any(|(_, is_written)| *is_written)
}

/// What describes new certificates.
fn described(written: &blueprint::Certificate) -> [(&'static str, bool); 4] {
    [
        ("names", written.names.is_some()),
        ("key_algorithm", written.key_algorithm.is_some()),
        ("private_ca", written.private_ca.is_some()),
        (
            "transparency_logging",
            written.transparency_logging.is_some(),
        ),
    ]
}

fn parameter(written: &blueprint::Certificate, at: &Path, out: &mut Diagnostics) -> Certificate {
    let name = written.parameter.as_deref();
    let arn = Given::Parameter(parameter::name(name, "CertificateArn", at, out));
    for (key, _) in described(written).into_iter().filter(|(_, is)| *is) {
        out.error_at_key(
            &at.key(key),
            format!("`{key}` is of a new certificate, and the one of `parameter` exists already"),
        )
        .help(format!("leave out `{key}` or `parameter`"));
    }
    let at = at.clone();
    Certificate::Existing { arn, at }
}

/// The existing certificates besides.
fn more(draft: &Draft<'_>, out: &mut Diagnostics) -> Vec<Certificate> {
    let at = draft.at.key("certificates");
    let written = draft.written.certificates.as_deref().unwrap_or_default();
    let mut more: Vec<(Given, Path)> = Vec::with_capacity(written.len());
    for (i, certificate) in written.iter().enumerate() {
        let at = at.index(i);
        let arn = parameter::given(certificate, "OtherCertificateArn", &at, check_arn, out);
        if more.iter().any(|(other, _)| *other == arn) {
            out.error(&at, "this certificate is listed twice")
                .help("leave one of them out");
            continue;
        }
        more.push((arn, at));
    }
    let more = more.into_iter();
    more.map(|(arn, at)| Certificate::Existing { arn, at })
        .collect()
}

/// New certificates for the names of all services: one from a private authority, or one for each domain, so that a new domain
/// leaves the certificates of the others as they are.
fn new(
    draft: &Draft<'_>,
    written: &blueprint::Certificate,
    own: &[Name],
    domains: &Domains,
    out: &mut Diagnostics,
) -> Vec<Certificate> {
    let at = draft.at.key("certificate");
    let names = names(draft, written, own, domains, out);
    let logging_at = at.key("transparency_logging");
    if written.transparency_logging.is_some() && written.private_ca.is_some() {
        out.error_at_key(
            &logging_at,
            "a private certificate is in no public log anyway",
        )
        .help("leave out `transparency_logging`");
    } else if written.transparency_logging == Some(false) {
        out.warning(
            &logging_at,
            "browsers do not trust a certificate that is in no public log",
        )
        .help("leave it out, unless no browser calls");
    }
    let certificate = |(issuer, names): (Issuer, Vec<HostName>), out: &mut Diagnostics| {
        check_names(&names, &draft.at, out);
        Certificate::New(NewCertificate {
            names: in_order(names),
            issuer,
            key_algorithm: written.key_algorithm.unwrap_or(KeyAlgorithm::Rsa2048),
            transparency_logging: written.transparency_logging.unwrap_or(true),
        })
    };
    let issued = match &written.private_ca {
        Some(authority) => {
            let at = at.key("private_ca");
            let authority = parameter::given(authority, "AuthorityArn", &at, check_authority, out);
            let names = names.into_iter().map(|(name, _)| name).collect();
            vec![(Issuer::PrivateCa(authority), names)]
        }
        None => by_domain(names, domains, out),
    };
    let with_names = issued.into_iter().filter(|(_, names)| !names.is_empty());
    with_names.map(|issued| certificate(issued, out)).collect()
}

/// The names by the domain they are proven in.
fn by_domain(
    names: Vec<(HostName, Path)>,
    domains: &Domains,
    out: &mut Diagnostics,
) -> Vec<(Issuer, Vec<HostName>)> {
    let mut by_domain: Vec<(&Domain, Vec<HostName>)> =
        domains.iter().map(|domain| (domain, Vec::new())).collect();
    for (name, at) in names {
        let Some(proof) = domains.proof_of(&name) else {
            report_unproven(&name, &at, domains, out);
            continue;
        };
        let of_proof = by_domain
            .iter_mut()
            .find(|(domain, _)| domain.at == proof.at);
        if let Some((_, names)) = of_proof {
            names.push(name);
        }
    }
    by_domain
        .into_iter()
        .map(|(domain, names)| (Issuer::Amazon(Box::new(domain.clone())), names))
        .collect()
}

/// Reports a name that nobody but the VPC could look up. That a name is in no domain has been reported.
fn report_unproven(name: &HostName, at: &Path, domains: &Domains, out: &mut Diagnostics) {
    let Some(domain) = domains.of(name, false).into_iter().next() else {
        return;
    };
    if domains.is_unread() {
        return;
    }
    out.error(
        at,
        format!("no certificate for `{name}` can be validated: `{}` is private", domain.at),
    )
    .help(format!(
        "add a public domain that the name is in, as `[domains.public]` with `zone = \"{}\"`; or give the load balancer a `certificate`",
        domain.zone
    ));
}

/// The names of new certificates, and where they stand: those of the load balancer, and others.
fn names(
    draft: &Draft<'_>,
    written: &blueprint::Certificate,
    own: &[Name],
    domains: &Domains,
    out: &mut Diagnostics,
) -> Vec<(HostName, Path)> {
    let own = own.iter();
    let mut names: Vec<_> = own
        .map(|name| (name.host.clone(), name.at.clone()))
        .collect();
    let at = draft.at.key("certificate").key("names");
    for (i, text) in written.names.iter().flatten().enumerate() {
        let at = at.index(i);
        let Some(name) = HostName::parse(text, &at, out) else {
            continue;
        };
        if written.private_ca.is_none() {
            domains.check(&name, &at, out);
        }
        if names.iter().any(|(other, _)| *other == name) {
            out.error(
                &at,
                format!("`{name}` is a name of the certificate already"),
            )
            .help("leave it out");
            continue;
        }
        names.push((name, at));
    }
    check_domain(draft, written, &names, domains, out);
    names
}

fn check_domain(
    draft: &Draft<'_>,
    written: &blueprint::Certificate,
    names: &[(HostName, Path)],
    domains: &Domains,
    out: &mut Diagnostics,
) {
    let at = &draft.at;
    if domains.is_empty() && written.private_ca.is_none() {
        let unknown = [at.key("type"), at.key("protocol"), at.key("certificate")];
        if !domains.is_unread() && !unknown.iter().any(|path| out.is_unreadable(path)) {
            match draft.written.existing {
                None => report_no_domain(draft, out),
                Some(_) => report_no_domain_besides(at, out),
            }
        }
    } else if let Some(name) = draft.services().next()
        && names.is_empty()
    {
        let zone = domains.iter().next().map(|domain| domain.zone.as_str());
        let example = format!("hosts = [\"{}\"]", zone.unwrap_or("example.com"));
        let service = Path::of("services").key(name.to_owned());
        out.missing(&service, "hosts", &example);
    }
}

/// The names of a certificate, one first that can be the first.
pub(in crate::app) fn in_order(mut names: Vec<HostName>) -> Vec<HostName> {
    if let Some(short) = names.iter().position(can_be_first) {
        names[..=short].rotate_right(1);
    }
    names
}

/// ACM API, "RequestCertificate": DomainName.
fn can_be_first(name: &HostName) -> bool {
    name.as_str().len() <= 64
}

/// Holds the names of a certificate against ACM's limits.
pub(in crate::app) fn check_names(names: &[HostName], at: &Path, out: &mut Diagnostics) {
    if let Some(first) = names.first()
        && !names.iter().any(can_be_first)
    {
        out.error(
            at,
            format!("`{first}` is too long to be the first name of a certificate"),
        )
        .help("one of the names must have at most 64 characters");
    }
    let at = &Path::of("services");
    // "ACM quotas": at most 100 names, and 10 at first.
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
}

fn report_no_domain_besides(at: &Path, out: &mut Diagnostics) {
    out.error_at_key(
        &at.key("certificate"),
        "a new certificate needs a domain, and there is none",
    )
    .help("write `[domain]` with its `zone`; or leave this out, if the listener has a certificate for the names");
}

fn report_no_domain(draft: &Draft<'_>, out: &mut Diagnostics) {
    let at = &draft.at;
    let service = match draft.services().next() {
        Some(name) => Path::of("services").key(name.to_owned()),
        None => Path::root(),
    };
    let place = if draft.is_written { at } else { &service };
    if is_network(draft.written) {
        out.error_at_key(
            place,
            "a listener ends TLS, which needs a domain or a certificate, and there is neither",
        )
        .help(format!(
            "write `[domain]` with its `zone`, and `hosts` in the service; or `{at}.certificate`; \
             or let the container end TLS, with `protocol = \"tcp\"` in the listener",
        ));
        return;
    }
    out.error_at_key(
        place,
        "HTTPS needs a domain or a certificate, and there is neither",
    )
    .help(format!(
        "write `[domain]` with its `zone`, and `hosts` in the service; or `{at}.certificate`; \
             or, to go without encryption, `{at}.protocol = \"http\"`",
    ));
}
