//! Routes: which requests go to a service, or are answered by the load balancer itself.

use indexmap::IndexMap;

use super::action::{Redirect, Respond};
use super::decode::OneOf;
use super::section::section;

/// Declares a table with the conditions of a route, and fields of its own.
macro_rules! route {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $($own:tt)*
        }
    ) => {
        section! {
            $(#[doc = $doc])+
            pub struct $name {
                /// The names it is for. Left out, every name.
                hosts: Vec<String> {
                    default: "every name",
                    range: "names, as `hosts` of a service",
                    aws: "AWS::ElasticLoadBalancingV2::ListenerRule Conditions; AWS::CertificateManager::Certificate SubjectAlternativeNames; AWS::Route53::RecordSet Name",
                }
                /// The paths it is for: `*` stands for any characters, `?` for one. Left out, every path.
                paths: Vec<String> {
                    default: "every path",
                    range: "1 to 128 letters, digits and `_-.$/~\"'@:+&*?`, beginning with `/` or `*`; case matters",
                    aws: "AWS::ElasticLoadBalancingV2::ListenerRule Conditions",
                }
                /// The methods it is for. Left out, every method.
                methods: Vec<String> {
                    default: "every method",
                    range: "1 to 40 capitals, hyphens and underscores",
                    aws: "AWS::ElasticLoadBalancingV2::ListenerRule Conditions",
                }
                /// Headers that a request must have: one of the values of each. `*` stands for any characters, `?` for one.
                headers: IndexMap<String, Vec<String>> {
                    default: "none",
                    range: "to 3 values of 1 to 128 visible characters each; names to 40 characters, not `Host`; case does not matter",
                    aws: "AWS::ElasticLoadBalancingV2::ListenerRule Conditions",
                }
                /// What the query must have: one of the values of each key; or a list, one of which must be the value of any key.
                /// `*` stands for any characters, `?` for one.
                query: OneOf<IndexMap<String, Vec<String>>, Vec<String>> {
                    default: "none",
                    range: "to 3 values of 1 to 128 characters each; case does not matter",
                    aws: "AWS::ElasticLoadBalancingV2::ListenerRule Conditions",
                }
                /// The addresses it is for, as the load balancer sees them. Left out, every address.
                source_ips: Vec<String> {
                    default: "every address",
                    range: "IPv4 and IPv6 ranges",
                    aws: "AWS::ElasticLoadBalancingV2::ListenerRule Conditions",
                }
                /// How early it is asked: the lowest number first. Left out, the more of its names and paths is written, the
                /// earlier (`docs/network.md`).
                priority: i64 {
                    default: "made of its names and paths",
                    range: "1 to 50,000",
                    aws: "AWS::ElasticLoadBalancingV2::ListenerRule Priority",
                }
                $($own)*
            }
        }
    };
}

route! {
    /// More requests that go to a service. At least one condition is needed; a request must meet all that are written.
    ///
    /// AWS allows five values in the conditions of a rule, of which a route with more becomes several.
    pub struct Route {
        /// What is changed in a request before the service gets it.
        rewrite: Rewrite {
            default: "nothing",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Transforms",
        }
        /// Who is let through: the name of an entry of `[auth]`, or `false` for everyone, whatever the service says.
        auth: OneOf<bool, String> {
            default: "`auth` of the service",
            range: "the name of an entry of `[auth]`, or `false`",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
    }
}

route! {
    /// Requests that the load balancer answers itself, or divides among services: one of `redirect`, `respond` and `forward`.
    pub struct LoadBalancerRoute {
        /// Send the caller elsewhere.
        redirect: Redirect {
            default: "none",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// Answer with a fixed text.
        respond: Respond {
            default: "none",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// Services that share the requests, each with its weight. One that has neither `hosts`, `paths` nor `routes` gets these
        /// requests and no others.
        forward: IndexMap<String, i64> {
            default: "none",
            range: "1 to 5 services behind the load balancer; weights of 0 to 999, of which one is not 0",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// How long a caller stays with the service that got the first request, by a cookie. For `forward` to several.
        stickiness: String {
            default: "none",
            range: "1 s to 7 days",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// Who is let through, to an answer too: the name of an entry of `[auth]`, or `false` for everyone, whatever the services
        /// say.
        auth: OneOf<bool, String> {
            default: "`auth` of the services, which have to agree; everyone for an answer",
            range: "the name of an entry of `[auth]`, or `false`",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
    }
}

section! {
    /// What is changed in a request before a service gets it. Which rule takes the request has been decided by then.
    pub struct Rewrite {
        /// A change of the path and the query.
        path: Replacement {
            default: "none",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Transforms",
        }
        /// A change of the name in the `Host` header.
        host: Replacement {
            default: "none",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Transforms",
        }
    }
}

section! {
    /// A text that comes in the place of what an expression matches. What it does not match stays as it is.
    pub struct Replacement {
        /// A regular expression.
        regex: String {
            default: "required",
            range: "1 to 1,024 characters; without lookaround, backreferences, atomic groups, possessive quantifiers and `\\p`",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Transforms",
        }
        /// What comes in its place; `$1` is what the first group matched.
        replace: String {
            default: "required",
            range: "0 to 1,024 characters",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Transforms",
        }
    }
}
