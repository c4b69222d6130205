//! Values of properties.

use std::borrow::Cow;

use super::kind::Attribute;
use super::map::Map;
use super::parameter::ParameterHandle;
use super::resource::Handle;
use crate::diagnostic::Path;

/// The value of a property: known now, or known when the stack is deployed.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text.
    Str(Cow<'static, str>),
    /// A list.
    List(Vec<Value>),
    /// A table.
    Map(Map),
    /// An attribute of another resource of the stack.
    Attribute(Handle, Attribute),
    /// A parameter of the stack.
    Parameter(ParameterHandle),
    /// One value if a parameter of the stack was given, another if it is empty.
    IfGiven(Box<IfGiven>),
    /// A fact about the deployment.
    Pseudo(Pseudo),
    /// Eight letters and digits that no other stack of the account and region has.
    StackToken,
    /// The name of the nth availability zone of the region, from 0.
    AvailabilityZone(u8),
    /// One of the 256 parts that a range of IPv6 addresses, a `/56`, has, from 0.
    Ipv6Subnet(Box<Value>, u8),
    /// Text put together from parts.
    Concat(Vec<Value>),
    /// What is in a secret: read at a deploy, and never written down.
    Secret(Box<SecretString>),
}

/// What is in a secret of AWS Secrets Manager.
#[derive(Clone, Debug, PartialEq)]
pub struct SecretString {
    /// What it is for: letters and digits.
    pub name: String,
    /// The secret: its name or its ARN.
    pub secret: Value,
    /// The key in its JSON object, which is letters, digits and `_ . -`; `None` for the whole.
    pub key: Option<String>,
    /// The place in the blueprint that asks for it.
    pub path: Path,
}

/// A choice that is made at a deploy.
#[derive(Clone, Debug, PartialEq)]
pub struct IfGiven {
    /// The parameter it hangs on.
    pub parameter: ParameterHandle,
    /// The value if it was given.
    pub given: Value,
    /// The value if it is empty.
    pub empty: Value,
}

/// A fact about the deployment of a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pseudo {
    /// `aws`, `aws-cn`, `aws-us-gov`.
    Partition,
    /// Code of the region.
    Region,
    /// Id of the account.
    AccountId,
    /// Name of the stack.
    StackName,
    /// Domain of AWS's own names: `amazonaws.com`, `amazonaws.com.cn`.
    UrlSuffix,
}

impl Value {
    /// Text put together from parts.
    pub fn concat<const N: usize>(parts: [Value; N]) -> Self {
        Self::Concat(parts.into())
    }

    /// Shows the value, and every value in it, in order.
    pub fn walk<'a>(&'a self, see: &mut dyn FnMut(&'a Self)) {
        see(self);
        match self {
            Self::List(items) | Self::Concat(items) => items.iter().for_each(|v| v.walk(see)),
            Self::Map(map) => map.iter().for_each(|(_, value)| value.walk(see)),
            Self::Ipv6Subnet(range, _) => range.walk(see),
            Self::IfGiven(choice) => {
                choice.given.walk(see);
                choice.empty.walk(see);
            }
            Self::Secret(secret) => secret.secret.walk(see),
            _ => {}
        }
    }

    /// Whether the value is known only when the stack is deployed.
    pub fn is_deferred(&self) -> bool {
        !matches!(
            self,
            Self::Bool(_) | Self::Int(_) | Self::Str(_) | Self::List(_) | Self::Map(_)
        )
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&'static str> for Value {
    fn from(value: &'static str) -> Self {
        Self::Str(Cow::Borrowed(value))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Str(Cow::Owned(value))
    }
}

impl From<Map> for Value {
    fn from(value: Map) -> Self {
        Self::Map(value)
    }
}

impl From<Pseudo> for Value {
    fn from(value: Pseudo) -> Self {
        Self::Pseudo(value)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(value: Vec<T>) -> Self {
        Self::List(value.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(value: [T; N]) -> Self {
        Self::List(value.into_iter().map(Into::into).collect())
    }
}
