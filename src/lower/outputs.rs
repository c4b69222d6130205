//! What the stack tells: to its users, and to other stacks.

use super::cluster::Cluster;
use super::id;
use super::load_balancer::{Edge, Edges};
use super::log_bucket::LogBucket;
use super::network::Network;
use super::scope::Scope;
use super::secrets::Secrets;
use super::service::Lowered;
use crate::app::Service;
use crate::diagnostic::Path;
use crate::model::{Attribute, LogicalId, Output, Stack, Value};

pub(super) fn lower(
    secrets: &Secrets,
    services: &[Lowered<'_>],
    network: &Network,
    edges: &Edges<'_>,
    cluster: &Cluster,
    stack: &mut Stack,
) {
    for service in services {
        urls(service.app, edges, stack);
        service_parts(service, stack);
    }
    for (name, arn) in secrets.generated() {
        let at = Path::of("secrets").key(name.to_owned());
        let description = format!("ARN of the generated secret {name}");
        output(
            id::of(name, "SecretArn"),
            description,
            arn.clone(),
            false,
            &at,
            stack,
        );
    }
    for edge in edges.values() {
        edge_parts(edge, stack);
    }
    exported(
        "ClusterName",
        "Name of the cluster",
        cluster.cluster.name(),
        &Path::of("cluster"),
        stack,
    );
    let at = Path::of("network");
    for (id, description, value) in network.outputs() {
        exported(id, description, value, &at, stack);
    }
}

/// The bucket of logs, which outlives the stack.
pub(super) fn log_bucket(bucket: &LogBucket, stack: &mut Stack) {
    let (id, description) = ("LogBucketName", "Name of the bucket of logs");
    exported(id, description, bucket.bucket.name(), &bucket.at, stack);
}

fn edge_parts(edge: &Edge<'_>, stack: &mut Stack) {
    let balancer = &edge.load_balancer;
    let outputs = [
        (
            "LoadBalancerDnsName",
            "Name of the load balancer in DNS",
            balancer.get(Attribute::DnsName),
        ),
        (
            "LoadBalancerHostedZoneId",
            "Hosted zone of the load balancer, for alias records",
            balancer.get(Attribute::HostedZoneId),
        ),
        (
            "LoadBalancerArn",
            "ARN of the load balancer",
            balancer.arn(),
        ),
        (
            "ListenerArn",
            "ARN of the listener of the load balancer that services put their rules on",
            edge.listener.arn(),
        ),
        (
            "LoadBalancerSecurityGroupId",
            "Security group of the load balancer",
            edge.security_group.id(),
        ),
    ];
    for (id, description, value) in outputs {
        let id = edge.app.id(id);
        let description = match &edge.app.name {
            None => description.to_owned(),
            Some(name) => description.replace("load balancer", &format!("load balancer {name}")),
        };
        output(id, description, value, true, &edge.app.at, stack);
    }
}

/// The addresses a service answers to: its names, or that of the load balancer.
fn urls(service: &Service, edges: &Edges<'_>, stack: &mut Stack) {
    let Some((endpoint, edge)) = service.endpoint.as_ref().and_then(|endpoint| {
        let edge = edges.get(endpoint.load_balancer.as_str())?;
        Some((endpoint, edge))
    }) else {
        return;
    };
    let at = Path::of("services").key(service.name.clone()).key("hosts");
    let names = endpoint.hosts.iter().filter(|host| !host.is_wildcard());
    let mut urls: Vec<Value> = names
        .map(|host| format!("{}://{host}", edge.scheme).into())
        .collect();
    if endpoint.hosts.is_empty() {
        let name = edge.load_balancer.get(Attribute::DnsName);
        urls.push(Value::concat([edge.scheme.into(), "://".into(), name]));
    }
    let description = match edge.scheme {
        "https" if endpoint.hosts.is_empty() => {
            format!(
                "Where {} answers; its certificate is for another name",
                service.name
            )
        }
        _ => format!("Where {} answers", service.name),
    };
    for (index, url) in urls.into_iter().enumerate() {
        let id = id::nth(id::of(&service.name, "Url"), index);
        output(id, description.clone(), url, false, &at, stack);
    }
}

fn service_parts(service: &Lowered<'_>, stack: &mut Stack) {
    let scope = Scope::of(service.app);
    let name = &service.app.name;
    let mut add = |suffix: &str, description: String, value: Value| {
        output(
            scope.id(suffix),
            description,
            value,
            false,
            &scope.at,
            stack,
        );
    };
    add(
        "ServiceName",
        format!("Name of the ECS service {name}"),
        service.service.name(),
    );
    if let Some(group) = &service.log_group {
        add("LogGroupName", format!("Log group of {name}"), group.name());
    }
    add(
        "TaskRoleArn",
        format!("Role of the containers of {name}"),
        service.task_role.arn(),
    );
    add(
        "SecurityGroupId",
        format!("Security group of the tasks of {name}"),
        service.security_group.id(),
    );
}

fn exported(id: &str, description: &str, value: Value, at: &Path, stack: &mut Stack) {
    output(
        id.to_owned(),
        description.to_owned(),
        value,
        true,
        at,
        stack,
    );
}

fn output(
    id: String,
    description: String,
    value: Value,
    is_exported: bool,
    at: &Path,
    stack: &mut Stack,
) {
    stack.outputs.push(Output {
        id: LogicalId::new(id),
        description,
        value,
        is_exported,
        path: at.clone(),
    });
}
