//! The task definition of a service.

use indexmap::IndexSet;

use super::scope::Scope;
use super::secrets::Secrets;
use crate::app::{
    Architecture, Container, EcrRepository, Image, ImageVersion, NetworkEndpoint, Protocol, Service,
};
use crate::catalog::ecs;
use crate::model::{
    Handle, IfGiven, LogicalId, Map, Origin, Parameter, ParameterType, Pseudo, Resource, Stack,
    Value, props,
};

/// What a task definition refers to.
pub(super) struct Needs<'a> {
    pub(super) log_group: Option<&'a Handle>,
    pub(super) execution_role: Option<&'a Handle>,
    pub(super) task_role: &'a Handle,
    pub(super) secrets: &'a Secrets,
}

pub(super) fn lower(scope: &Scope<'_>, needs: &Needs<'_>, stack: &mut Stack) -> Handle {
    let service = scope.service;
    let image = image(scope, stack);
    let architecture = match service.architecture {
        Architecture::X86_64 => "X86_64",
        Architecture::Arm64 => "ARM64",
    };
    // Without a family, every change would begin a new one.
    let family = Value::concat([
        Pseudo::StackName.into(),
        "-".into(),
        service.name.clone().into(),
    ]);
    stack.add(Resource::new(
        scope.id("TaskDefinition"),
        &ecs::TASK_DEFINITION,
        Origin::new(
            scope.at.clone(),
            "what a task is made of; every change is a new revision, and a deployment",
        ),
        props! {
            "Family": family,
            "RequiresCompatibilities": ["FARGATE"],
            "NetworkMode": "awsvpc",
            "Cpu": service.cpu.to_string(),
            "Memory": service.memory.to_string(),
            "RuntimePlatform": props! {
                "CpuArchitecture": architecture,
                "OperatingSystemFamily": "LINUX",
            },
            "ExecutionRoleArn" ?: needs.execution_role.map(Handle::arn),
            "TaskRoleArn": needs.task_role.arn(),
            "ContainerDefinitions": [container(service, image, needs)],
        },
    ))
}

fn container(service: &Service, image: Value, needs: &Needs<'_>) -> Map {
    let container = &service.container;
    let credentials = container.image.credentials.as_ref().map(|reference| {
        props! { "CredentialsParameter": needs.secrets.arn(&reference.value) }
    });
    props! {
        "Name": service.name.clone(),
        "Image": image,
        "RepositoryCredentials" ?: credentials,
        "Essential": true,
        "PortMappings" ?: port_mappings(service),
        "EntryPoint" ?: container.entry_point.clone(),
        "Command" ?: container.command.clone(),
        "User" ?: container.user.clone(),
        "WorkingDirectory" ?: container.working_directory.clone(),
        "ReadonlyRootFilesystem" ?: container.read_only_root_filesystem.then_some(true),
        // Reaps what ECS Exec leaves behind (ECS developer guide, "ECS Exec", best practices).
        "LinuxParameters" ?: service.execute_command.then(|| props! { "InitProcessEnabled": true }),
        "StopTimeout": container.stop_timeout,
        "Environment" ?: environment(container),
        "Secrets" ?: secrets(container, needs.secrets),
        "HealthCheck" ?: health_check(container),
        "LogConfiguration" ?: needs.log_group.map(|group| log_configuration(group, service)),
    }
}

fn port_mappings(service: &Service) -> Option<Vec<Map>> {
    let port = service.port?;
    if let Some(endpoint) = &service.network_endpoint {
        return Some(network_port_mappings(&service.name, port.number, endpoint));
    }
    let protocol = match port.protocol {
        Protocol::Http => "http",
        Protocol::Http2 => "http2",
        Protocol::Grpc => "grpc",
    };
    Some(vec![props! {
        "Name": service.name.clone(),
        "ContainerPort": port.number,
        "Protocol": "tcp",
        "AppProtocol": protocol,
    }])
}

