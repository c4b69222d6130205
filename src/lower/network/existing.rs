//! A VPC that is there already: nothing is made, and what is known only at the deploy is a parameter.

use super::Network;
use super::endpoints::Endpoints;
use super::subnets::Subnets;
use crate::app::{self, ExistingVpc, Given};
use crate::diagnostic::Path;
use crate::model::{LogicalId, Origin, Parameter, ParameterType, Stack, Value};

pub(super) fn lower(existing: &ExistingVpc, network: &app::Network, stack: &mut Stack) -> Network {
    let tiers = &network.tiers;
    let at = Path::of("network").key("existing");
    let vpc = match &existing.id {
        Given::Literal(id) => id.clone().into(),
        Given::Parameter(name) => parameter(
            name,
            ParameterType::VpcId,
            "Id of the VPC that the app runs in".to_owned(),
            at.key("vpc"),
            stack,
        ),
    };
    let subnets = tiers.iter().filter_map(|tier| {
        let ids = match existing.subnets(*tier)? {
            Given::Literal(ids) => ids.clone().into(),
            Given::Parameter(name) => {
                let word = tier.word();
                parameter(
                    name,
                    ParameterType::SubnetIds,
                    format!("Ids of {word} subnets of the VPC, in different availability zones"),
                    at.key(format!("{word}_subnets")),
                    stack,
                )
            }
        };
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

fn parameter(
    name: &str,
    kind: ParameterType,
    description: String,
    at: Path,
    stack: &mut Stack,
) -> Value {
    Value::Parameter(stack.add_parameter(Parameter {
        id: LogicalId::chosen(name),
        kind,
        description,
        default: None,
        pattern: None,
        origin: Origin::new(at, "the app runs in a network that is there already"),
    }))
}
