//! Elastic Load Balancing.

use super::row::{get_att, reference, resource, types};
use crate::model::Argument::{Attributes, Block, Boolean, In, Inline, Is, Number, Tags, Word};
use crate::model::Attribute::{Arn, DnsName, FullName, HostedZoneId};
use crate::model::TerraformAttribute::Own;
use crate::model::{ArgumentRow, NameRule, Naming, TerraformResource};

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
            naming: Naming::App(NameRule { longest: 32, is_of_a_load_balancer: true }),
            ..TerraformResource::new("aws_lb", "LoadBalancer", &[
                ("Type", Is("load_balancer_type")),
                ("Scheme", Word("internal", "internal")),
                ("IpAddressType", Is("ip_address_type")),
                ("Subnets", Is("subnets")),
                ("SecurityGroups", Is("security_groups")),
                ("LoadBalancerAttributes", Attributes(&[
                    ("idle_timeout.timeout_seconds", Number("idle_timeout")),
                    ("deletion_protection.enabled", Boolean("enable_deletion_protection")),
                    (
                        "routing.http.drop_invalid_header_fields.enabled",
                        Boolean("drop_invalid_header_fields"),
                    ),
                    ("routing.http.desync_mitigation_mode", Is("desync_mitigation_mode")),
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
                    ("slow_start.duration_seconds", Number("slow_start")),
                    ("stickiness.enabled", In("stickiness", &Boolean("enabled"))),
                    ("stickiness.type", In("stickiness", &Is("type"))),
                    (
                        "stickiness.lb_cookie.duration_seconds",
                        In("stickiness", &Number("cookie_duration")),
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
            ("DefaultActions", Block("default_action", ACTION)),
            ("Tags", Tags),
        ]));
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
            ])),
            ("Actions", Block("action", ACTION)),
            ("Tags", Tags),
        ])
        });
}

static ACTION: &[ArgumentRow] = &[
    ("Type", Is("type")),
    ("TargetGroupArn", Is("target_group_arn")),
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
                ("StatusCode", Is("status_code")),
            ],
        ),
    ),
];
