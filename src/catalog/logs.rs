//! Amazon CloudWatch Logs.

use super::row::{get_att, reference, resource, types};
use crate::model::Argument::{Is, Tags};
use crate::model::Attribute::{Arn, Name};
use crate::model::TerraformAttribute::{Ending, Own};
use crate::model::TerraformResource;

types! {
    /// Where logs are kept.
    LOG_GROUP = "AWS::Logs::LogGroup", List,
        // The provider leaves out what stands for the group's streams.
        [reference(Name, Own("name")), get_att(Arn, "Arn", Ending("arn", ":*"))],
        resource(TerraformResource::new("aws_cloudwatch_log_group", "LogGroup", &[
            ("LogGroupName", Is("name")),
            ("RetentionInDays", Is("retention_in_days")),
            ("Tags", Tags),
        ]));
}
