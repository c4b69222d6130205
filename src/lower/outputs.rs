//! What the stack tells: to its users, and to other stacks.

use super::cluster::Cluster;
use super::dns;
use super::id;
use super::load_balancer::{Edges, Own};
use super::log_bucket::LogBucket;
use super::network::Network;
use super::scope::Scope;
use super::secrets::Secrets;
use super::service::Lowered;
use crate::app::{ListenerRule, LoadBalancer, Owner, Service};
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
        if let Some(own) = &edge.own {
            load_balancer_parts(edge.app, own, stack);
        }
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

/// What is told of names: where new zones are, and where names point that the stack writes no records for.
pub(super) fn names(parts: &dns::Parts<'_>, stack: &mut Stack) {
    for domain in parts.app.domains.iter() {
        let Some(zone) = parts.zones.new_one(domain) else {
            continue;
        };
        let at = domain.at.key("create");
        let id = domain.id("HostedZoneId");
        let what = format!("Id of the hosted zone of {}", domain.zone);
        output(id, what, zone.id(), true, &at, stack);
        if !domain.is_private {
            let id = domain.id("NameServers");
            let what = format!(
                "Name servers of {}, to be entered where the domain above it is kept, or where it is registered",
                domain.zone
            );
            let servers = zone.get(Attribute::NameServers);
            output(id, what, servers, false, &at, stack);
        }
    }
    for named in dns::named(parts) {
        if named.domain.is_writable() {
            continue;
        }
        let what = format!(
            "Where {} must point, by a record that somebody else writes",
            named.host
        );
        let id = id::of_host(named.host.as_str(), "RecordTarget");
        if let Some(target) = named.points_to() {
            output(id, what, target, false, named.at, stack);
        }
    }
}

fn load_balancer_parts(app: &LoadBalancer, own: &Own, stack: &mut Stack) {
    let balancer = &own.load_balancer;
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
            "LoadBalancerSecurityGroupId",
            "Security group of the load balancer",
            own.security_group.id(),
        ),
    ];
    let listener = own.listener.as_ref().map(|listener| {
        (
            "ListenerArn",
            "ARN of the listener of the load balancer that services put their rules on",
            listener.arn(),
        )
    });
    let addresses = (!own.addresses.is_empty()).then(|| {
        (
            "LoadBalancerAddresses",
            "Public addresses of the load balancer",
            own.addresses.clone().into(),
        )
    });
    let [name, zone, arn, group] = outputs;
    let outputs = [name, zone, arn].into_iter().chain(listener);
    for (id, description, value) in outputs.chain([group]).chain(addresses) {
        let id = app.id(id);
        let description = match &app.name {
            None => description.to_owned(),
            Some(name) => description.replace("load balancer", &format!("load balancer {name}")),
        };
        output(id, description, value, true, &app.at, stack);
    }
}

/// The addresses a service answers to: its names, or that of the load balancer, with the beginning of its paths.
fn urls(service: &Service, edges: &Edges<'_>, stack: &mut Stack) {
    let Some(edge) = service
        .endpoint
        .as_ref()
        .and_then(|endpoint| edges.get(endpoint.load_balancer.as_str()))
    else {
        return;
    };
    let at = Path::of("services").key(service.name.clone()).key("hosts");
    let mut urls: Vec<Value> = Vec::new();
    let mut is_without_name = false;
    for rule in edge
        .app
        .rules
        .iter()
        .filter(|rule| is_for_anyone(rule, service))
    {
        let paths = &rule.conditions.paths;
        let path = paths.first().map_or("", |path| literal_beginning(path));
        let hosts = &rule.conditions.hosts;
        let names = hosts.iter().filter(|host| !host.is_wildcard());
        let named = names.map(|host| format!("{}://{host}{path}", edge.scheme).into());
        let mut found: Vec<Value> = named.collect();
        if let (true, Some(name)) = (hosts.is_empty(), &edge.dns_name) {
            is_without_name = true;
            let begin = [edge.scheme.into(), "://".into(), name.clone()];
            let end = (!path.is_empty()).then(|| path.to_owned().into());
            found.push(Value::Concat(begin.into_iter().chain(end).collect()));
        }
        for url in found {
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
    }
    let description = match edge.scheme {
        "https" if is_without_name => {
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

/// Whether a rule of the service is about nothing but names and paths, which anyone can write into a browser.
fn is_for_anyone(rule: &ListenerRule, service: &Service) -> bool {
    let is_of_service =
        matches!(&rule.owner, Owner::Service { service: owner, .. } if *owner == service.name);
    is_of_service && rule.conditions.has_only_hosts_and_paths()
}

/// `/api/` of `/api/*`, and nothing of `/*`.
fn literal_beginning(path: &str) -> &str {
    let end = path.find(['*', '?']).unwrap_or(path.len());
    match &path[..end] {
        "/" => "",
        beginning => beginning,
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
