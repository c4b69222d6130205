//! From the app to its resources: what a senior engineer would have written for it, resource by resource.
//!
//! Lowering is total: whatever [`crate::app`] lets through has a stack. One file a concern; each adds its resources to the
//! stack, in the order a reader wants them, and hands on references to what others need.

mod arn;
mod auth;
mod certificate;
mod cloudfront;
mod cluster;
mod dns;
mod flow_logs;
mod id;
mod load_balancer;
mod log_bucket;
mod logs;
mod network;
mod network_routing;
mod outputs;
mod parameter;
mod role;
mod routing;
mod rules;
mod scaling;
mod scope;
mod secrets;
mod security_group;
mod service;
mod tags;
mod target_group;
mod task;
mod terraform;
mod waf;
mod zone;

use crate::app::{App, DEFAULT};
use crate::model::{Stack, Stacks};

/// The stacks of an app.
pub fn lower(app: &App) -> Stacks {
    let description = match &app.description {
        Some(description) => format!("{}: {description}", app.name),
        None => format!("{}: an app on Amazon ECS", app.name),
    };
    let mut stack = Stack::new(&app.name, description);
    let front = app.cloudfront.as_ref().map(|front| {
        let (edge, certificate) = cloudfront::elsewhere(app, front, &mut stack);
        (front, edge, certificate)
    });
    let network = network::lower(app, &mut stack);
    let zones = zone::lower(app, &network, &mut stack);
    let log_bucket = log_bucket::lower(app, &mut stack);
    flow_logs::lower(app, network.vpc_id(), log_bucket.as_ref(), &mut stack);
    let surroundings = load_balancer::Surroundings {
        network: &network,
        zones: &zones,
        log_bucket: log_bucket.as_ref(),
    };
    let edges = load_balancer::lower(app, &surroundings, &mut stack);
    let cluster = cluster::lower(app, &mut stack);
    let secrets = secrets::lower(app, &mut stack);
    let auths = auth::lower(app, &secrets, &mut stack);
    let routes = routing::lower(app, &edges, &network, &auths, &mut stack);
    let network_routes = network_routing::lower(app, &edges, &network, &mut stack);
    let parts = service::Parts {
        network: &network,
        network_routes: &network_routes,
        edges: &edges,
        routes: &routes,
        cluster: &cluster,
        secrets: &secrets,
    };
    let services: Vec<_> = app
        .services
        .values()
        .map(|service| service::lower(service, &parts, &mut stack))
        .collect();
    rules::between(app, &services, &mut stack);
    let mut before = Vec::new();
    let mut distribution = None;
    let behind = edges.get(DEFAULT).and_then(|edge| edge.own.as_ref());
    if let (Some((front, elsewhere, certificate)), Some(own)) = (front, behind) {
        distribution = Some(cloudfront::lower(front, own, certificate, &mut stack));
        before.push(elsewhere);
    }
    let names = dns::Parts {
        app,
        edges: &edges,
        distribution: distribution.as_ref(),
        zones: &zones,
    };
    dns::lower(&names, &mut stack);
    outputs::names(&names, &mut stack);
    outputs::lower(&secrets, &services, &network, &edges, &cluster, &mut stack);
    if let Some(bucket) = &log_bucket {
        outputs::log_bucket(bucket, &mut stack);
    }
    stack.terraform = terraform::lower(&app.terraform);
    let mut stacks = Stacks { before, app: stack };
    stacks.iter_mut().for_each(|stack| tags::apply(app, stack));
    stacks
}
