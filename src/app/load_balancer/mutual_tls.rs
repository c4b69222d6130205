//! `mutual_tls`: which callers are known by their certificates.

use indexmap::IndexMap;

use super::Draft;
use crate::app::arn::{is_arn_of, not_an_arn};
use crate::app::name;
use crate::app::parameter::{Given, given};
use crate::app::s3_object::{self, S3Object};
use crate::blueprint::{self, MutualTlsMode};
use crate::diagnostic::{Diagnostics, Path};

/// What becomes of the certificates of callers.
#[derive(Clone, Debug)]
pub enum MutualTls {
    /// Callers show none.
    Off,
    /// The services look at them.
    Passthrough,
    /// The load balancer looks at them.
    Verify(Box<Verify>),
}

/// How the load balancer looks at the certificates of callers.
#[derive(Clone, Debug)]
pub struct Verify {
    /// Which authorities it trusts.
    pub trust_store: TrustStore,
    /// Whether certificates may be out of date.
    pub ignores_expiry: bool,
    /// Whether callers are told which authorities it trusts.
    pub advertises: bool,
}

/// The authorities that are trusted.
#[derive(Clone, Debug)]
pub enum TrustStore {
    /// One that is there: its ARN.
    Existing(Given),
    /// One of the stack.
    New {
        /// The certificates of the authorities.
        ca_certificates: S3Object,
        /// Lists of certificates that were withdrawn, by name.
        revocation_lists: IndexMap<String, S3Object>,
    },
}

/// Longest name of a load balancer that has a trust store: it is in that of the store, which has 32 characters at most (Elastic
/// Load Balancing API, "CreateTrustStore").
const LONGEST_NAME: usize = 23;

/// Resolves `mutual_tls`.
pub(super) fn resolve(draft: &Draft<'_>, name: Option<&str>, out: &mut Diagnostics) -> MutualTls {
    let at = draft.at.key("mutual_tls");
    let Some(written) = &draft.written.mutual_tls else {
        return MutualTls::Off;
    };
    match written.mode.unwrap_or(MutualTlsMode::Verify) {
        MutualTlsMode::Verify => {
            check_name(name, &draft.at, written, out);
            MutualTls::Verify(Box::new(verify(written, &at, out)))
        }
        MutualTlsMode::Passthrough => {
            passthrough(written, &at, out);
            MutualTls::Passthrough
        }
    }
}

fn passthrough(written: &blueprint::MutualTls, at: &Path, out: &mut Diagnostics) {
    for (key, is_written) in [
        ("ca_certificates", written.ca_certificates.is_some()),
        ("trust_store", written.trust_store.is_some()),
        ("revocation_lists", written.revocation_lists.is_some()),
        (
            "ignore_client_certificate_expiry",
            written.ignore_client_certificate_expiry.is_some(),
        ),
        (
            "advertise_trust_store_ca_names",
            written.advertise_trust_store_ca_names.is_some(),
        ),
    ] {
        if is_written {
            let message =
                format!("with `passthrough` nothing is verified, so `{key}` has no effect");
            out.error_at_key(&at.key(key), message)
                .help(format!("leave out `{key}` or `mode`"));
        }
    }
    out.warning(
        &at.key("mode"),
        "the load balancer verifies no certificate, and lets everybody in",
    )
    .help("have every service look at the header `X-Amzn-Mtls-Clientcert`, or write `ca_certificates` instead");
}

fn verify(written: &blueprint::MutualTls, at: &Path, out: &mut Diagnostics) -> Verify {
    let ignores_expiry = written.ignore_client_certificate_expiry.unwrap_or(false);
    if ignores_expiry {
        out.warning(
            &at.key("ignore_client_certificate_expiry"),
            "callers are let in with certificates that are out of date",
        )
        .help("leave it out when they have new ones");
    }
    Verify {
        trust_store: trust_store(written, at, out),
        ignores_expiry,
        advertises: written.advertise_trust_store_ca_names.unwrap_or(false),
    }
}

fn trust_store(written: &blueprint::MutualTls, at: &Path, out: &mut Diagnostics) -> TrustStore {
    if let Some(arn) = &written.trust_store {
        for (key, is_written) in [
            ("ca_certificates", written.ca_certificates.is_some()),
            ("revocation_lists", written.revocation_lists.is_some()),
        ] {
            if is_written {
                out.error_at_key(
                    &at.key(key),
                    "what a `trust_store` that is there trusts is settled there",
                )
                .help(format!("leave out `{key}` or `trust_store`"));
            }
        }
        let at = at.key("trust_store");
        return TrustStore::Existing(given(arn, "TrustStoreArn", &at, check_arn, out));
    }
    let ca_certificates = match &written.ca_certificates {
        Some(object) => s3_object::resolve(object, &at.key("ca_certificates"), out),
        None => {
            let is_unread =
                ["ca_certificates", "trust_store"].map(|key| out.is_unreadable(&at.key(key)));
            if !is_unread.contains(&true) {
                out.error(at, "it is not said which authorities are trusted").help(
                    "write `ca_certificates = { bucket = \"my-authorities\", key = \"clients.pem\" }`, or `trust_store`",
                );
            }
            S3Object::default()
        }
    };
    TrustStore::New {
        ca_certificates,
        revocation_lists: revocation_lists(written, at, out),
    }
}

fn check_arn(arn: &str, at: &Path, out: &mut Diagnostics) {
    if !is_arn_of(arn, "elasticloadbalancing", "truststore/") {
        out.error(at, not_an_arn(arn))
            .help("write the ARN of a trust store: `arn:aws:elasticloadbalancing:…:truststore/…`");
    }
}

fn check_name(
    name: Option<&str>,
    at: &Path,
    written: &blueprint::MutualTls,
    out: &mut Diagnostics,
) {
    let is_too_long = name.is_some_and(|name| name.len() > LONGEST_NAME);
    if is_too_long && written.trust_store.is_none() {
        out.error_at_key(
            at,
            format!(
                "a load balancer with a trust store has a name of at most {LONGEST_NAME} characters"
            ),
        )
        .help("choose a shorter one: that of the trust store is made of it");
    }
}

fn revocation_lists(
    written: &blueprint::MutualTls,
    at: &Path,
    out: &mut Diagnostics,
) -> IndexMap<String, S3Object> {
    let at = at.key("revocation_lists");
    let lists = written.revocation_lists.iter().flatten();
    let resolved: IndexMap<String, S3Object> = lists
        .map(|(name, object)| {
            let at = at.key(name.clone());
            name::part(name, &at, out);
            (name.clone(), s3_object::resolve(object, &at, out))
        })
        .collect();
    name::distinct(resolved.keys(), &at, out);
    resolved
}
