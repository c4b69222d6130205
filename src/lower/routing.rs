//! Which requests go where: the target groups of services, and the rules of the load balancers.

use indexmap::IndexMap;

use super::auth::Auths;
use super::load_balancer::{Edge, Edges};
use super::network::Network;
use super::scope::Scope;
use super::{id, target_group};
use crate::app::{
    Action, App, Conditions, ListenerRule, Owner, Redirect, Replacement, Respond, Rewrite,
};
use crate::catalog::elbv2;
use crate::model::{Handle, Map, Origin, Resource, Stack, Value, props};

/// What a service needs of its place behind a load balancer.
pub(super) struct Route {
    pub(super) target_group: Handle,
    /// Rules that send requests to it. Until there is one, ECS refuses the target group.
    pub(super) rules: Vec<Handle>,
}

/// The routes of services, by their names.
pub(super) type Routes<'a> = IndexMap<&'a str, Route>;

pub(super) fn lower<'a>(
    app: &'a App,
    edges: &Edges<'_>,
    network: &Network,
    auths: &Auths<'_>,
    stack: &mut Stack,
) -> Routes<'a> {
    let mut routes = Routes::new();
    if edges.values().all(|edge| edge.listener.is_none()) {
        return routes;
    }
    stack.section("Routes: which requests go where");
    for service in app.services.values() {
        let Some((endpoint, edge)) = service.endpoint.as_ref().and_then(|endpoint| {
            let edge = edges.get(endpoint.load_balancer.as_str())?;
            Some((endpoint, edge))
        }) else {
            continue;
        };
        let scope = Scope::of(service);
        let target_group = target_group::lower(&scope, endpoint, network, edge, stack);
        let rules = Vec::new();
        let route = Route {
            target_group,
            rules,
        };
        routes.insert(service.name.as_str(), route);
    }
    for edge in edges.values() {
        for rule in &edge.app.rules {
            let handle = listener_rule(rule, edge, &routes, auths, stack);
            leads_to(rule, &handle, &mut routes);
        }
    }
    routes
}

/// Remembers a rule for those services that get its requests: for one that has rules of its own, these are enough.
fn leads_to(rule: &ListenerRule, handle: &Handle, routes: &mut Routes<'_>) {
    let Action::Forward { shares, .. } = &rule.action else {
        return;
    };
    let is_own = matches!(rule.owner, Owner::Service { .. });
    for (service, _) in shares {
        if let Some(route) = routes.get_mut(service.as_str())
            && (is_own || route.rules.is_empty())
        {
            route.rules.push(handle.clone());
        }
    }
}

fn listener_rule(
    rule: &ListenerRule,
    edge: &Edge<'_>,
    routes: &Routes<'_>,
    auths: &Auths<'_>,
    stack: &mut Stack,
) -> Handle {
    stack.add(Resource::new(
        id::nth(rule_id(rule, edge), rule.number),
        &elbv2::LISTENER_RULE,
        origin(rule),
        props! {
            "ListenerArn" ?: edge.listener.clone(),
            "Priority": rule.priority,
            "Conditions": conditions(&rule.conditions, edge),
            "Transforms" ?: rule.rewrite.as_ref().map(transforms),
            "Actions": auths.actions(rule.auth.as_ref(), action(&rule.action, routes)),
        },
    ))
}

fn rule_id(rule: &ListenerRule, edge: &Edge<'_>) -> String {
    match &rule.owner {
        Owner::Service { service, route } => {
            let route = route.as_deref().unwrap_or_default();
            id::of(&format!("{service}-{route}"), "ListenerRule")
        }
        Owner::Route(route) => edge
            .app
            .id(&id::of(&format!("route-{route}"), "ListenerRule")),
        Owner::Default => edge.app.id("LoadBalancerDefaultListenerRule"),
        Owner::HealthCheck(domain) => {
            let domain = domain.as_deref().unwrap_or_default();
            edge.app.id(&id::of(domain, "HealthCheckListenerRule"))
        }
    }
}

fn origin(rule: &ListenerRule) -> Origin {
    let why = match (&rule.owner, &rule.action) {
        (Owner::Default, _) => "every request that no other rule takes goes to the service",
        (Owner::HealthCheck(_), _) => "the health checkers of Route 53 ask the service",
        (Owner::Service { route: Some(_), .. }, _) => "these requests go to the service",
        (Owner::Service { route: None, .. }, _) if !rule.conditions.hosts.is_empty() => {
            "requests for these names go to the service"
        }
        (Owner::Service { route: None, .. }, _) if rule.conditions.paths == ["/*"] => {
            "every request that no other rule takes goes to the service"
        }
        (Owner::Service { route: None, .. }, _) => "requests for these paths go to the service",
        (Owner::Route(_), Action::Forward { .. }) => "services share these requests",
        (Owner::Route(_), Action::Redirect(_)) => "these requests are sent elsewhere",
        (Owner::Route(_), Action::Respond(_)) => "these requests get a fixed answer",
    };
    let at = match rule.owner {
        Owner::Service { route: None, .. }
            if !rule.conditions.hosts.is_empty() || rule.conditions.paths == ["/*"] =>
        {
            rule.at.key("hosts")
        }
        Owner::Service { route: None, .. } => rule.at.key("paths"),
        _ => rule.at.clone(),
    };
    Origin::new(at, why)
}

