//! Amazon Route 53.

use super::row::{resource, types};
use crate::model::Argument::{Block, In, Is};
use crate::model::TerraformResource;

types! {
    /// A name and what it points to.
    RECORD_SET = "AWS::Route53::RecordSet", None, [],
        resource(TerraformResource::new("aws_route53_record", "Record", &[
            ("HostedZoneId", Is("zone_id")),
            ("Name", Is("name")),
            ("Type", Is("type")),
            ("SetIdentifier", Is("set_identifier")),
            ("Region", In("latency_routing_policy", &Is("region"))),
            ("AliasTarget", Block("alias", &[
                ("DNSName", Is("name")),
                ("HostedZoneId", Is("zone_id")),
                ("EvaluateTargetHealth", Is("evaluate_target_health")),
            ])),
        ]));
}
