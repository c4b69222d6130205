//! Whether a load balancer can make sure who is calling: what it speaks, and whether it reaches whom it asks.

use indexmap::IndexMap;

use super::{Around, Auth, AuthKind, Cognito};
use crate::app::load_balancer::{Listener, LoadBalancer};
use crate::app::network::{Tier, Vpc};
use crate::blueprint::{IpAddressType, Scheme};
use crate::diagnostic::{Diagnostics, Path};

/// Looks at every load balancer that has entries in force, each entry once.
pub(super) fn check(entries: &IndexMap<String, Auth>, around: &Around<'_>, out: &mut Diagnostics) {
    for load_balancer in around.load_balancers.values() {
        let mut named: IndexMap<&str, &Path> = IndexMap::new();
        for entry in load_balancer.rules.iter().filter_map(|it| it.auth.as_ref()) {
            named.entry(&entry.name).or_insert(&entry.at);
        }
        for (name, at) in named {
            check_https(load_balancer, at, out);
            if let Some(auth) = entries.get(name) {
                check_way_out(load_balancer, auth, around, at, out);
            }
        }
    }
}

/// Application Load Balancers user guide, "Authenticate users using an Application Load Balancer": listeners of HTTPS only.
fn check_https(load_balancer: &LoadBalancer, at: &Path, out: &mut Diagnostics) {
    let (is_https, section) = match &load_balancer.listener {
        Listener::Http => (false, load_balancer.at.clone()),
        Listener::Https { .. } | Listener::Network(_) => (true, load_balancer.at.clone()),
        Listener::Existing(listener) => (listener.is_https, load_balancer.at.key("existing")),
    };
    if !is_https {
        let protocol = section.key("protocol");
        out.error(
            at,
            "a load balancer that speaks plain HTTP cannot make sure who is calling",
        )
        .help(format!("leave `{protocol}` out, for HTTPS; or `auth`"));
    }
}

/// The same page: it asks the provider over IPv4, and without a public address needs a NAT gateway for that.
fn check_way_out(
    load_balancer: &LoadBalancer,
    auth: &Auth,
    around: &Around<'_>,
    at: &Path,
    out: &mut Diagnostics,
) {
    let network = around.network;
    if load_balancer.ip == IpAddressType::DualstackWithoutPublicIpv4 {
        // Its subnets lead to the internet gateway, which takes no packet from a private address.
        out.error(
            at,
            "the load balancer has no public IPv4 address to make sure from who is calling",
        )
        .help(format!(
            "write `dualstack` as `{}`; or leave `auth` out",
            load_balancer.at.key("ip")
        ));
        return;
    }
    if let Listener::Existing(_) = load_balancer.listener {
        // Where it is, and where it gets to, is its owner's.
        return;
    }
    let tier = network.tier_of(load_balancer.scheme);
    let is_out = tier != Tier::Public && network.has_way_out(tier);
    if load_balancer.scheme == Scheme::InternetFacing || is_out {
        return;
    }
    let message = "the load balancer is internal, and its subnets have no way out to where it is made sure who is calling";
    let help = "write `placement = \"private\"` into `[network]`, with a NAT gateway";
    let is_public = matches!(auth.kind, AuthKind::Cognito(Cognito::New(_), _));
    if is_public && matches!(network.vpc, Vpc::New(_)) {
        out.error(at, message).help(help);
    } else {
        out.warning(at, message).help(format!(
            "{help}; or see to it that the endpoints of `{}` are reached in the VPC",
            auth.at
        ));
    }
}