/// Elastic Load Balancing API, "RuleCondition".
fn conditions(conditions: &Conditions, edge: &Edge<'_>) -> Vec<Map> {
    let values = |field, config, values: Vec<Value>| {
        let mut map = props! { "Field": field };
        map.set(config, props! { "Values": values });
        map
    };
    let mut maps = Vec::new();
    let own = edge.dns_name.clone().filter(|_| conditions.is_own_name);
    let hosts: Vec<Value> = own.into_iter().chain(texts(&conditions.hosts)).collect();
    if !hosts.is_empty() {
        maps.push(values("host-header", "HostHeaderConfig", hosts));
    }
    if !conditions.paths.is_empty() {
        maps.push(values(
            "path-pattern",
            "PathPatternConfig",
            texts(&conditions.paths).collect(),
        ));
    }
    if !conditions.methods.is_empty() {
        maps.push(values(
            "http-request-method",
            "HttpRequestMethodConfig",
            texts(&conditions.methods).collect(),
        ));
    }
    for (name, values) in &conditions.headers {
        let config = props! { "HttpHeaderName": name.clone(), "Values": values.clone() };
        maps.push(props! { "Field": "http-header", "HttpHeaderConfig": config });
    }
    for (key, values) in &conditions.query {
        let pair = |value: &String| props! { "Key" ?: key.clone(), "Value": value.clone() };
        let pairs: Vec<Map> = values.iter().map(pair).collect();
        let config = props! { "Values": pairs };
        maps.push(props! { "Field": "query-string", "QueryStringConfig": config });
    }
    if !conditions.source_ips.is_empty() {
        let ranges = texts(&conditions.source_ips).collect();
        maps.push(values("source-ip", "SourceIpConfig", ranges));
    }
    maps
}

fn texts<T: ToString>(values: &[T]) -> impl Iterator<Item = Value> {
    values.iter().map(|value| value.to_string().into())
}

/// Elastic Load Balancing API, "RuleTransform".
fn transforms(rewrite: &Rewrite) -> Vec<Map> {
    let config = |it: &Replacement| {
        let pair = props! { "Regex": it.regex.clone(), "Replace": it.replace.clone() };
        props! { "Rewrites": [pair] }
    };
    let host = rewrite.host.as_ref().map(|it| {
        props! { "Type": "host-header-rewrite", "HostHeaderRewriteConfig": config(it) }
    });
    let path = rewrite
        .path
        .as_ref()
        .map(|it| props! { "Type": "url-rewrite", "UrlRewriteConfig": config(it) });
    host.into_iter().chain(path).collect()
}

fn action(action: &Action, routes: &Routes<'_>) -> Map {
    match action {
        Action::Forward { shares, stickiness } => forward(shares, *stickiness, routes),
        Action::Redirect(it) => redirect(it),
        Action::Respond(it) => respond(it),
    }
}

fn forward(shares: &[(String, i64)], stickiness: Option<i64>, routes: &Routes<'_>) -> Map {
    let mut groups = shares.iter().filter_map(|(service, weight)| {
        let route = routes.get(service.as_str())?;
        Some((route.target_group.arn(), *weight))
    });
    if let [_] = shares {
        let group = groups.next().map(|(arn, _)| arn);
        return props! { "Type": "forward", "TargetGroupArn" ?: group };
    }
    let groups: Vec<Map> = groups
        .map(|(arn, weight)| props! { "TargetGroupArn": arn, "Weight": weight })
        .collect();
    let stickiness =
        stickiness.map(|seconds| props! { "Enabled": true, "DurationSeconds": seconds });
    props! {
        "Type": "forward",
        "ForwardConfig": props! {
            "TargetGroups": groups,
            "TargetGroupStickinessConfig" ?: stickiness,
        },
    }
}

/// An action that sends callers elsewhere.
pub(super) fn redirect(redirect: &Redirect) -> Map {
    props! {
        "Type": "redirect",
        "RedirectConfig": props! {
            "Protocol" ?: redirect.protocol,
            "Port" ?: redirect.port.map(|port| port.to_string()),
            "Host" ?: redirect.host.clone(),
            "Path" ?: redirect.path.clone(),
            "Query" ?: redirect.query.clone(),
            "StatusCode": if redirect.status == 301 { "HTTP_301" } else { "HTTP_302" },
        },
    }
}

/// An action that answers.
pub(super) fn respond(respond: &Respond) -> Map {
    props! {
        "Type": "fixed-response",
        "FixedResponseConfig": props! {
            "StatusCode": respond.status.to_string(),
            "ContentType": respond.content_type,
            "MessageBody" ?: respond.body.clone().map(Value::from),
        },
    }
}
