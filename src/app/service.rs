//! `[services.…]`.

use indexmap::IndexMap;

use super::Surroundings;
use super::count::{self, Count};
use super::deployment::{self, Deployment};
use super::egress::{self, Egress};
use super::endpoint::{self, Endpoint, Place, Port};
use super::fargate;
use super::health::{self, ContainerHealthCheck, HealthCheck};
use super::image::{self, Image};
use super::ingress;
use super::name;
use super::network::{self, Placement};
use super::network_endpoint::NetworkEndpoint;
use super::parameter::Given;
use super::peer;
use super::permission::{self, Permission};
use super::plain_secret;
use super::quantity::{Field, retention, seconds};
use super::rule::Rule;
use super::secrets::{Secret, SecretReference, reference};
use crate::blueprint::{self, Architecture, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// A container that ECS keeps running.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name, which is also the container's.
    pub name: String,
    /// CPU units of a task.
    pub cpu: u32,
    /// MiB of a task.
    pub memory: u32,
    /// Processor the image is built for.
    pub architecture: Architecture,
    /// What runs.
    pub container: Container,
    /// Where it listens; `None` for a worker.
    pub port: Option<Port>,
    /// Its place behind an Application Load Balancer; `None` if it is behind none.
    pub endpoint: Option<Endpoint>,
    /// Its place behind a Network Load Balancer; `None` if it is behind none.
    pub network_endpoint: Option<NetworkEndpoint>,
    /// Who may reach the tasks besides the load balancer.
    pub ingress: Vec<Rule>,
    /// Whom the tasks may reach.
    pub egress: Egress,
    /// Security groups that the tasks have besides their own.
    pub security_groups: Vec<Given>,
    /// Days its logs are kept; `None` for no logs.
    pub log_retention: Option<i64>,
    /// How many tasks run.
    pub count: Count,
    /// How a new version replaces the old.
    pub deployment: Deployment,
    /// Whether ECS keeps the availability zones even.
    pub rebalancing: bool,
    /// In which subnets its tasks are.
    pub placement: Placement,
    /// Whether ECS Exec may open a shell.
    pub execute_command: bool,
    /// What the container may do in AWS.
    pub permissions: Vec<Permission>,
}

impl Service {
    /// The name of the load balancer that it is behind, of either type.
    pub fn load_balancer(&self) -> Option<&str> {
        let network = self.network_endpoint.as_ref();
        let network = network.map(|endpoint| endpoint.load_balancer.as_str());
        let endpoint = self.endpoint.as_ref();
        network.or(endpoint.map(|endpoint| endpoint.load_balancer.as_str()))
    }

    /// The load balancer's health check, of either type.
    pub fn health_check(&self) -> Option<&HealthCheck> {
        let network = self.network_endpoint.as_ref();
        let network = network.map(|endpoint| &endpoint.health_check);
        network.or(self
            .endpoint
            .as_ref()
            .map(|endpoint| &endpoint.health_check))
    }
}

/// What runs in a task.
#[derive(Clone, Debug)]
pub struct Container {
    /// The image.
    pub image: Image,
    /// Command instead of the image's.
    pub command: Option<Vec<String>>,
    /// Entry point instead of the image's.
    pub entry_point: Option<Vec<String>>,
    /// User instead of the image's.
    pub user: Option<String>,
    /// Working directory instead of the image's.
    pub working_directory: Option<String>,
    /// Seconds it has to stop.
    pub stop_timeout: i64,
    /// Variables with plain values.
    pub environment: IndexMap<String, String>,
    /// Variables with secret values.
    pub secrets: IndexMap<String, SecretReference>,
    /// Whether its file system is read-only.
    pub read_only_root_filesystem: bool,
    /// Health check inside the container.
    pub health_check: Option<ContainerHealthCheck>,
}

