//! The certificate of an HTTPS listener.

use super::parameter::{self, Kind};
use crate::app::{Certificate, Given, HostName, LoadBalancer};
use crate::catalog::acm;
use crate::diagnostic::Path;
use crate::model::{Origin, ParameterType, Removal, Resource, Stack, Value, props};

static CERTIFICATE_ARN: Kind = Kind {
    kind: ParameterType::String,
    description: "ARN of an ACM certificate in the region of the stack",
    pattern: Some((
        "arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+",
        "the ARN of an ACM certificate: arn:aws:acm:...:certificate/...",
    )),
    why: "the certificate is of the region the stack is deployed to",
};

/// The ARN of the certificate.
pub(super) fn lower(
    load_balancer: &LoadBalancer,
    certificate: &Certificate,
    zone: Option<&Value>,
    stack: &mut Stack,
) -> Value {
    match certificate {
        Certificate::Arn(arn) => arn.clone().into(),
        Certificate::Parameter(name) => {
            let at = load_balancer.at.key("certificate");
            parameter::value(
                &Given::<String>::Parameter(name.clone()),
                &CERTIFICATE_ARN,
                at,
                stack,
            )
        }
        Certificate::New(names) => {
            let certificate = NewCertificate {
                id: load_balancer.id("Certificate"),
                names,
                removal: Removal::Delete,
                origin: Origin::new(
                    Path::of("domain"),
                    "proves the app's names to its callers; ACM validates it by records in the zone, and renews it",
                ),
            };
            new(certificate, zone, stack)
        }
    }
}

/// A certificate that is to be made.
pub(super) struct NewCertificate<'a> {
    pub(super) id: String,
    pub(super) names: &'a [HostName],
    pub(super) removal: Removal,
    pub(super) origin: Origin,
}

/// The ARN of a new certificate.
pub(super) fn new(
    certificate: NewCertificate<'_>,
    zone: Option<&Value>,
    stack: &mut Stack,
) -> Value {
    let NewCertificate {
        id,
        names,
        removal,
        origin,
    } = certificate;
    let name = |host: &HostName| Value::from(host.as_str().to_owned());
    let others: Vec<Value> = names.iter().skip(1).map(name).collect();
    let validation: Vec<Value> = names
        .iter()
        .filter_map(|host| {
            let options = props! { "DomainName": name(host), "HostedZoneId": zone?.clone() };
            Some(options.into())
        })
        .collect();
    let certificate = Resource::new(
        id,
        &acm::CERTIFICATE,
        origin,
        props! {
            "DomainName" ?: names.first().map(name),
            "SubjectAlternativeNames" ?: (!others.is_empty()).then_some(others),
            "ValidationMethod": "DNS",
            "DomainValidationOptions": validation,
        },
    );
    stack.add(certificate.removed(removal)).arn()
}
