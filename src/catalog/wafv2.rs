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
                    ("Action", Block("action", &[
                        ("Allow", Block("allow", &[])),
                        ("Block", Block("block", &[])),
                        ("Count", Block("count", &[])),
                    ])),
                    ("OverrideAction", Block("override_action", &[
                        ("None", Block("none", &[])),
                        ("Count", Block("count", &[])),
                    ])),
                    ("Statement", Block("statement", STATEMENT)),
                    ("VisibilityConfig", Block("visibility_config", VISIBILITY)),
                ])),
                ("VisibilityConfig", Block("visibility_config", VISIBILITY)),
                ("Tags", Tags),
            ])
        });
    /// Addresses that a web ACL refers to.
    IP_SET = "AWS::WAFv2::IPSet", List, [get_att(Arn, "Arn", Own("arn"))],
        resource(TerraformResource {
            naming: Naming::Prefix,
            // A set cannot go before the web ACL has forgotten it.
            create_before_destroy: true,
            ..TerraformResource::new("aws_wafv2_ip_set", "IpSet", &[
                ("Scope", Is("scope")),
                ("IPAddressVersion", Is("ip_address_version")),
                ("Addresses", Is("addresses")),
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

static STATEMENT: &[ArgumentRow] = &[
    (
        "IPSetReferenceStatement",
        Block("ip_set_reference_statement", &[("Arn", Is("arn"))]),
    ),
    GEO_MATCH,
    (
        "NotStatement",
        Block(
            "not_statement",
            &[("Statement", Block("statement", &[GEO_MATCH]))],
        ),
    ),
    (
        "RateBasedStatement",
        Block(
            "rate_based_statement",
            &[
                ("AggregateKeyType", Is("aggregate_key_type")),
                ("Limit", Is("limit")),
                ("EvaluationWindowSec", Is("evaluation_window_sec")),
                (
                    "ForwardedIPConfig",
                    Block(
                        "forwarded_ip_config",
                        &[
                            ("HeaderName", Is("header_name")),
                            ("FallbackBehavior", Is("fallback_behavior")),
                        ],
                    ),
                ),
            ],
        ),
    ),
    (
        "ManagedRuleGroupStatement",
        Block("managed_rule_group_statement", MANAGED_GROUP),
    ),
];

const GEO_MATCH: ArgumentRow = (
    "GeoMatchStatement",
    Block(
        "geo_match_statement",
        &[("CountryCodes", Is("country_codes"))],
    ),
);

static MANAGED_GROUP: &[ArgumentRow] = &[
    ("VendorName", Is("vendor_name")),
    ("Name", Is("name")),
    ("Version", Is("version")),
    (
        "ManagedRuleGroupConfigs",
        Block(
            "managed_rule_group_configs",
            &[(
                "AWSManagedRulesBotControlRuleSet",
                Block(
                    "aws_managed_rules_bot_control_rule_set",
                    &[("InspectionLevel", Is("inspection_level"))],
                ),
            )],
        ),
    ),
    (
        "RuleActionOverrides",
        Block(
            "rule_action_override",
            &[
                ("Name", Is("name")),
                (
                    "ActionToUse",
                    Block("action_to_use", &[("Count", Block("count", &[]))]),
                ),
            ],
        ),
    ),
];