/// Resolves a service.
pub(super) fn resolve(
    name: &str,
    written: &blueprint::Service,
    surroundings: &Surroundings<'_>,
    at: &Path,
    out: &mut Diagnostics,
) -> Service {
    name::part(name, at, out);
    let field = |key| Field { section: at, key };
    let (cpu, memory) = fargate::size(
        written.cpu.as_ref(),
        written.memory.as_ref(),
        field("cpu"),
        field("memory"),
        out,
    );
    let rebalancing = written.availability_zone_rebalancing.unwrap_or(true);
    let container = container(written, surroundings.secrets, at, out);
    let count = count::resolve(written, at, out);
    let port = endpoint::port(written, at, out);
    let (endpoint, network_endpoint) = match endpoint::resolve(written, port, surroundings, at, out)
    {
        Some(Place::Application(endpoint)) => (Some(endpoint), None),
        Some(Place::Network(endpoint)) => (None, Some(endpoint)),
        None => (None, None),
    };
    let service = Service {
        name: name.to_owned(),
        cpu,
        memory,
        architecture: written.architecture.unwrap_or(Architecture::X86_64),
        port,
        endpoint,
        network_endpoint,
        ingress: ingress::resolve(written, port, surroundings, at, out),
        egress: egress::resolve(written, surroundings, at, out),
        security_groups: security_groups(written, at, out),
        log_retention: log_retention(written.logs.as_ref(), at, out),
        deployment: deployment::resolve(
            written.deployment.as_ref(),
            count.fewest(),
            rebalancing,
            at,
            out,
        ),
        count,
        rebalancing,
        placement: network::of_service(surroundings.network, written.public_ip, at, out),
        execute_command: written.execute_command.unwrap_or(false),
        permissions: permission::resolve(written.permissions.as_ref(), at, out),
        container,
    };
    check_execute_command(&service, at, out);
    service
}

fn security_groups(
    written: &blueprint::Service,
    service: &Path,
    out: &mut Diagnostics,
) -> Vec<Given> {
    // ECS API, "AwsVpcConfiguration": at most 5, one of which is the service's own.
    const MOST: usize = 4;
    let at = service.key("security_groups");
    let written = written.security_groups.as_deref().unwrap_or_default();
    let mut groups: Vec<Given> = Vec::with_capacity(written.len());
    for (index, group) in written.iter().enumerate() {
        let at = at.index(index);
        let Some(group) = peer::security_group(group, &at, out) else {
            continue;
        };
        if groups.contains(&group) {
            out.error(&at, "the security group is listed twice")
                .help("leave one of them out");
            continue;
        }
        groups.push(group);
    }
    if groups.len() > MOST {
        let message = format!(
            "a task has 5 security groups at most, and these are {}",
            groups.len()
        );
        out.error(&at, message)
            .help("list 4 at most: one is the service's own");
    }
    groups
}

fn container(
    written: &blueprint::Service,
    secrets: &IndexMap<String, Secret>,
    at: &Path,
    out: &mut Diagnostics,
) -> Container {
    let field = |key| Field { section: at, key };
    if let Some(directory) = &written.working_directory
        && !directory.starts_with('/')
    {
        out.error(
            &at.key("working_directory"),
            "the directory does not begin with `/`",
        )
        .help(format!(
            "write it from the root, as `/{}`",
            directory.escape_debug()
        ));
    }
    if written.user.as_deref() == Some("") {
        out.error(&at.key("user"), "`user` is empty")
            .help("write a user of the image, as `\"1000\"` or `\"app\"`, or leave it out");
    }
    for (key, text) in [
        ("user", &written.user),
        ("working_directory", &written.working_directory),
    ] {
        if text
            .as_ref()
            .is_some_and(|text| text.contains(char::is_control))
        {
            out.error(
                &at.key(key),
                format!("`{key}` has a control character in it"),
            )
            .help("write printable characters");
        }
    }
    if let Some("root" | "0" | "root:root" | "0:0") = written.user.as_deref() {
        out.warning(&at.key("user"), "the container runs as root")
            .help("name a user of the image that is not root");
    }
    for (key, list) in [
        ("command", &written.command),
        ("entry_point", &written.entry_point),
    ] {
        for (index, word) in list.iter().flatten().enumerate() {
            if word.contains('\0') {
                out.error(
                    &at.key(key).index(index),
                    "a word of a command cannot have a NUL character",
                )
                .help("leave it out: no process could be started with it");
            }
        }
        if list.as_ref().is_some_and(Vec::is_empty) {
            out.error(&at.key(key), format!("`{key}` is empty"))
                .help("leave it out to use the image's");
        }
    }
    let secret_variables = secret_variables(written, secrets, at, out);
    Container {
        image: image::resolve(written.image.as_ref(), secrets, at, out),
        command: written.command.clone(),
        entry_point: written.entry_point.clone(),
        user: written.user.clone(),
        working_directory: written.working_directory.clone(),
        // Amazon ECS API, "ContainerDefinition": stopTimeout, 2 to 120 seconds on Fargate.
        stop_timeout: seconds(
            written.stop_timeout.as_deref(),
            field("stop_timeout"),
            2..=120,
            30,
            out,
        ),
        environment: environment(written, at, out),
        secrets: secret_variables,
        read_only_root_filesystem: written.read_only_root_filesystem.unwrap_or(false),
        health_check: health::resolve_container(written.container_health_check.as_ref(), at, out),
    }
}

