//! VPC endpoints: which there are, and who goes through them.

use indexmap::{IndexMap, IndexSet};

use super::actions::{Way, known_endpoints, way_of};
use super::{Network, Tier, Vpc};
use crate::app::image::{EcrRepository, Image};
use crate::app::secrets::SecretValue;
use crate::app::service::Service;
use crate::blueprint::{self, EndpointChoice, OneOf};
use crate::diagnostic::{Diagnostics, Path, listed, nearest};

/// A way to an AWS service that needs no internet.
#[derive(Clone, Debug)]
pub struct VpcEndpoint {
    /// The end of the service's name: `ecr.api`.
    pub service: String,
    /// What it is.
    pub kind: EndpointKind,
    /// Names of the services whose tasks go through it, and wait for it.
    pub users: Vec<String>,
}

/// What an endpoint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointKind {
    /// A route, free of charge.
    Gateway,
    /// An address in each subnet, to which the service's own name leads in the whole VPC.
    Interface,
}

/// Services whose endpoint can be a route (AWS PrivateLink guide, "Gateway endpoints").
const GATEWAYS: [&str; 3] = ["dynamodb", "s3", "s3express"];

impl EndpointKind {
    fn of(service: &str) -> Self {
        match GATEWAYS.contains(&service) {
            true => Self::Gateway,
            false => Self::Interface,
        }
    }
}

impl VpcEndpoint {
    fn new(service: impl Into<String>, users: Vec<String>) -> Self {
        let service = service.into();
        Self {
            kind: EndpointKind::of(&service),
            service,
            users,
        }
    }
}

/// Decides which endpoints there are.
pub(super) fn resolve(
    written: &blueprint::Network,
    network: &Network,
    services: &IndexMap<String, Service>,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<VpcEndpoint> {
    let at = at.key("endpoints");
    let tier = network.endpoint_tier;
    let is_only_way = !network.has_way_out(tier);
    let is_new = matches!(network.vpc, Vpc::New(_));
    if is_only_way && is_new {
        check_images(tier, services, out);
    }
    let list = match &written.endpoints {
        None | Some(OneOf::First(EndpointChoice::Auto)) => {
            return match (is_new, is_only_way) {
                (true, true) => only_ways(tier, services, out),
                (true, false) => free_ways(tier, services),
                (false, _) => Vec::new(),
            };
        }
        Some(OneOf::First(EndpointChoice::None)) => &[][..],
        Some(OneOf::Second(list)) => list.as_slice(),
    };
    let endpoints = listed_endpoints(list, services, &at, out);
    if !is_new {
        refuse_gateways(&endpoints, &at, out);
    } else if is_only_way {
        warn_of_gaps(tier, &endpoints, services, &at, out);
    }
    endpoints
}

fn is_in(tier: Tier) -> impl Fn(&&Service) -> bool {
    move |service| service.placement.tier() == tier
}

/// What tasks that have no other way need: an endpoint for each.
fn only_ways(
    tier: Tier,
    services: &IndexMap<String, Service>,
    out: &mut Diagnostics,
) -> Vec<VpcEndpoint> {
    let mut wanted: IndexSet<&'static str> = IndexSet::new();
    for service in services.values().filter(is_in(tier)) {
        wanted.extend(needed_to_start(service));
        wanted.extend(allowed(service));
        warn_of_unknown(service, out);
    }
    let endpoint = |name: &'static str| {
        // The name of the service leads to an interface endpoint in the whole VPC, also from other subnets.
        let uses = |service: &&Service| match EndpointKind::of(name) {
            EndpointKind::Gateway => is_in(tier)(service) && needs(service, name),
            EndpointKind::Interface => needs(service, name),
        };
        let users = services.values().filter(uses);
        VpcEndpoint::new(name, users.map(|it| it.name.clone()).collect())
    };
    wanted.into_iter().map(endpoint).collect()
}

