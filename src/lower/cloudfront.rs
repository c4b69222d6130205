//! CloudFront in front of the load balancer: its certificate, which lives elsewhere, and its way in.

use super::certificate::{self, Proof, Request};
use super::load_balancer::Own;
use super::security_group::{self, Peer};
use super::zone::Zones;
use crate::app::{App, CloudFront, Countries, HostName, KeyAlgorithm, PriceClass, ViewerTls};
use crate::catalog::cloudfront;
use crate::diagnostic::Path;
use crate::model::{
    Attribute, Handle, Handover, LogicalId, Map, Origin, Output, Parameter, ParameterType, Pseudo,
    Removal, Resource, Stack, Value, props,
};

/// CloudFront takes certificates of this region only (CloudFront developer guide, "Requirements for using SSL/TLS certificates with
/// CloudFront").
const REGION: &str = "us-east-1";
/// The hosted zone of all distributions (Route 53 API, "AliasTarget").
pub(super) const HOSTED_ZONE: &str = "Z2FDTNDATAQYW2";
/// Policies of AWS: "Use managed cache policies", `CachingDisabled` and `UseOriginCacheControlHeaders-QueryStrings`, which has the
/// host and the cookies in the key; "Use managed origin request policies", `AllViewer`, which hands the host on, so that the
/// load balancer's certificate is the right one; "Use managed response headers policies", `SecurityHeadersPolicy`.
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const CACHED_AS_TOLD: &str = "4cc15a8a-d715-48a4-82b8-cc0b614638fe";
const ALL_VIEWER: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";
const SECURITY_HEADERS: &str = "67f7725c-6f97-4210-82d7-5512b31e9d03";
/// The addresses that CloudFront calls from (Amazon VPC user guide, "AWS-managed prefix lists").
const CALLS_FROM: &str = "com.amazonaws.global.cloudfront.origin-facing";

/// The stack with the certificate, and the certificate's ARN in the app's own.
pub(super) fn elsewhere(app: &App, front: &CloudFront, stack: &mut Stack) -> (Stack, Value) {
    let about = "the certificate of CloudFront";
    let mut edge = stack.elsewhere("edge", about, REGION);
    edge.section("Certificate: proves the names to callers of CloudFront");
    // No zone of its names is new.
    let zones = Zones::default();
    let domain_of = |name: &HostName| app.domains.proof_of(name);
    let proof = certificate::validation(&front.names, domain_of, &zones, &mut edge);
    let why = match proof.is_empty() {
        false => {
            "proves the names to callers of CloudFront; ACM validates it by records in the zone, and renews it"
        }
        true => {
            "proves the names to callers of CloudFront; ACM validates it by records that somebody puts into the zone, and renews it"
        }
    };
    let request = Request {
        id: "EdgeCertificate".to_owned(),
        names: &front.names,
        proof: Proof::Records(proof),
        key_algorithm: KeyAlgorithm::Rsa2048,
        transparency_logging: true,
        // The distribution has the old one until its own stack is deployed.
        removal: Removal::KeepReplaced,
        origin: Origin::new(at(), why),
    };
    let arn = request.lower(&mut edge);
    let handover = Handover {
        id: "EdgeCertificateArn",
        description: "ARN of the certificate of CloudFront".to_owned(),
        value: arn,
        pattern: Some((
            "arn:aws:acm:us-east-1:[0-9]{12}:certificate/.+",
            "the ARN of an ACM certificate in us-east-1",
        )),
        origin: Origin::new(at(), "CloudFront takes certificates of us-east-1 only"),
    };
    let arn = edge.give(handover, stack);
    (edge, arn)
}

/// Lets CloudFront, and nobody else, reach the load balancer.
pub(super) fn allow_in(group: &Handle, stack: &mut Stack) {
    let list = stack.look_up_prefix_list(
        CALLS_FROM,
        Parameter {
            id: LogicalId::new("CloudFrontPrefixListId"),
            kind: ParameterType::String,
            description: format!("Id of the managed prefix list {CALLS_FROM} in the region"),
            default: None,
            pattern: Some(("pl-[0-9a-f]+", "the id of a prefix list: pl-...")),
            origin: Origin::new(at(), "the list has another id in every region"),
        },
    );
    security_group::allow_in(
        "LoadBalancerCloudFrontIngress".to_owned(),
        group,
        Peer::PrefixList(list),
        443,
        "HTTPS from CloudFront".to_owned(),
        Origin::new(at(), "CloudFront may call, and nobody else"),
        stack,
    );
}

