//! Amazon Cognito.

use super::row::{get_att, reference, resource, types};
use crate::model::Argument::{Block, In, Inline, Is, Tags, Word};
use crate::model::Attribute::{Arn, Id, Name};
use crate::model::TerraformAttribute::Own;
use crate::model::{NameRule, Naming, TerraformResource};

/// Amazon Cognito API, "CreateUserPool" and "CreateUserPoolClient".
const NAME: Naming = Naming::App(NameRule {
    longest: 128,
    is_of_a_load_balancer: false,
    variant: None,
});

types! {
    /// Users, and how they prove who they are.
    USER_POOL = "AWS::Cognito::UserPool", UserPoolTags,
        [reference(Id, Own("id")), get_att(Arn, "Arn", Own("arn"))],
        resource(TerraformResource {
            naming: NAME,
            protects_itself: true,
            ..TerraformResource::new("aws_cognito_user_pool", "UserPool", &[
                ("UsernameAttributes", Is("username_attributes")),
                ("AutoVerifiedAttributes", Is("auto_verified_attributes")),
                ("DeletionProtection", Is("deletion_protection")),
                ("MfaConfiguration", Is("mfa_configuration")),
                ("UsernameConfiguration", Block("username_configuration", &[
                    ("CaseSensitive", Is("case_sensitive")),
                ])),
                (
                    "EnabledMfas",
                    In("software_token_mfa_configuration", &Word("enabled", "SOFTWARE_TOKEN_MFA")),
                ),
                ("AdminCreateUserConfig", Block("admin_create_user_config", &[
                    ("AllowAdminCreateUserOnly", Is("allow_admin_create_user_only")),
                ])),
                ("AccountRecoverySetting", Block("account_recovery_setting", &[
                    ("RecoveryMechanisms", Block("recovery_mechanism", &[
                        ("Name", Is("name")),
                        ("Priority", Is("priority")),
                    ])),
                ])),
                ("Policies", Inline(&[("PasswordPolicy", Block("password_policy", &[
                    ("MinimumLength", Is("minimum_length")),
                    ("RequireLowercase", Is("require_lowercase")),
                    ("RequireUppercase", Is("require_uppercase")),
                    ("RequireNumbers", Is("require_numbers")),
                    ("RequireSymbols", Is("require_symbols")),
                    ("TemporaryPasswordValidityDays", Is("temporary_password_validity_days")),
                ]))])),
                ("UserPoolTags", Tags),
            ])
        });
    /// What a load balancer is to a user pool.
    USER_POOL_CLIENT = "AWS::Cognito::UserPoolClient", None, [reference(Id, Own("id"))],
        resource(TerraformResource {
            naming: NAME,
            ..TerraformResource::new("aws_cognito_user_pool_client", "UserPoolClient", &[
                ("UserPoolId", Is("user_pool_id")),
                ("GenerateSecret", Is("generate_secret")),
                ("AllowedOAuthFlowsUserPoolClient", Is("allowed_oauth_flows_user_pool_client")),
                ("AllowedOAuthFlows", Is("allowed_oauth_flows")),
                ("AllowedOAuthScopes", Is("allowed_oauth_scopes")),
                ("CallbackURLs", Is("callback_urls")),
                ("SupportedIdentityProviders", Is("supported_identity_providers")),
                ("PreventUserExistenceErrors", Is("prevent_user_existence_errors")),
            ])
        });
    /// Where users sign in.
    USER_POOL_DOMAIN = "AWS::Cognito::UserPoolDomain", None, [reference(Name, Own("domain"))],
        resource(TerraformResource::new("aws_cognito_user_pool_domain", "UserPoolDomain", &[
            ("UserPoolId", Is("user_pool_id")),
            ("Domain", Is("domain")),
        ]));
}
