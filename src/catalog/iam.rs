//! AWS Identity and Access Management.

use super::row::{get_att, resource, types};
use crate::model::Argument::{self, Is, Json, Tags};
use crate::model::Attribute::Arn;
use crate::model::TerraformAttribute::Own;
use crate::model::{Apart, JsonKeys, Naming, TerraformResource};

types! {
    /// What someone may do in AWS.
    ROLE = "AWS::IAM::Role", List,
        [get_att(Arn, "Arn", Own("arn"))],
        resource(TerraformResource {
            // Less what the provider puts after it, of the 64 characters of a name.
            naming: Naming::CutPrefix(38),
            ..TerraformResource::new("aws_iam_role", "Role", &[
                ("AssumeRolePolicyDocument", Json("assume_role_policy", JsonKeys::Same)),
                // The argument `inline_policy` is deprecated.
                ("Policies", Argument::Apart(&Apart {
                    name: "aws_iam_role_policy",
                    suffix: "",
                    why: "what the role allows",
                    owner: ("role", "name"),
                    arguments: &[
                        ("PolicyName", Is("name")),
                        ("PolicyDocument", Json("policy", JsonKeys::Same)),
                    ],
                    unless: None,
                })),
                ("Tags", Tags),
            ])
        });
}
