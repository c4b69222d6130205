//! What is known of every type of AWS resource that ecsgen emits: one row a type, one file an AWS service.
//!
//! A row says how a type's attributes are spelled and how it takes tags. What values its properties take comes from AWS's
//! resource schemas, in [`schema`].

mod row;
pub mod schema;

pub mod acm;
pub mod application_auto_scaling;
pub mod cloudfront;
pub mod cognito;
pub mod ec2;
pub mod ecs;
pub mod elbv2;
pub mod iam;
pub mod logs;
pub mod route53;
pub mod s3;
pub mod secrets_manager;
pub mod wafv2;

use crate::model::ResourceType;

/// Every type, by service.
pub fn types() -> impl Iterator<Item = &'static ResourceType> {
    [
        acm::TYPES,
        application_auto_scaling::TYPES,
        cloudfront::TYPES,
        cognito::TYPES,
        ec2::TYPES,
        ecs::TYPES,
        elbv2::TYPES,
        iam::TYPES,
        logs::TYPES,
        route53::TYPES,
        s3::TYPES,
        secrets_manager::TYPES,
        wafv2::TYPES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Tagging;

    #[test]
    fn every_type_has_a_schema_and_every_schema_a_type() {
        let mut rows: Vec<_> = types().map(|kind| kind.name).collect();
        rows.sort_unstable();
        // Of one type there can be two kinds, which Terraform says in two ways.
        rows.dedup();
        let mut schemas: Vec<_> = schema::names().collect();
        schemas.sort_unstable();
        assert_eq!(rows, schemas);
    }

    #[test]
    fn tags_are_taken_as_the_schema_says() {
        for kind in types() {
            let properties = [
                Tagging::List,
                Tagging::HostedZoneTags,
                Tagging::HealthCheckTags,
                Tagging::UserPoolTags,
            ];
            let mut takers = properties.iter().filter(|tagging| {
                let property = tagging.property().unwrap_or_default();
                schema::of(kind.name).is_some_and(|s| s.property(property).is_some())
            });
            let tagging = takers.next().unwrap_or(&Tagging::None);
            assert_eq!(kind.tagging, *tagging, "{}", kind.name);
        }
    }

    #[test]
    fn attributes_are_ones_the_schema_returns() {
        use crate::model::CloudFormationAttribute::{First, GetAtt};
        for kind in types() {
            for row in kind.attributes {
                if let GetAtt(name) | First(name) = row.cloudformation {
                    let known = schema::of(kind.name).is_some_and(|s| s.property(name).is_some());
                    assert!(known, "{} has no {name}", kind.name);
                }
            }
        }
    }
}