fn needs(service: &Service, endpoint: &str) -> bool {
    let mut needs = needed_to_start(service).chain(allowed(service));
    needs.any(|need| need == endpoint)
}

/// Endpoints that cost nothing and spare a NAT gateway what it would be paid for by the GB.
fn free_ways(tier: Tier, services: &IndexMap<String, Service>) -> Vec<VpcEndpoint> {
    if tier == Tier::Public {
        return Vec::new();
    }
    let users = services.values().filter(is_in(tier));
    let needs: IndexSet<&'static str> = users
        .flat_map(|service| needed_to_start(service).chain(allowed(service)))
        .filter(|need| EndpointKind::of(need) == EndpointKind::Gateway)
        .collect();
    let nobody = Vec::new;
    needs
        .into_iter()
        .map(|need| VpcEndpoint::new(need, nobody()))
        .collect()
}

/// What Fargate calls to start a task, in the task's own network (ECS developer guide, "Amazon ECS interface VPC endpoints": it
/// needs no endpoints of ECS itself), and ECS Exec.
fn needed_to_start(service: &Service) -> impl Iterator<Item = &'static str> {
    let container = &service.container;
    let references = || {
        let credentials = container.image.credentials.iter();
        container.secrets.values().chain(credentials)
    };
    let is_parameter =
        |value: &SecretValue| matches!(value, SecretValue::SsmArn(_) | SecretValue::SsmName(_));
    let is_in_ecr = container.image.ecr.is_some();
    let has_secret = references().any(|it| !is_parameter(&it.value));
    let has_parameter = references().any(|it| is_parameter(&it.value));
    [
        // ECR keeps the layers of images in S3 ("Amazon ECR interface VPC endpoints").
        ("ecr.api", is_in_ecr),
        ("ecr.dkr", is_in_ecr),
        ("s3", is_in_ecr),
        ("logs", service.log_retention.is_some()),
        ("secretsmanager", has_secret),
        ("ssm", has_parameter),
        ("ssmmessages", service.execute_command),
    ]
    .into_iter()
    .filter_map(|(endpoint, is_needed)| is_needed.then_some(endpoint))
}

/// What the containers may call.
fn allowed(service: &Service) -> impl Iterator<Item = &'static str> {
    let actions = service.permissions.iter().flat_map(|it| &it.actions);
    actions.filter_map(|action| match way_of(action) {
        Way::Endpoint(endpoint) => Some(endpoint),
        Way::NoCall | Way::Unknown => None,
    })
}

fn warn_of_unknown(service: &Service, out: &mut Diagnostics) {
    let at = Path::of("services").key(service.name.clone());
    for (i, permission) in service.permissions.iter().enumerate() {
        for (j, action) in permission.actions.iter().enumerate() {
            let well_formed = action.contains(':') && !action.starts_with(':');
            if well_formed && way_of(action) == Way::Unknown {
                let at = at.key("permissions").index(i).key("actions").index(j);
                let (prefix, _) = action.split_once(':').unwrap_or((action, ""));
                let message = format!(
                    "no endpoint is known for `{}`, and tasks have no other way to it",
                    prefix.escape_debug()
                );
                out.warning(&at, message).help(
                    "if the service has an endpoint, list all of them in `network.endpoints`; or give the tasks a way out: \
                     `placement = \"private\"` with a NAT gateway",
                );
            }
        }
    }
}

