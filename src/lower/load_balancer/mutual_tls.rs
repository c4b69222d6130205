//! Callers that are known by their certificates: trust stores.

use crate::app::{LoadBalancer, MutualTls, S3Object, TrustStore, Verify};
use crate::catalog::elbv2;
use crate::lower::id;
use crate::lower::parameter::{self, Kind};
use crate::model::{Handle, Map, Origin, ParameterType, Resource, Stack, Value, props};

static TRUST_STORE_ARN: Kind = Kind {
    kind: ParameterType::String,
    description: "ARN of a trust store in the region of the stack",
    pattern: Some((
        "arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:truststore/.+",
        "the ARN of a trust store: arn:aws:elasticloadbalancing:...:truststore/...",
    )),
    why: "which authorities may tell callers apart is settled outside the stack",
};

static VERSION: Kind = Kind {
    kind: ParameterType::String,
    description: "Version of a file",
    pattern: Some(("[!-~]+", "the version id of a file in Amazon S3")),
    why: "a new version of the file is taken when it is named",
};

/// What a listener says of it.
pub(super) struct Lowered {
    pub(super) property: Map,
    /// What has to be there before anybody is let in.
    pub(super) first: Vec<Handle>,
}

/// What the HTTPS listener says, and the trust store that it needs.
pub(super) fn lower(
    load_balancer: &LoadBalancer,
    mutual_tls: &MutualTls,
    stack: &mut Stack,
) -> Lowered {
    let mode = |mode: &'static str| Lowered {
        property: props! { "Mode": mode },
        first: Vec::new(),
    };
    match mutual_tls {
        // Said always: CloudFormation leaves it as it was where nothing is said.
        MutualTls::Off => mode("off"),
        MutualTls::Passthrough => mode("passthrough"),
        MutualTls::Verify(verify) => verifying(load_balancer, verify, stack),
    }
}

fn verifying(load_balancer: &LoadBalancer, verify: &Verify, stack: &mut Stack) -> Lowered {
    let (arn, first) = match &verify.trust_store {
        TrustStore::Existing(arn) => {
            let at = load_balancer.at.key("mutual_tls").key("trust_store");
            let arn = parameter::value(arn, &TRUST_STORE_ARN, at, stack);
            (arn, Vec::new())
        }
        TrustStore::New {
            ca_certificates,
            revocation_lists,
        } => {
            let store = trust_store(load_balancer, ca_certificates, stack);
            let lists = revocation_lists.iter();
            let lists =
                lists.map(|(name, list)| revocation(load_balancer, &store, name, list, stack));
            (store.arn(), lists.collect())
        }
    };
    Lowered {
        property: props! {
            "Mode": "verify",
            "TrustStoreArn": arn,
            "IgnoreClientCertificateExpiry": verify.ignores_expiry,
            "AdvertiseTrustStoreCaNames": if verify.advertises { "on" } else { "off" },
        },
        first,
    }
}

fn trust_store(load_balancer: &LoadBalancer, bundle: &S3Object, stack: &mut Stack) -> Handle {
    let [bucket, key, version] = object(bundle, stack);
    stack.add(Resource::new(
        load_balancer.id("TrustStore"),
        &elbv2::TRUST_STORE,
        Origin::new(
            bundle.at.clone(),
            "callers are trusted whose certificates these authorities have issued",
        ),
        props! {
            "Name": Value::concat([name(load_balancer).into(), Value::StackToken]),
            "CaCertificatesBundleS3Bucket" ?: bucket,
            "CaCertificatesBundleS3Key" ?: key,
            "CaCertificatesBundleS3ObjectVersion" ?: version,
        },
    ))
}

/// What the name of a trust store begins with: it is unique in the region, and has no two hyphens in a row (Elastic Load Balancing
/// API, "CreateTrustStore").
fn name(load_balancer: &LoadBalancer) -> String {
    let own = load_balancer.name.as_deref().unwrap_or("clients");
    let words = own.split(['-', '_']).filter(|word| !word.is_empty());
    words.map(|word| format!("{word}-")).collect()
}

fn revocation(
    load_balancer: &LoadBalancer,
    store: &Handle,
    name: &str,
    list: &S3Object,
    stack: &mut Stack,
) -> Handle {
    let [bucket, key, version] = object(list, stack);
    stack.add(Resource::new(
        load_balancer.id(&id::of(name, "TrustStoreRevocation")),
        &elbv2::TRUST_STORE_REVOCATION,
        Origin::new(
            list.at.clone(),
            "callers with certificates on this list are turned away",
        ),
        props! {
            "TrustStoreArn": store.arn(),
            "RevocationContents": [props! {
                "RevocationType": "CRL",
                "S3Bucket" ?: bucket,
                "S3Key" ?: key,
                "S3ObjectVersion" ?: version,
            }],
        },
    ))
}

/// Its bucket, its key and its version.
fn object(object: &S3Object, stack: &mut Stack) -> [Option<Value>; 3] {
    let bucket = parameter::value(
        &object.bucket,
        &parameter::BUCKET_NAME,
        object.at.key("bucket"),
        stack,
    );
    let version = object.version.as_ref();
    let version =
        version.map(|given| parameter::value(given, &VERSION, object.at.key("version"), stack));
    [Some(bucket), Some(object.key.clone().into()), version]
}