/// The distribution.
pub(super) fn lower(
    front: &CloudFront,
    own: &Own,
    certificate: Value,
    stack: &mut Stack,
) -> Handle {
    stack.section("CloudFront: what callers reach");
    let origin = stack.add(Resource::new(
        "VpcOrigin",
        &cloudfront::VPC_ORIGIN,
        Origin::new(
            at(),
            "CloudFront's own way to the load balancer, which is not on the internet",
        ),
        props! {
            "VpcOriginEndpointConfig": props! {
                "Name": Pseudo::StackName,
                "Arn": own.load_balancer.arn(),
                "HTTPPort": 80,
                "HTTPSPort": 443,
                "OriginProtocolPolicy": "https-only",
                "OriginSSLProtocols": ["TLSv1.2"],
            },
        },
    ));
    let names: Vec<Value> = front.names.iter().map(name).collect();
    let cached: Vec<Map> = front.cache.iter().map(|path| cached(path, front)).collect();
    let distribution = stack.add(
        Resource::new(
            "Distribution",
            &cloudfront::DISTRIBUTION,
            Origin::new(at(), "answers to the app's names, near to their callers"),
            props! {
                "DistributionConfig": props! {
                    "Enabled": true,
                    "Comment": Pseudo::StackName,
                    "Aliases": names,
                    "HttpVersion": "http2and3",
                    "IPV6Enabled": true,
                    "PriceClass": price_class(front.price_class),
                    "Origins": [props! {
                        "Id": ORIGIN,
                        "DomainName": own.load_balancer.get(Attribute::DnsName),
                        "VpcOriginConfig": props! {
                            "VpcOriginId": origin.id(),
                            // As long as a load balancer waits; by itself CloudFront would give up after half of it.
                            "OriginReadTimeout": 60,
                        },
                    }],
                    "DefaultCacheBehavior": behavior(CACHING_DISABLED, front),
                    "CacheBehaviors" ?: (!cached.is_empty()).then_some(cached),
                    "Restrictions": props! { "GeoRestriction": countries(front.countries.as_ref()) },
                    "ViewerCertificate": props! {
                        "AcmCertificateArn": certificate,
                        "MinimumProtocolVersion": minimum_tls(front.minimum_protocol_version),
                        "SslSupportMethod": "sni-only",
                    },
                },
            },
        )
        // Nobody is sent to the load balancer before it answers, by all names.
        .after(match own.further_certificates.as_slice() {
            [] => own.listener.as_slice(),
            further => further,
        }),
    );
    outputs(&distribution, stack);
    distribution
}

/// The name by which the distribution knows the load balancer.
const ORIGIN: &str = "load-balancer";

fn at() -> Path {
    Path::of("cloudfront")
}

fn name(host: &HostName) -> Value {
    host.as_str().to_owned().into()
}

fn behavior(policy: &'static str, front: &CloudFront) -> Map {
    props! {
        "TargetOriginId": ORIGIN,
        "ViewerProtocolPolicy": "redirect-to-https",
        "AllowedMethods": ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
        "CachedMethods": ["GET", "HEAD"],
        "CachePolicyId": policy,
        "OriginRequestPolicyId": ALL_VIEWER,
        "ResponseHeadersPolicyId" ?: front.security_headers.then_some(SECURITY_HEADERS),
    }
}

fn cached(path: &str, front: &CloudFront) -> Map {
    let mut cached = props! { "PathPattern": path.to_owned() };
    let behavior = behavior(CACHED_AS_TOLD, front);
    behavior
        .iter()
        .for_each(|(key, value)| cached.set(key.to_owned(), value.clone()));
    cached.set("Compress", true);
    cached
}

fn countries(countries: Option<&Countries>) -> Map {
    let (kind, codes) = match countries {
        None => ("none", None),
        Some(Countries::Only(codes)) => ("whitelist", Some(codes)),
        Some(Countries::AllBut(codes)) => ("blacklist", Some(codes)),
    };
    props! { "RestrictionType": kind, "Locations" ?: codes.cloned() }
}

fn price_class(class: PriceClass) -> &'static str {
    match class {
        PriceClass::All => "PriceClass_All",
        PriceClass::Class200 => "PriceClass_200",
        PriceClass::Class100 => "PriceClass_100",
    }
}

fn minimum_tls(version: ViewerTls) -> &'static str {
    match version {
        ViewerTls::Tls12From2021 => "TLSv1.2_2021",
        ViewerTls::Tls12From2025 => "TLSv1.2_2025",
        ViewerTls::Tls13From2025 => "TLSv1.3_2025",
    }
}

fn outputs(distribution: &Handle, stack: &mut Stack) {
    for (id, description, value) in [
        (
            "DistributionId",
            "Id of the CloudFront distribution",
            distribution.id(),
        ),
        (
            "DistributionDomainName",
            "Name of the distribution in DNS",
            distribution.get(Attribute::DnsName),
        ),
    ] {
        stack.outputs.push(Output {
            id: LogicalId::new(id),
            description: description.to_owned(),
            value,
            is_exported: false,
            path: at(),
        });
    }
}
