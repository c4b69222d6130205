//! AWS WAF.

use super::row::{get_att, resource, types};
use crate::model::Argument::{Block, Is, Tags};
use crate::model::Attribute::Arn;
use crate::model::TerraformAttribute::Own;
use crate::model::{ArgumentRow, NameRule, Naming, TerraformResource};

types! {
    /// Rules about which requests come through.
    WEB_ACL = "AWS::WAFv2::WebACL", List, [get_att(Arn, "Arn", Own("arn"))],
        resource(TerraformResource {
            // AWS WAF API, "CreateWebACL".
            naming: Naming::App(NameRule { longest: 128, is_of_a_load_balancer: false, variant: None }),
            ..TerraformResource::new("aws_wafv2_web_acl", "WebAcl", &[
                ("Scope", Is("scope")),
                ("DefaultAction", Block("default_action", &[("Allow", Block("allow", &[]))])),
                ("Rules", Block("rule", &[
                    ("Name", Is("name")),
                    ("Priority", Is("priority")),
                    ("Action", Block("action", &[("Block", Block("block", &[]))])),
                    ("OverrideAction", Block("override_action", &[("None", Block("none", &[]))])),
                    ("Statement", Block("statement", &[
                        ("ManagedRuleGroupStatement", Block("managed_rule_group_statement", &[
                            ("VendorName", Is("vendor_name")),
                            ("Name", Is("name")),
                        ])),
                        ("RateBasedStatement", Block("rate_based_statement", &[
                            ("AggregateKeyType", Is("aggregate_key_type")),
                            ("Limit", Is("limit")),
                        ])),
                    ])),
                    ("VisibilityConfig", Block("visibility_config", VISIBILITY)),
                ])),
                ("VisibilityConfig", Block("visibility_config", VISIBILITY)),
                ("Tags", Tags),
            ])
        });
    /// What a web ACL guards.
    WEB_ACL_ASSOCIATION = "AWS::WAFv2::WebACLAssociation", None, [],
        resource(TerraformResource::new("aws_wafv2_web_acl_association", "WebAclAssociation", &[
            ("ResourceArn", Is("resource_arn")),
            ("WebACLArn", Is("web_acl_arn")),
        ]));
    /// Where a web ACL writes what it saw.
    LOGGING_CONFIGURATION = "AWS::WAFv2::LoggingConfiguration", None, [],
        resource(TerraformResource::new(
            "aws_wafv2_web_acl_logging_configuration",
            "WebAclLogging",
            &[
                ("ResourceArn", Is("resource_arn")),
                ("LogDestinationConfigs", Is("log_destination_configs")),
                ("RedactedFields", Block("redacted_fields", &[
                    ("SingleHeader", Block("single_header", &[("Name", Is("name"))])),
                ])),
            ],
        ));
}

static VISIBILITY: &[ArgumentRow] = &[
    ("CloudWatchMetricsEnabled", Is("cloudwatch_metrics_enabled")),
    ("MetricName", Is("metric_name")),
    ("SampledRequestsEnabled", Is("sampled_requests_enabled")),
];
