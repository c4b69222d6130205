//! The certificates of an HTTPS listener.

use super::parameter::{self, Kind};
use super::zone::Zones;
use crate::app::{
    Certificate, Domain, Given, HostName, Issuer, KeyAlgorithm, LoadBalancer, NewCertificate,
};
use crate::catalog::{acm, elbv2};
use crate::diagnostic::Path;
use crate::model::{Handle, Map, Origin, ParameterType, Removal, Resource, Stack, Value, props};

static CERTIFICATE_ARN: Kind = Kind {
    kind: ParameterType::String,
    description: "ARN of an ACM certificate in the region of the stack",
    pattern: Some((
        "arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+",
        "the ARN of an ACM certificate: arn:aws:acm:...:certificate/...",
    )),
    why: "the certificate is of the region the stack is deployed to",
};

static AUTHORITY_ARN: Kind = Kind {
    kind: ParameterType::String,
    description: "ARN of a certificate authority of AWS Private CA in the region of the stack",
    pattern: Some((
        "arn:aws[a-z-]*:acm-pca:[a-z0-9-]+:[0-9]{12}:certificate-authority/.+",
        "the ARN of a certificate authority: arn:aws:acm-pca:...:certificate-authority/...",
    )),
    why: "the authority is of the region the stack is deployed to",
};

/// A certificate of a listener.
pub(super) struct Lowered {
    arn: Value,
    /// What its id begins with, as one of several.
    word: String,
    at: Path,
}

/// The certificates, the listener's own first.
pub(super) fn lower(
    load_balancer: &LoadBalancer,
    certificates: &[Certificate],
    zones: &Zones,
    stack: &mut Stack,
) -> Vec<Lowered> {
    certificates
        .iter()
        .map(|certificate| match certificate {
            Certificate::New(new) => new_certificate(load_balancer, new, zones, stack),
            Certificate::Existing { arn, at } => existing(arn, at, stack),
        })
        .collect()
}

/// The ARN of the listener's own certificate.
pub(super) fn own(certificates: &[Lowered]) -> Option<Value> {
    certificates
        .first()
        .map(|certificate| certificate.arn.clone())
}

/// Gives a listener certificates besides its own; what does so.
/// `word` tells the listener from others with the same certificates.
pub(super) fn attach(
    load_balancer: &LoadBalancer,
    word: &str,
    certificates: &[Lowered],
    listener: &Value,
    stack: &mut Stack,
) -> Vec<Handle> {
    let others = certificates.iter().map(|certificate| {
        stack.add(Resource::new(
            load_balancer.id(&format!("{word}{}ListenerCertificate", certificate.word)),
            &elbv2::LISTENER_CERTIFICATE,
            Origin::new(
                certificate.at.clone(),
                "callers who ask for one of its names get this certificate",
            ),
            props! {
                "ListenerArn": listener.clone(),
                "Certificates": [props! { "CertificateArn": certificate.arn.clone() }],
            },
        ))
    });
    others.collect()
}

fn existing(given: &Given, at: &Path, stack: &mut Stack) -> Lowered {
    let word = match given {
        Given::Literal(arn) => {
            // An id of ACM's: a UUID.
            let id = arn.rsplit('/').next().unwrap_or_default();
            let id: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
            format!("Acm{id}")
        }
        Given::Parameter(name) => name.clone(),
    };
    Lowered {
        arn: parameter::value(given, &CERTIFICATE_ARN, at.clone(), stack),
        word,
        at: at.clone(),
    }
}

fn new_certificate(
    load_balancer: &LoadBalancer,
    new: &NewCertificate,
    zones: &Zones,
    stack: &mut Stack,
) -> Lowered {
    let proof = match &new.issuer {
        Issuer::Amazon(domain) => {
            Proof::Records(validation(&new.names, |_| Some(domain), zones, stack))
        }
        Issuer::PrivateCa(given) => {
            let at = load_balancer.at.key("certificate").key("private_ca");
            Proof::Authority(parameter::value(given, &AUTHORITY_ARN, at, stack))
        }
    };
    let (word, at, why) = described(load_balancer, &new.issuer);
    let request = Request {
        id: load_balancer.id(&format!("{word}Certificate")),
        names: &new.names,
        proof,
        key_algorithm: new.key_algorithm,
        transparency_logging: new.transparency_logging,
        removal: Removal::Delete,
        origin: Origin::new(at.clone(), why),
    };
    Lowered {
        arn: request.lower(stack),
        word,
        at,
    }
}

