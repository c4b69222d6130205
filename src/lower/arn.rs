//! ARNs of resources that the stack does not hold.

use crate::model::{Pseudo, Value};

/// The ARN of a resource of the account and the region the stack is deployed to; `resource` is its last part.
pub(super) fn own<const N: usize>(service: &'static str, resource: [Value; N]) -> Value {
    of(
        service,
        Pseudo::Region.into(),
        Pseudo::AccountId.into(),
        resource,
    )
}

/// The ARN of a resource of any account and region.
pub(super) fn of<const N: usize>(
    service: &'static str,
    region: Value,
    account: Value,
    resource: [Value; N],
) -> Value {
    let mut parts = vec![
        "arn:".into(),
        Pseudo::Partition.into(),
        ":".into(),
        service.into(),
        ":".into(),
        region,
        ":".into(),
        account,
        ":".into(),
    ];
    parts.extend(resource);
    Value::Concat(parts)
}
