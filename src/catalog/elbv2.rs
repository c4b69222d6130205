//! Elastic Load Balancing.

use super::row::{get_att, reference, resource, types};
use crate::model::Argument::{
    Attributes, Block, Boolean, In, Inline, Is, Number, Tags, Unless, Word,
};
use crate::model::Attribute::{Arn, DnsName, FullName, HostedZoneId};
use crate::model::TerraformAttribute::Own;
use crate::model::{ArgumentRow, NameRule, Naming, TerraformResource, Variant};

types! {
    /// A load balancer.
    LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer", List,
        [
            reference(Arn, Own("arn")),
            get_att(DnsName, "DNSName", Own("dns_name")),
            get_att(HostedZoneId, "CanonicalHostedZoneID", Own("zone_id")),
            get_att(FullName, "LoadBalancerFullName", Own("arn_suffix")),
        ],
        resource(TerraformResource {
            // Elastic Load Balancing API, "CreateLoadBalancer".
            naming: Naming::App(NameRule {
                longest: 32,
                is_of_a_load_balancer: true,
                variant: Some(Variant { property: "Scheme", word: "internal", suffix: "-int" }),
            }),
            ..TerraformResource::new("aws_lb", "LoadBalancer", &[
                ("Type", Is("load_balancer_type")),
                ("Scheme", Word("internal", "internal")),
                ("IpAddressType", Is("ip_address_type")),
                ("Subnets", Is("subnets")),
                ("SubnetMappings", Block("subnet_mapping", &[
                    ("SubnetId", Is("subnet_id")),
                    ("AllocationId", Is("allocation_id")),
                ])),
                ("SecurityGroups", Is("security_groups")),
                ("LoadBalancerAttributes", Attributes(&[
                    ("idle_timeout.timeout_seconds", Number("idle_timeout")),
                    ("deletion_protection.enabled", Boolean("enable_deletion_protection")),
                    ("load_balancing.cross_zone.enabled", Boolean("enable_cross_zone_load_balancing")),
                    (
                        "routing.http.drop_invalid_header_fields.enabled",
                        Boolean("drop_invalid_header_fields"),
                    ),
                    ("routing.http.desync_mitigation_mode", Is("desync_mitigation_mode")),
                    ("client_keep_alive.seconds", Number("client_keep_alive")),
                    ("routing.http2.enabled", Boolean("enable_http2")),
                    ("routing.http.preserve_host_header.enabled", Boolean("preserve_host_header")),
                    ("routing.http.xff_header_processing.mode", Is("xff_header_processing_mode")),
                    ("routing.http.xff_client_port.enabled", Boolean("enable_xff_client_port")),
                    (
                        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
                        Boolean("enable_tls_version_and_cipher_suite_headers"),
                    ),
                    ("waf.fail_open.enabled", Boolean("enable_waf_fail_open")),
                    ("zonal_shift.config.enabled", Boolean("enable_zonal_shift")),
                    ("access_logs.s3.enabled", Unless("false", &In("access_logs", &Boolean("enabled")))),
                    ("access_logs.s3.bucket", In("access_logs", &Is("bucket"))),
                    ("access_logs.s3.prefix", Unless("", &In("access_logs", &Is("prefix")))),
                    ("connection_logs.s3.enabled", Unless("false", &In("connection_logs", &Boolean("enabled")))),
                    ("connection_logs.s3.bucket", In("connection_logs", &Is("bucket"))),
                    ("connection_logs.s3.prefix", Unless("", &In("connection_logs", &Is("prefix")))),
                    ("health_check_logs.s3.enabled", Unless("false", &In("health_check_logs", &Boolean("enabled")))),
                    ("health_check_logs.s3.bucket", In("health_check_logs", &Is("bucket"))),
                    ("health_check_logs.s3.prefix", Unless("", &In("health_check_logs", &Is("prefix")))),
                ])),
                ("MinimumLoadBalancerCapacity", Block("minimum_load_balancer_capacity", &[
                    ("CapacityUnits", Is("capacity_units")),
                ])),
                ("Tags", Tags),
            ])
        });
    /// Tasks that share the requests of a service.
    TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup", List,
        [
            reference(Arn, Own("arn")),
            get_att(FullName, "TargetGroupFullName", Own("arn_suffix")),
        ],
        resource(TerraformResource {
            // Less what the provider puts after it, of the 32 characters of a name.
            naming: Naming::OwnPrefix(6),
            // A target group that a listener sends to cannot go before its successor is in its place.
            create_before_destroy: true,
            ..TerraformResource::new("aws_lb_target_group", "TargetGroup", &[
                ("VpcId", Is("vpc_id")),
                ("TargetType", Is("target_type")),
                ("Port", Is("port")),
                ("Protocol", Is("protocol")),
                ("ProtocolVersion", Is("protocol_version")),
                ("TargetGroupAttributes", Attributes(&[
                    ("deregistration_delay.timeout_seconds", Number("deregistration_delay")),
                    (
                        "deregistration_delay.connection_termination.enabled",
                        Boolean("connection_termination"),
                    ),
                    ("preserve_client_ip.enabled", Is("preserve_client_ip")),
                    ("proxy_protocol_v2.enabled", Boolean("proxy_protocol_v2")),
                    ("slow_start.duration_seconds", Number("slow_start")),
                    ("load_balancing.algorithm.type", Is("load_balancing_algorithm_type")),
                    (
                        "load_balancing.algorithm.anomaly_mitigation",
                        Is("load_balancing_anomaly_mitigation"),
                    ),
                    ("load_balancing.cross_zone.enabled", Is("load_balancing_cross_zone_enabled")),
                    ("stickiness.enabled", In("stickiness", &Boolean("enabled"))),
                    ("stickiness.type", In("stickiness", &Is("type"))),
                    (
                        "stickiness.lb_cookie.duration_seconds",
                        In("stickiness", &Number("cookie_duration")),
                    ),
                    (
                        "stickiness.app_cookie.duration_seconds",
                        In("stickiness", &Number("cookie_duration")),
                    ),
                    ("stickiness.app_cookie.cookie_name", In("stickiness", &Is("cookie_name"))),
                    (
                        "target_group_health.dns_failover.minimum_healthy_targets.count",
                        In("target_group_health", &In("dns_failover", &Is("minimum_healthy_targets_count"))),
                    ),
                    (
                        "target_group_health.dns_failover.minimum_healthy_targets.percentage",
                        In(
                            "target_group_health",
                            &In("dns_failover", &Is("minimum_healthy_targets_percentage")),
                        ),
                    ),
                    (
                        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
                        In(
                            "target_group_health",
                            &In("unhealthy_state_routing", &Number("minimum_healthy_targets_count")),
                        ),
                    ),
                    (
                        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
                        In(
                            "target_group_health",
                            &In("unhealthy_state_routing", &Is("minimum_healthy_targets_percentage")),
                        ),
                    ),
                ])),
                ("HealthCheckEnabled", In("health_check", &Is("enabled"))),
                ("HealthCheckProtocol", In("health_check", &Is("protocol"))),
                ("HealthCheckPath", In("health_check", &Is("path"))),
                ("HealthCheckPort", In("health_check", &Number("port"))),
                ("Matcher", Inline(&[
                    ("HttpCode", In("health_check", &Is("matcher"))),
                    ("GrpcCode", In("health_check", &Is("matcher"))),
                ])),
                ("HealthCheckIntervalSeconds", In("health_check", &Is("interval"))),
                ("HealthCheckTimeoutSeconds", In("health_check", &Is("timeout"))),
                ("HealthyThresholdCount", In("health_check", &Is("healthy_threshold"))),
                ("UnhealthyThresholdCount", In("health_check", &Is("unhealthy_threshold"))),
                ("Tags", Tags),
            ])
        });
    /// A port a load balancer listens on.
    LISTENER = "AWS::ElasticLoadBalancingV2::Listener", List, [reference(Arn, Own("arn"))],
        resource(TerraformResource::new("aws_lb_listener", "Listener", &[
            ("LoadBalancerArn", Is("load_balancer_arn")),
            ("Port", Is("port")),
            ("Protocol", Is("protocol")),
            ("SslPolicy", Is("ssl_policy")),
            ("Certificates", Inline(&[("CertificateArn", Is("certificate_arn"))])),
            ("MutualAuthentication", Block("mutual_authentication", &[
                ("Mode", Is("mode")),
                ("TrustStoreArn", Is("trust_store_arn")),
                ("IgnoreClientCertificateExpiry", Is("ignore_client_certificate_expiry")),
                ("AdvertiseTrustStoreCaNames", Is("advertise_trust_store_ca_names")),
            ])),
            ("DefaultActions", Block("default_action", ACTION)),
            ("ListenerAttributes", Attributes(LISTENER_ATTRIBUTES)),
            ("Tags", Tags),
        ]));
    /// Authorities whose certificates callers may show.
    TRUST_STORE = "AWS::ElasticLoadBalancingV2::TrustStore", List, [reference(Arn, Own("arn"))],
        resource(TerraformResource::new("aws_lb_trust_store", "TrustStore", &[
            ("Name", Is("name")),
            ("CaCertificatesBundleS3Bucket", Is("ca_certificates_bundle_s3_bucket")),
            ("CaCertificatesBundleS3Key", Is("ca_certificates_bundle_s3_key")),
            ("CaCertificatesBundleS3ObjectVersion", Is("ca_certificates_bundle_s3_object_version")),
            ("Tags", Tags),
        ]));
    /// Certificates of these authorities that were withdrawn.
    TRUST_STORE_REVOCATION = "AWS::ElasticLoadBalancingV2::TrustStoreRevocation", None, [],
        resource(TerraformResource {
            // Nobody who was turned away is let in while a list is replaced.
            create_before_destroy: true,
            ..TerraformResource::new("aws_lb_trust_store_revocation", "TrustStoreRevocation", &[
                ("TrustStoreArn", Is("trust_store_arn")),
                ("RevocationContents", Inline(&[
                    ("RevocationType", crate::model::Argument::Absent("there is one kind")),
                    ("S3Bucket", Is("revocations_s3_bucket")),
                    ("S3Key", Is("revocations_s3_key")),
                    ("S3ObjectVersion", Is("revocations_s3_object_version")),
                ])),
            ])
        });
    /// One more certificate of a listener.
    LISTENER_CERTIFICATE = "AWS::ElasticLoadBalancingV2::ListenerCertificate", None, [],
        resource(TerraformResource {
            // Callers are not without a certificate while it is replaced.
            create_before_destroy: true,
            ..TerraformResource::new("aws_lb_listener_certificate", "ListenerCertificate", &[
                ("ListenerArn", Is("listener_arn")),
                ("Certificates", Inline(&[("CertificateArn", Is("certificate_arn"))])),
            ])
        });
    /// Which requests go where.
    LISTENER_RULE = "AWS::ElasticLoadBalancingV2::ListenerRule", List, [],
        resource(TerraformResource {
            // A rule that moves to another listener serves until its successor does.
            create_before_destroy: true,
            ..TerraformResource::new("aws_lb_listener_rule", "ListenerRule", &[
            ("ListenerArn", Is("listener_arn")),
            ("Priority", Is("priority")),
            ("Conditions", Block("condition", &[
                // The block says which field it is.
                ("Field", crate::model::Argument::Absent("the name of the block says it")),
                ("HostHeaderConfig", Block("host_header", &[("Values", Is("values"))])),
                ("PathPatternConfig", Block("path_pattern", &[("Values", Is("values"))])),
                ("HttpRequestMethodConfig", Block("http_request_method", &[("Values", Is("values"))])),
                ("HttpHeaderConfig", Block("http_header", &[
                    ("HttpHeaderName", Is("http_header_name")),
                    ("Values", Is("values")),
                ])),
                ("QueryStringConfig", Inline(&[
                    ("Values", Block("query_string", &[("Key", Is("key")), ("Value", Is("value"))])),
                ])),
                ("SourceIpConfig", Block("source_ip", &[("Values", Is("values"))])),
            ])),
            ("Transforms", Block("transform", &[
                ("Type", Is("type")),
                ("HostHeaderRewriteConfig", Block("host_header_rewrite_config", REWRITES)),
                ("UrlRewriteConfig", Block("url_rewrite_config", REWRITES)),
            ])),
            ("Actions", Block("action", ACTION)),
            ("Tags", Tags),
        ])
        });
}