/// Why ACM believes that the names are the app's own.
pub(super) enum Proof {
    /// Records: where CloudFormation puts that of each name, or nowhere, if somebody else does.
    Records(Vec<Map>),
    /// The ARN of a private authority, which asks for none.
    Authority(Value),
}

/// A certificate that is to be made.
pub(super) struct Request<'a> {
    pub(super) id: String,
    pub(super) names: &'a [HostName],
    pub(super) proof: Proof,
    pub(super) key_algorithm: KeyAlgorithm,
    pub(super) transparency_logging: bool,
    pub(super) removal: Removal,
    pub(super) origin: Origin,
}

impl Request<'_> {
    /// Makes it; its ARN.
    pub(super) fn lower(self, stack: &mut Stack) -> Value {
        let text = |host: &HostName| Value::from(host.as_str().to_owned());
        let others: Vec<Value> = self.names.iter().skip(1).map(text).collect();
        let (method, options, authority) = match self.proof {
            Proof::Records(options) => (Some("DNS"), options, None),
            Proof::Authority(arn) => (None, Vec::new(), Some(arn)),
        };
        let certificate = Resource::new(
            self.id,
            &acm::CERTIFICATE,
            self.origin,
            props! {
                "DomainName" ?: self.names.first().map(text),
                "SubjectAlternativeNames" ?: (!others.is_empty()).then_some(others),
                "KeyAlgorithm" ?: key_algorithm(self.key_algorithm),
                "CertificateAuthorityArn" ?: authority,
                "ValidationMethod" ?: method,
                "DomainValidationOptions" ?: (!options.is_empty()).then_some(options),
                "CertificateTransparencyLoggingPreference" ?:
                    (!self.transparency_logging).then_some("DISABLED"),
            },
        );
        stack.add(certificate.removed(self.removal)).arn()
    }
}

/// How a new certificate is called among those of the load balancer, its place in the blueprint, and why it is there.
fn described(load_balancer: &LoadBalancer, issuer: &Issuer) -> (String, Path, &'static str) {
    match issuer {
        Issuer::PrivateCa(_) => (
            String::new(),
            load_balancer.at.key("certificate"),
            "proves the app's names to callers who trust the private authority; ACM renews it",
        ),
        Issuer::Amazon(domain) if domain.is_writable() => (
            domain_word(domain),
            domain.at.clone(),
            "proves the app's names to its callers; ACM validates it by records in the zone, and renews it",
        ),
        Issuer::Amazon(domain) => (
            domain_word(domain),
            domain.at.clone(),
            "proves the app's names to its callers; ACM validates it by records that somebody puts into the zone, and renews it",
        ),
    }
}

fn domain_word(domain: &Domain) -> String {
    match domain.name {
        None => String::new(),
        Some(_) => domain.id("Domain"),
    }
}

/// Where CloudFormation puts the proof of each name; nowhere if it cannot.
pub(super) fn validation<'a>(
    names: &[HostName],
    domain_of: impl Fn(&HostName) -> Option<&'a Domain>,
    zones: &Zones,
    stack: &mut Stack,
) -> Vec<Map> {
    let mut options = Vec::with_capacity(names.len());
    for host in names {
        if let Some(zone) = domain_of(host).and_then(|domain| zones.id(domain, stack)) {
            options.push(props! { "DomainName": host.as_str().to_owned(), "HostedZoneId": zone });
        }
    }
    options
}

/// What is ACM's default is not said: saying it would replace certificates that are there.
fn key_algorithm(algorithm: KeyAlgorithm) -> Option<&'static str> {
    match algorithm {
        KeyAlgorithm::Rsa2048 => None,
        KeyAlgorithm::EcPrime256v1 => Some("EC_prime256v1"),
        KeyAlgorithm::EcSecp384r1 => Some("EC_secp384r1"),
    }
}
