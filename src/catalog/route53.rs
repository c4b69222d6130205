//! Amazon Route 53.

use super::row::{get_att, reference, resource, types};
use crate::model::Argument::{self, Block, In, Inline, Is, Number, Tags};
use crate::model::Attribute::{Id, NameServers};
use crate::model::TerraformAttribute::Own;
use crate::model::{Apart, Constant, TerraformResource};

types! {
    /// Where the names of a domain are kept.
    HOSTED_ZONE = "AWS::Route53::HostedZone", HostedZoneTags,
        [reference(Id, Own("zone_id")), get_att(NameServers, "NameServers", Own("name_servers"))],
        resource(TerraformResource {
            // What others have put into it keeps it.
            retention: &[("force_destroy", Constant::Bool(false))],
            ..TerraformResource::new("aws_route53_zone", "HostedZone", &[
            ("Name", Is("name")),
            ("HostedZoneConfig", Inline(&[("Comment", Is("comment"))])),
            ("QueryLoggingConfig", Argument::Apart(&Apart {
                name: "aws_route53_query_log",
                suffix: "",
                why: "logs every query for a name in the zone",
                owner: ("zone_id", "zone_id"),
                arguments: &[("CloudWatchLogsLogGroupArn", Is("cloudwatch_log_group_arn"))],
                unless: None,
            })),
            ("VPCs", Block("vpc", &[
                ("VPCId", Is("vpc_id")),
                ("VPCRegion", Is("vpc_region")),
            ])),
            ("HostedZoneTags", Tags),
        ])
        });
    /// A look that Route 53 has at a service from all over the world.
    HEALTH_CHECK = "AWS::Route53::HealthCheck", HealthCheckTags, [reference(Id, Own("id"))],
        resource(TerraformResource {
            // A record cannot be without the one it names.
            create_before_destroy: true,
            ..TerraformResource::new("aws_route53_health_check", "HealthCheck", &[
                ("HealthCheckConfig", Inline(&[
                    ("Type", Is("type")),
                    ("FullyQualifiedDomainName", Is("fqdn")),
                    ("Port", Is("port")),
                    ("ResourcePath", Is("resource_path")),
                    ("RequestInterval", Is("request_interval")),
                    ("FailureThreshold", Is("failure_threshold")),
                    ("EnableSNI", Is("enable_sni")),
                ])),
                ("HealthCheckTags", Tags),
            ])
        });
    /// A name and what it points to.
    RECORD_SET = "AWS::Route53::RecordSet", None, [],
        resource(TerraformResource::new("aws_route53_record", "Record", &[
            ("HostedZoneId", Is("zone_id")),
            ("Name", Is("name")),
            ("Type", Is("type")),
            ("TTL", Number("ttl")),
            ("ResourceRecords", Is("records")),
            ("SetIdentifier", Is("set_identifier")),
            ("HealthCheckId", Is("health_check_id")),
            ("Region", In("latency_routing_policy", &Is("region"))),
            ("Weight", In("weighted_routing_policy", &Is("weight"))),
            ("Failover", In("failover_routing_policy", &Is("type"))),
            ("GeoLocation", Block("geolocation_routing_policy", &[
                ("ContinentCode", Is("continent")),
                ("CountryCode", Is("country")),
                ("SubdivisionCode", Is("subdivision")),
            ])),
            ("AliasTarget", Block("alias", &[
                ("DNSName", Is("name")),
                ("HostedZoneId", Is("zone_id")),
                ("EvaluateTargetHealth", Is("evaluate_target_health")),
            ])),
        ]));
}
