//! Amazon CloudFront.

use super::row::{get_att, resource, types};
use crate::model::Argument::{Block, Counted, Inline, Is, Tags};
use crate::model::Attribute::{DnsName, Id};
use crate::model::TerraformAttribute::Own;
use crate::model::{ArgumentRow, TerraformResource};

types! {
    /// A way from CloudFront to a load balancer that is not on the internet.
    VPC_ORIGIN = "AWS::CloudFront::VpcOrigin", List, [get_att(Id, "Id", Own("id"))],
        resource(TerraformResource::new("aws_cloudfront_vpc_origin", "VpcOrigin", &[
            ("VpcOriginEndpointConfig", Block("vpc_origin_endpoint_config", &[
                ("Name", Is("name")),
                ("Arn", Is("arn")),
                ("HTTPPort", Is("http_port")),
                ("HTTPSPort", Is("https_port")),
                ("OriginProtocolPolicy", Is("origin_protocol_policy")),
                ("OriginSSLProtocols", Counted("origin_ssl_protocols")),
            ])),
            ("Tags", Tags),
        ]));
    /// What answers to names all over the world.
    DISTRIBUTION = "AWS::CloudFront::Distribution", List,
        [get_att(Id, "Id", Own("id")), get_att(DnsName, "DomainName", Own("domain_name"))],
        resource(TerraformResource::new("aws_cloudfront_distribution", "Distribution", &[
            ("DistributionConfig", Inline(&[
                ("Enabled", Is("enabled")),
                ("Comment", Is("comment")),
                ("Aliases", Is("aliases")),
                ("HttpVersion", Is("http_version")),
                ("IPV6Enabled", Is("is_ipv6_enabled")),
                ("PriceClass", Is("price_class")),
                ("Origins", Block("origin", &[
                    ("Id", Is("origin_id")),
                    ("DomainName", Is("domain_name")),
                    ("VpcOriginConfig", Block("vpc_origin_config", &[
                        ("VpcOriginId", Is("vpc_origin_id")),
                        ("OriginReadTimeout", Is("origin_read_timeout")),
                    ])),
                ])),
                ("DefaultCacheBehavior", Block("default_cache_behavior", DEFAULT_BEHAVIOR)),
                ("CacheBehaviors", Block("ordered_cache_behavior", BEHAVIOR)),
                ("Restrictions", Block("restrictions", &[
                    ("GeoRestriction", Block("geo_restriction", &[
                        ("RestrictionType", Is("restriction_type")),
                        ("Locations", Is("locations")),
                    ])),
                ])),
                ("ViewerCertificate", Block("viewer_certificate", &[
                    ("AcmCertificateArn", Is("acm_certificate_arn")),
                    ("MinimumProtocolVersion", Is("minimum_protocol_version")),
                    ("SslSupportMethod", Is("ssl_support_method")),
                ])),
            ])),
            ("Tags", Tags),
        ]));
}

static DEFAULT_BEHAVIOR: &[ArgumentRow] = &[
    ("TargetOriginId", Is("target_origin_id")),
    ("ViewerProtocolPolicy", Is("viewer_protocol_policy")),
    ("AllowedMethods", Is("allowed_methods")),
    ("CachedMethods", Is("cached_methods")),
    ("CachePolicyId", Is("cache_policy_id")),
    ("OriginRequestPolicyId", Is("origin_request_policy_id")),
    ("ResponseHeadersPolicyId", Is("response_headers_policy_id")),
];

static BEHAVIOR: &[ArgumentRow] = &[
    ("PathPattern", Is("path_pattern")),
    ("TargetOriginId", Is("target_origin_id")),
    ("ViewerProtocolPolicy", Is("viewer_protocol_policy")),
    ("AllowedMethods", Is("allowed_methods")),
    ("CachedMethods", Is("cached_methods")),
    ("CachePolicyId", Is("cache_policy_id")),
    ("OriginRequestPolicyId", Is("origin_request_policy_id")),
    ("ResponseHeadersPolicyId", Is("response_headers_policy_id")),
    ("Compress", Is("compress")),
];