static ACTION: &[ArgumentRow] = &[
    ("Type", Is("type")),
    ("Order", Is("order")),
    ("TargetGroupArn", Is("target_group_arn")),
    (
        "ForwardConfig",
        Block(
            "forward",
            &[
                (
                    "TargetGroups",
                    Block(
                        "target_group",
                        &[("TargetGroupArn", Is("arn")), ("Weight", Is("weight"))],
                    ),
                ),
                (
                    "TargetGroupStickinessConfig",
                    Block(
                        "stickiness",
                        &[
                            ("Enabled", Is("enabled")),
                            ("DurationSeconds", Is("duration")),
                        ],
                    ),
                ),
            ],
        ),
    ),
    (
        "AuthenticateOidcConfig",
        Block("authenticate_oidc", AUTHENTICATE_OIDC),
    ),
    (
        "AuthenticateCognitoConfig",
        Block("authenticate_cognito", AUTHENTICATE_COGNITO),
    ),
    (
        "JwtValidationConfig",
        Block("jwt_validation", JWT_VALIDATION),
    ),
    (
        "FixedResponseConfig",
        Block(
            "fixed_response",
            &[
                ("ContentType", Is("content_type")),
                ("MessageBody", Is("message_body")),
                ("StatusCode", Is("status_code")),
            ],
        ),
    ),
    (
        "RedirectConfig",
        Block(
            "redirect",
            &[
                ("Protocol", Is("protocol")),
                ("Port", Is("port")),
                ("Host", Is("host")),
                ("Path", Is("path")),
                ("Query", Is("query")),
                ("StatusCode", Is("status_code")),
            ],
        ),
    ),
];

