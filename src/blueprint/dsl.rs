//! What the setters of the Rust DSL take, so that `.hosts(["a.example"])` and `.cpu("0.5 vCPU")` read as they do in TOML.

use indexmap::IndexMap;

use super::decode::OneOf;

/// A value that can be put into a field of type `T`.
pub trait IntoField<T> {
    /// The field's value.
    fn into_field(self) -> T;
}

impl<T> IntoField<T> for T {
    fn into_field(self) -> T {
        self
    }
}

impl IntoField<String> for &str {
    fn into_field(self) -> String {
        self.to_owned()
    }
}

impl<V: IntoField<T>, T, const N: usize> IntoField<Vec<T>> for [V; N] {
    fn into_field(self) -> Vec<T> {
        self.into_iter().map(IntoField::into_field).collect()
    }
}

impl<V: IntoField<T>, T, const N: usize> IntoField<IndexMap<String, T>> for [(&str, V); N] {
    fn into_field(self) -> IndexMap<String, T> {
        self.into_iter()
            .map(|(key, value)| (key.to_owned(), value.into_field()))
            .collect()
    }
}

macro_rules! into_one_of {
    ($($value:ty),+) => {
        $(
            impl<B> IntoField<OneOf<Self, B>> for $value {
                fn into_field(self) -> OneOf<Self, B> {
                    OneOf::First(self)
                }
            }
        )+
    };
}
into_one_of!(
    String,
    bool,
    i64,
    super::EgressChoice,
    super::EndpointChoice,
    super::Routing
);

impl<B> IntoField<OneOf<String, B>> for &str {
    fn into_field(self) -> OneOf<String, B> {
        OneOf::First(self.to_owned())
    }
}

impl IntoField<OneOf<i64, String>> for &str {
    fn into_field(self) -> OneOf<i64, String> {
        OneOf::Second(self.to_owned())
    }
}

impl IntoField<OneOf<bool, String>> for &str {
    fn into_field(self) -> OneOf<bool, String> {
        OneOf::Second(self.to_owned())
    }
}

impl<B> IntoField<OneOf<bool, OneOf<String, B>>> for &str {
    fn into_field(self) -> OneOf<bool, OneOf<String, B>> {
        OneOf::Second(OneOf::First(self.to_owned()))
    }
}

impl IntoField<OneOf<bool, OneOf<String, Self>>> for super::Stickiness {
    fn into_field(self) -> OneOf<bool, OneOf<String, Self>> {
        OneOf::Second(OneOf::Second(self))
    }
}

/// What a query must have: values of keys, or values of any key.
type Query = OneOf<IndexMap<String, Vec<String>>, Vec<String>>;

impl<V: IntoField<Vec<String>>, const N: usize> IntoField<Query> for [(&str, V); N] {
    fn into_field(self) -> Query {
        OneOf::First(self.into_field())
    }
}

impl<const N: usize> IntoField<Query> for [&str; N] {
    fn into_field(self) -> Query {
        OneOf::Second(self.into_field())
    }
}

impl<const N: usize> IntoField<OneOf<String, Vec<String>>> for [&str; N] {
    fn into_field(self) -> OneOf<String, Vec<String>> {
        OneOf::Second(self.into_field())
    }
}

impl<const N: usize> IntoField<OneOf<super::EndpointChoice, Vec<String>>> for [&str; N] {
    fn into_field(self) -> OneOf<super::EndpointChoice, Vec<String>> {
        OneOf::Second(self.into_field())
    }
}

impl<V: IntoField<T>, T, const N: usize> IntoField<OneOf<super::EgressChoice, Vec<T>>> for [V; N] {
    fn into_field(self) -> OneOf<super::EgressChoice, Vec<T>> {
        OneOf::Second(self.into_field())
    }
}

impl<V: IntoField<A>, A, const N: usize> IntoField<OneOf<Vec<A>, super::Parameter>> for [V; N] {
    fn into_field(self) -> OneOf<Vec<A>, super::Parameter> {
        OneOf::First(self.into_field())
    }
}

impl<V: IntoField<A>, A, const N: usize> IntoField<OneOf<bool, Vec<A>>> for [V; N] {
    fn into_field(self) -> OneOf<bool, Vec<A>> {
        OneOf::Second(self.into_field())
    }
}

macro_rules! section_into_one_of {
    ($($section:ty),+ $(,)?) => {
        $(
            impl<A> IntoField<OneOf<A, Self>> for $section {
                fn into_field(self) -> OneOf<A, Self> {
                    OneOf::Second(self)
                }
            }
        )+
    };
}
section_into_one_of!(
    super::Caller,
    super::Certificate,
    super::Claim,
    super::Cognito,
    super::DefaultAction,
    super::Egress,
    super::FlowLogs,
    super::Generate,
    super::HealthCheck,
    super::Image,
    super::Ingress,
    super::LoadBalancerLogs,
    super::Logs,
    super::ManagedGroup,
    super::NameHealthCheck,
    super::Parameter,
    super::RateLimit,
    super::RoutingPolicy,
    super::SecondaryCidr,
    super::SecretSource,
    super::Subnet,
    super::Waf,
);