fn environment(
    written: &blueprint::Service,
    service: &Path,
    out: &mut Diagnostics,
) -> IndexMap<String, String> {
    let at = service.key("environment");
    let variables = written.environment.clone().unwrap_or_default();
    for (name, value) in &variables {
        check_variable(name, &at, out);
        if value.contains('\0') {
            out.error(
                &at.key(name.clone()),
                "a variable cannot have a NUL character in its value",
            )
            .help("leave it out: no process could be started with it");
        }
        if value.contains("{{resolve:") {
            out.error(
                &at.key(name.clone()),
                "CloudFormation would put what this refers to into the task definition",
            )
            .help("take it from `secrets`, which only the container can read");
        }
        if let Some(reason) = plain_secret::suspicion(name, value) {
            let at = at.key(name.clone());
            let name = name.escape_debug();
            out.error(
                &at,
                format!("`{name}` looks like a secret: {reason}"),
            )
            .label("everyone who can see the task definition can read it")
            .help(format!(
                "declare `[secrets.my-secret]` (the stack can make up its value, or it is `existing`), and write \
                 `secrets = {{ {name} = \"my-secret\" }}` in `{service}`"
            ));
        }
    }
    variables
}

fn secret_variables(
    written: &blueprint::Service,
    secrets: &IndexMap<String, Secret>,
    service: &Path,
    out: &mut Diagnostics,
) -> IndexMap<String, SecretReference> {
    let at = service.key("secrets");
    let mut variables = IndexMap::new();
    for (name, source) in written.secrets.iter().flatten() {
        check_variable(name, &at, out);
        let plain = written.environment.as_ref();
        if plain.is_some_and(|environment| environment.contains_key(name)) {
            out.error_at_key(
                &at.key(name.clone()),
                format!("`{}` is in `environment` too", name.escape_debug()),
            )
            .help("keep one of the two: ECS refuses a variable with two values");
        }
        if let Some(reference) = reference(source, secrets, &at.key(name.clone()), out) {
            variables.insert(name.clone(), reference);
        }
    }
    variables
}

fn check_variable(name: &str, map: &Path, out: &mut Diagnostics) {
    if name.is_empty() || name.contains(['=', '\0']) {
        out.error_at_key(
            &map.key(name.to_owned()),
            format!("`{}` cannot be the name of a variable", name.escape_debug()),
        )
        .help("write a name, without `=`");
    }
}

fn log_retention(
    written: Option<&OneOf<bool, blueprint::Logs>>,
    service: &Path,
    out: &mut Diagnostics,
) -> Option<i64> {
    const DAYS: i64 = 30;
    match written {
        None | Some(OneOf::First(true)) => Some(DAYS),
        Some(OneOf::First(false)) => {
            out.warning(&service.key("logs"), "what the container prints is lost")
                .help("leave `logs` out, or choose a shorter `retention` to save");
            None
        }
        Some(OneOf::Second(logs)) => {
            let at = service.key("logs");
            let field = Field {
                section: &at,
                key: "retention",
            };
            Some(retention(logs.retention.as_deref(), field, DAYS, out))
        }
    }
}

fn check_execute_command(service: &Service, at: &Path, out: &mut Diagnostics) {
    if !service.execute_command {
        return;
    }
    out.warning(
        &at.key("execute_command"),
        "who may call ecs:ExecuteCommand has the container's role and secrets",
    )
    .help("leave it out in production, or allow that action to few");
    if service.container.read_only_root_filesystem {
        // ECS developer guide, "Monitor Amazon ECS containers with ECS Exec": considerations.
        out.error(
            &at.key("read_only_root_filesystem"),
            "ECS Exec needs to write to the container's file system",
        )
        .help("keep one of `execute_command` and `read_only_root_filesystem`");
    }
}
