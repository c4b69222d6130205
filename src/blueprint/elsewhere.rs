//! What people look for in the language and what has no place in it, with what to do instead.

use crate::diagnostic::Path;

/// Keys that a section does not have on purpose: the section, the keys, and what to do instead.
const ELSEWHERE: &[(&str, &[&str], &str)] = &[(
    "network",
    &[
        "peering",
        "peerings",
        "vpc_peering",
        "transit_gateway",
        "transit_gateways",
        "vpn",
        "direct_connect",
    ],
    "what joins networks belongs to a network that outlives the app: make the VPC elsewhere, and bring it by \
     `[network.existing]` with its `vpc` and subnets",
)];

/// What to do instead of writing a key in a section.
pub(super) fn instead_of(key: &str, section: &Path) -> Option<&'static str> {
    let section = section.to_string();
    ELSEWHERE
        .iter()
        .find(|(place, keys, _)| *place == section && keys.contains(&key))
        .map(|(.., help)| *help)
}
