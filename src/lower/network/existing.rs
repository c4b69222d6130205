//! A VPC that is there already: nothing is made, and what is known only at the deploy is a parameter.

use super::Network;
use super::endpoints::Endpoints;
use super::subnets::Subnets;
use crate::app::{self, ExistingVpc, Tier};
use crate::diagnostic::Path;
use crate::lower::parameter::{Kind, value};
use crate::model::{ParameterType, Stack};

const WHY: &str = "the app runs in a network that is there already";

static VPC: Kind = Kind {
    kind: ParameterType::VpcId,
    description: "Id of the VPC that the app runs in",
    pattern: None,
    why: WHY,
};

static PUBLIC_SUBNETS: Kind =
    subnets("Ids of public subnets of the VPC, in different availability zones");
static PRIVATE_SUBNETS: Kind =
    subnets("Ids of private subnets of the VPC, in different availability zones");
static ISOLATED_SUBNETS: Kind =
    subnets("Ids of isolated subnets of the VPC, in different availability zones");

const fn subnets(description: &'static str) -> Kind {
    Kind {
        kind: ParameterType::SubnetIds,
        description,
        pattern: None,
        why: WHY,
    }
}

pub(super) fn lower(existing: &ExistingVpc, network: &app::Network, stack: &mut Stack) -> Network {
    let tiers = &network.tiers;
    let at = Path::of("network").key("existing");
    let vpc = value(&existing.id, &VPC, at.key("vpc"), stack);
    let subnets = tiers.iter().filter_map(|tier| {
        let (key, kind) = match tier {
            Tier::Public => ("public_subnets", &PUBLIC_SUBNETS),
            Tier::Private => ("private_subnets", &PRIVATE_SUBNETS),
            Tier::Isolated => ("isolated_subnets", &ISOLATED_SUBNETS),
        };
        let ids = value(existing.subnets(*tier)?, kind, at.key(key), stack);
        let subnets = Subnets {
            ids,
            handles: Vec::new(),
            associations: Vec::new(),
            route_tables: Vec::new(),
            way_out: Vec::new(),
        };
        Some((*tier, subnets))
    });
    Network {
        vpc,
        tiers: subnets.collect(),
        endpoints: Endpoints::default(),
        nat_addresses: Vec::new(),
        ip: network.ip,
        ipv6_cidr_block: None,
        ipv6_range: None,
        is_new: false,
    }
}