/// Reports images that tasks cannot pull: without a way to the internet there is only ECR, of the stack's own region.
fn check_images(tier: Tier, services: &IndexMap<String, Service>, out: &mut Diagnostics) {
    let mut region: Option<(&str, &str)> = None;
    for service in services.values().filter(is_in(tier)) {
        let at = Path::of("services").key(service.name.clone()).key("image");
        let image = &service.container.image;
        if image.name.is_empty() {
            // It is reported already.
            continue;
        }
        match &image.ecr {
            None => {
                let message = format!(
                    "tasks without a way to the internet cannot pull `{}`",
                    shown(image)
                );
                out.error(&at, message).help(
                    "copy it to ECR, and write `image = { repository = \"…\", tag = \"…\" }`; or give the tasks a way out: \
                     `placement = \"private\"` with a NAT gateway, or `public_ip = true` in the service",
                );
            }
            Some(EcrRepository::Of { region: found, .. }) => match region {
                Some((first, name)) if first != found => {
                    let message = format!(
                        "the image is in {found}, and that of `{name}` in {first}: endpoints lead to one region"
                    );
                    out.error(&at, message)
                        .help("replicate the repository to the stack's region, and name it there");
                }
                _ => region = Some((found, &service.name)),
            },
            Some(EcrRepository::Own) => {}
        }
    }
}

fn shown(image: &Image) -> std::str::EscapeDebug<'_> {
    image.name.escape_debug()
}

/// The endpoints that the blueprint lists. Whoever is in the VPC may go through them.
fn listed_endpoints(
    list: &[String],
    services: &IndexMap<String, Service>,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<VpcEndpoint> {
    let mut seen: IndexSet<&str> = IndexSet::new();
    for (index, name) in list.iter().enumerate() {
        let at = at.index(index);
        if let Some((_, end)) = name.split_once("com.amazonaws.") {
            let end = end.split_once('.').map_or("ecr.api", |(_, end)| end);
            out.error(&at, "the region of an endpoint is that of the stack")
                .help(format!(
                    "write the end of the name, as `\"{}\"`",
                    end.escape_debug()
                ));
            continue;
        }
        if !is_service(name) {
            let message = format!("`{}` is not the name of a service", name.escape_debug());
            out.error(&at, message)
                .help("write the end of its name, as `\"ecr.api\"`");
            continue;
        }
        if !seen.insert(name) {
            out.error(&at, format!("`{name}` is listed twice"))
                .help("leave one of them out");
            continue;
        }
        let is_known = known_endpoints().any(|known| known == name);
        if let (false, Some(meant)) = (is_known, nearest(name, known_endpoints())) {
            out.warning(&at, format!("no endpoint `{name}` is known here"))
                .label(format!("did you mean `{meant}`?"));
        }
    }
    let everybody: Vec<String> = services.keys().cloned().collect();
    seen.into_iter()
        .map(|name| VpcEndpoint::new(name, everybody.clone()))
        .collect()
}

fn is_service(name: &str) -> bool {
    let is_word = |word: &str| {
        word.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
            && !word.ends_with('-')
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    // What CloudFormation would call it must be short enough for an id.
    name.len() <= 60 && name.split('.').all(is_word)
}

fn refuse_gateways(endpoints: &[VpcEndpoint], at: &Path, out: &mut Diagnostics) {
    for (index, endpoint) in endpoints.iter().enumerate() {
        if endpoint.kind == EndpointKind::Gateway {
            let message = format!(
                "the endpoint of `{}` is a route, and the routes of an existing VPC are not changed",
                endpoint.service
            );
            out.error(&at.index(index), message)
                .help("make it where the VPC is made, and leave it out here");
        }
    }
}

/// Warns of what tasks need to start and have no way to.
fn warn_of_gaps(
    tier: Tier,
    endpoints: &[VpcEndpoint],
    services: &IndexMap<String, Service>,
    at: &Path,
    out: &mut Diagnostics,
) {
    let is_there = |need: &&str| endpoints.iter().any(|it| it.service == *need);
    for service in services.values().filter(is_in(tier)) {
        let gaps: Vec<_> = needed_to_start(service)
            .filter(|need| !is_there(need))
            .collect();
        if !gaps.is_empty() && !out.has_errors() {
            let message = format!(
                "tasks of `{}` have no way to {}, which they need",
                service.name,
                listed(&gaps, "and")
            );
            out.warning(at, message)
                .help("list what is missing, or leave `endpoints` out");
        }
    }
}