/// Each port once: ECS attaches a target group to a port, and refuses one that is mapped twice. In a network of its own, a task is
/// reached by whatever its security groups allow, so what comes by TCP and UDP is mapped for TCP.
fn network_port_mappings(name: &str, own: i64, endpoint: &NetworkEndpoint) -> Vec<Map> {
    let by_udp = |port: i64| {
        let mut listeners = endpoint.listeners.iter();
        listeners.any(|it| it.container_port == port && !it.has_tcp())
    };
    let led_to = endpoint.listeners.iter().map(|it| it.container_port);
    let ports: IndexSet<i64> = std::iter::once(own).chain(led_to).collect();
    let mapping = |port: i64| {
        let name = match port == own {
            true => name.to_owned(),
            false => format!("{name}-{port}"),
        };
        props! {
            "Name": name,
            "ContainerPort": port,
            "Protocol": if by_udp(port) { "udp" } else { "tcp" },
        }
    };
    ports.into_iter().map(mapping).collect()
}

fn environment(container: &Container) -> Option<Vec<Map>> {
    let variables: Vec<Map> = container
        .environment
        .iter()
        .map(|(name, value)| props! { "Name": name.clone(), "Value": value.clone() })
        .collect();
    (!variables.is_empty()).then_some(variables)
}

fn secrets(container: &Container, secrets: &Secrets) -> Option<Vec<Map>> {
    let variables: Vec<Map> = container
        .secrets
        .iter()
        .map(|(name, reference)| {
            props! { "Name": name.clone(), "ValueFrom": secrets.value_from(reference) }
        })
        .collect();
    (!variables.is_empty()).then_some(variables)
}

fn health_check(container: &Container) -> Option<Map> {
    let check = container.health_check.as_ref()?;
    Some(props! {
        "Command": check.command.clone(),
        "Interval": check.interval,
        "Timeout": check.timeout,
        "Retries": check.retries,
        // ECS takes 0 for none.
        "StartPeriod" ?: (check.start_period > 0).then_some(check.start_period),
    })
}

fn log_configuration(group: &Handle, service: &Service) -> Map {
    props! {
        "LogDriver": "awslogs",
        "Options": props! {
            "awslogs-group": group.name(),
            "awslogs-region": Pseudo::Region,
            "awslogs-stream-prefix": service.name.clone(),
        },
    }
}

/// The image: the blueprint's, or, if its tag was given at the deploy, that one.
///
/// The tag stands in the template and not in the parameter's default: `aws cloudformation deploy` keeps the value a parameter
/// had, so a new default would be overlooked.
fn image(scope: &Scope<'_>, stack: &mut Stack) -> Value {
    let image = &scope.service.container.image;
    let tag = match &image.version {
        ImageVersion::Digest(digest) => return image_at(image, "@", digest.clone().into()),
        ImageVersion::Tag(tag) => tag,
    };
    let parameter = stack.add_parameter(Parameter {
        id: LogicalId::new(scope.id("ImageTag")),
        kind: ParameterType::String,
        description: format!(
            "Tag of the image of {} to run instead of {tag}; empty for that one",
            scope.service.name
        ),
        default: Some(""),
        pattern: Some((
            "([a-zA-Z0-9_][a-zA-Z0-9._-]{0,127})?",
            "a tag of an image: up to 128 letters, digits and . _ -",
        )),
        origin: Origin::new(
            scope.at.key("image"),
            "lets a release change the image, and nothing else",
        ),
    });
    Value::IfGiven(Box::new(IfGiven {
        given: image_at(image, ":", Value::Parameter(parameter.clone())),
        empty: image_at(image, ":", tag.clone().into()),
        parameter,
    }))
}

fn image_at(image: &Image, separator: &'static str, version: Value) -> Value {
    match image.ecr {
        Some(EcrRepository::Own) => Value::concat([
            Pseudo::AccountId.into(),
            ".dkr.ecr.".into(),
            Pseudo::Region.into(),
            ".".into(),
            Pseudo::UrlSuffix.into(),
            "/".into(),
            image.name.clone().into(),
            separator.into(),
            version,
        ]),
        _ => Value::concat([image.name.clone().into(), separator.into(), version]),
    }
}
