//! The VPC, its subnets, and their way to the internet.

use super::tags;
use crate::app::App;
use crate::catalog::ec2;
use crate::diagnostic::Path;
use crate::model::{Handle, Origin, Resource, Stack, Value, props};

/// What other parts need of the network.
pub(super) struct Network {
    pub(super) vpc: Handle,
    pub(super) public_subnets: Vec<Handle>,
    /// What must exist before anything in a public subnet can reach the internet.
    pub(super) internet: Vec<Handle>,
}

impl Network {
    /// The ids of the public subnets.
    pub(super) fn public_subnet_ids(&self) -> Vec<Value> {
        self.public_subnets.iter().map(Handle::id).collect()
    }
}

pub(super) fn lower(app: &App, stack: &mut Stack) -> Network {
    let at = Path::of("network");
    stack.section(format!(
        "Network: a VPC with a public subnet in each of {} availability zones",
        app.network.availability_zones
    ));
    let vpc = stack.add(Resource::new(
        "Vpc",
        &ec2::VPC,
        Origin::new(at.clone(), "the app's own network"),
        props! {
            "CidrBlock": app.network.cidr.to_string(),
            "EnableDnsHostnames": true,
            "EnableDnsSupport": true,
            "Tags": tags::stack_name(),
        },
    ));
    let gateway = stack.add(Resource::new(
        "InternetGateway",
        &ec2::INTERNET_GATEWAY,
        Origin::new(at.clone(), "the way to the internet, and back"),
        props! { "Tags": tags::stack_name() },
    ));
    let attachment = stack.add(Resource::new(
        "InternetGatewayAttachment",
        &ec2::VPC_GATEWAY_ATTACHMENT,
        Origin::new(at.clone(), "joins the gateway to the network"),
        props! { "VpcId": vpc.id(), "InternetGatewayId": gateway.id() },
    ));
    let routes = stack.add(Resource::new(
        "PublicRoutes",
        &ec2::ROUTE_TABLE,
        Origin::new(at.clone(), "where the traffic of public subnets goes"),
        props! { "VpcId": vpc.id(), "Tags": tags::name("public") },
    ));
    let route = stack.add(
        Resource::new(
            "PublicDefaultRoute",
            &ec2::ROUTE,
            Origin::new(at, "sends what leaves the network to the internet"),
            props! {
                "RouteTableId": routes.id(),
                "DestinationCidrBlock": "0.0.0.0/0",
                "GatewayId": gateway.id(),
            },
        )
        // EC2 refuses a route to a gateway that is not attached, and nothing above refers to the attachment.
        .after([&attachment]),
    );

    let mut network = Network {
        vpc,
        public_subnets: Vec::new(),
        internet: vec![route],
    };
    for zone in 0..app.network.availability_zones {
        public_subnet(app, zone, &routes, &mut network, stack);
    }
    network
}

fn public_subnet(app: &App, zone: u8, routes: &Handle, network: &mut Network, stack: &mut Stack) {
    let at = Path::of("network").key("availability_zones");
    let number = zone + 1;
    let subnet = stack.add(Resource::new(
        format!("PublicSubnet{number}"),
        &ec2::SUBNET,
        Origin::new(
            at.clone(),
            format!("the public subnet of availability zone {number}"),
        ),
        props! {
            "VpcId": network.vpc.id(),
            "AvailabilityZone": Value::AvailabilityZone(zone),
            "CidrBlock": app.network.public_subnet(zone).to_string(),
            // A public address is given to those that ask for one, not to whatever is put here.
            "MapPublicIpOnLaunch": false,
            "Tags": tags::name(format!("public-{number}")),
        },
    ));
    let association = stack.add(Resource::new(
        format!("PublicSubnet{number}Routes"),
        &ec2::SUBNET_ROUTE_TABLE_ASSOCIATION,
        Origin::new(at, "makes the subnet a public one"),
        props! { "SubnetId": subnet.id(), "RouteTableId": routes.id() },
    ));
    network.public_subnets.push(subnet);
    network.internet.push(association);
}
