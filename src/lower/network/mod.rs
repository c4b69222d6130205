//! The network: the VPC, its subnets, and their ways to the internet and to AWS.

mod endpoints;
mod existing;
mod ipv6;
mod nat;
mod subnets;
mod vpc;

use crate::app::{App, Ip, Tier, Vpc};
use crate::model::{Handle, Stack, Value};
use endpoints::Endpoints;
use subnets::Subnets;

/// What other parts need of the network.
pub(super) struct Network {
    vpc: Value,
    /// Those of each kind that anything is in.
    tiers: Vec<(Tier, Subnets)>,
    endpoints: Endpoints,
    /// The public addresses of its NAT gateways.
    nat_addresses: Vec<Value>,
    /// Which addresses there are.
    pub(super) ip: Ip,
    /// The IPv6 range of a VPC that the stack makes, if it has one.
    pub(super) ipv6_cidr_block: Option<Value>,
    /// What gives the VPC that range.
    ipv6_range: Option<Handle>,
    /// Whether the stack makes it.
    is_new: bool,
}

impl Network {
    /// The id of the VPC.
    pub(super) fn vpc_id(&self) -> Value {
        self.vpc.clone()
    }

    /// The ids of the subnets of a kind.
    pub(super) fn subnet_ids(&self, tier: Tier) -> Value {
        let found = self.tiers.iter().find(|(other, _)| *other == tier);
        found.map_or_else(
            || Value::List(Vec::new()),
            |(_, subnets)| subnets.ids.clone(),
        )
    }

    /// What must exist before anything in the subnets of a kind can reach the internet, if it can.
    pub(super) fn way_out(&self, tier: Tier) -> &[Handle] {
        let found = self.tiers.iter().find(|(other, _)| *other == tier);
        found.map_or(&[], |(_, subnets)| subnets.way_out.as_slice())
    }

    /// What has to be there before the VPC has the range of IPv6 addresses that it tells.
    pub(super) fn ipv6_range(&self) -> Option<&Handle> {
        self.ipv6_range.as_ref()
    }

    /// The VPC endpoints.
    pub(super) fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    /// What it tells: the name of an output, what it is, and its value. What is not the stack's own, others know already.
    pub(super) fn outputs(&self) -> Vec<(&'static str, &'static str, Value)> {
        if !self.is_new {
            return Vec::new();
        }
        let mut outputs = vec![("VpcId", "Id of the VPC", self.vpc_id())];
        for (tier, subnets) in &self.tiers {
            let (id, what) = match tier {
                Tier::Public => ("PublicSubnetIds", "Ids of the public subnets"),
                Tier::Private => ("PrivateSubnetIds", "Ids of the private subnets"),
                Tier::Isolated => ("IsolatedSubnetIds", "Ids of the isolated subnets"),
            };
            outputs.push((id, what, subnets.ids.clone()));
        }
        if !self.nat_addresses.is_empty() {
            outputs.push((
                "NatAddresses",
                "Public addresses that private tasks have on the internet",
                self.nat_addresses.clone().into(),
            ));
        }
        outputs
    }
}

pub(super) fn lower(app: &App, stack: &mut Stack) -> Network {
    let mut network = match &app.network.vpc {
        Vpc::New(new) => vpc::lower(new, &app.network, stack),
        Vpc::Existing(existing) => existing::lower(existing, &app.network, stack),
    };
    network.endpoints = endpoints::lower(&app.network, &network, stack);
    network
}