/// What is empty is left out: the provider does not send it.
static LISTENER_ATTRIBUTES: &[ArgumentRow] = &[
    (
        "routing.http.response.server.enabled",
        Boolean("routing_http_response_server_enabled"),
    ),
    (
        "routing.http.response.strict_transport_security.header_value",
        Unless(
            "",
            &Is("routing_http_response_strict_transport_security_header_value"),
        ),
    ),
    (
        "routing.http.response.content_security_policy.header_value",
        Unless(
            "",
            &Is("routing_http_response_content_security_policy_header_value"),
        ),
    ),
    (
        "routing.http.response.x_frame_options.header_value",
        Unless(
            "",
            &Is("routing_http_response_x_frame_options_header_value"),
        ),
    ),
    (
        "routing.http.response.x_content_type_options.header_value",
        Unless(
            "",
            &Is("routing_http_response_x_content_type_options_header_value"),
        ),
    ),
    (
        "routing.http.response.access_control_allow_origin.header_value",
        Unless(
            "",
            &Is("routing_http_response_access_control_allow_origin_header_value"),
        ),
    ),
    (
        "routing.http.response.access_control_allow_methods.header_value",
        Unless(
            "",
            &Is("routing_http_response_access_control_allow_methods_header_value"),
        ),
    ),
    (
        "routing.http.response.access_control_allow_headers.header_value",
        Unless(
            "",
            &Is("routing_http_response_access_control_allow_headers_header_value"),
        ),
    ),
    (
        "routing.http.response.access_control_allow_credentials.header_value",
        Unless(
            "",
            &Is("routing_http_response_access_control_allow_credentials_header_value"),
        ),
    ),
    (
        "routing.http.response.access_control_expose_headers.header_value",
        Unless(
            "",
            &Is("routing_http_response_access_control_expose_headers_header_value"),
        ),
    ),
    (
        "routing.http.response.access_control_max_age.header_value",
        Unless(
            "",
            &Is("routing_http_response_access_control_max_age_header_value"),
        ),
    ),
];
static REWRITES: &[ArgumentRow] = &[(
    "Rewrites",
    Block(
        "rewrite",
        &[("Regex", Is("regex")), ("Replace", Is("replace"))],
    ),
)];
static AUTHENTICATE_OIDC: &[ArgumentRow] = &[
    ("Issuer", Is("issuer")),
    ("AuthorizationEndpoint", Is("authorization_endpoint")),
    ("TokenEndpoint", Is("token_endpoint")),
    ("UserInfoEndpoint", Is("user_info_endpoint")),
    ("ClientId", Is("client_id")),
    ("ClientSecret", Is("client_secret")),
    ("Scope", Is("scope")),
    ("SessionCookieName", Is("session_cookie_name")),
    ("SessionTimeout", Is("session_timeout")),
    ("OnUnauthenticatedRequest", Is("on_unauthenticated_request")),
];

static AUTHENTICATE_COGNITO: &[ArgumentRow] = &[
    ("UserPoolArn", Is("user_pool_arn")),
    ("UserPoolClientId", Is("user_pool_client_id")),
    ("UserPoolDomain", Is("user_pool_domain")),
    ("Scope", Is("scope")),
    ("SessionCookieName", Is("session_cookie_name")),
    ("SessionTimeout", Is("session_timeout")),
    ("OnUnauthenticatedRequest", Is("on_unauthenticated_request")),
];

static JWT_VALIDATION: &[ArgumentRow] = &[
    ("Issuer", Is("issuer")),
    ("JwksEndpoint", Is("jwks_endpoint")),
    (
        "AdditionalClaims",
        Block(
            "additional_claim",
            &[
                ("Name", Is("name")),
                ("Format", Is("format")),
                ("Values", Is("values")),
            ],
        ),
    ),
];
