//! `waf`: the firewall in front of a load balancer.

use crate::app::quantity::{Field, integer, retention};
use crate::blueprint::{self, ManagedRules, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// A web application firewall.
#[derive(Clone, Debug)]
pub struct Waf {
    /// Rule groups of AWS, in order.
    pub managed: Vec<ManagedRules>,
    /// Requests in five minutes above which an address is blocked.
    pub rate_limit: Option<i64>,
    /// Days its logs are kept.
    pub log_retention: i64,
}

/// Resolves the firewall; `None` if there is none.
pub(super) fn resolve(
    written: Option<&OneOf<bool, blueprint::Waf>>,
    load_balancer: &Path,
    out: &mut Diagnostics,
) -> Option<Waf> {
    let at = load_balancer.key("waf");
    let written = match written {
        None | Some(OneOf::First(false)) => return None,
        Some(OneOf::First(true)) => blueprint::Waf::default(),
        Some(OneOf::Second(waf)) => waf.clone(),
    };
    let field = |key| Field { section: &at, key };
    let mut managed: Vec<ManagedRules> = Vec::new();
    let default = vec![
        ManagedRules::Common,
        ManagedRules::KnownBadInputs,
        ManagedRules::IpReputation,
    ];
    for (i, rules) in written.managed.unwrap_or(default).into_iter().enumerate() {
        if managed.contains(&rules) {
            out.error(
                &at.key("managed").index(i),
                "this rule group is listed twice",
            )
            .help("leave one of them out");
        } else {
            managed.push(rules);
        }
    }
    if managed.is_empty() && written.rate_limit.is_none() {
        out.error(
            &at.key("managed"),
            "a firewall without rules lets everything through",
        )
        .help("list a rule group, set a `rate_limit`, or leave `waf` out");
    }
    Some(Waf {
        managed,
        // AWS WAF API, "RateBasedStatement": Limit.
        rate_limit: written.rate_limit.map(|limit| {
            integer(
                Some(limit),
                field("rate_limit"),
                10..=2_000_000_000,
                limit,
                out,
            )
        }),
        log_retention: retention(
            written.log_retention.as_deref(),
            field("log_retention"),
            30,
            out,
        ),
    })
}
