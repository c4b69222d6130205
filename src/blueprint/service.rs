//! `[services.…]`: containers that are kept running.

use indexmap::IndexMap;

use super::decode::OneOf;
use super::health::{ContainerHealthCheck, HealthCheck};
use super::image::Image;
use super::listener::NetworkListener;
use super::parameter::Parameter;
use super::route::Route;
use super::rule::{Egress, EgressChoice, Ingress};
use super::secrets::SecretSource;
use super::section::{choice, section};
use super::target_group::{Algorithm, Stickiness, TargetGroupHealth};

section! {
    /// A container that ECS keeps running on Fargate. With a `port` it is on the load balancer; without, it is a worker.
    ///
    /// Names are 1 to 40 lower-case letters, digits, hyphens and underscores, beginning with a letter.
    pub struct Service {
        /// The container image: as `docker pull` takes it, or the long form.
        image: OneOf<String, Image> {
            default: "required",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.Image",
        }
        /// The port the container listens on.
        port: i64 {
            default: "none: the service is a worker",
            range: "1 to 65535",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.PortMappings.ContainerPort; AWS::ElasticLoadBalancingV2::TargetGroup Port",
        }
        /// What the container speaks on its port, unless a Network Load Balancer is in front of it. HTTP/2 and gRPC want an HTTPS load balancer.
        protocol: Protocol {
            default: "\"http\"",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup ProtocolVersion; AWS::ECS::TaskDefinition ContainerDefinitions.PortMappings.AppProtocol",
        }
        /// The load balancer in front of the service: its name in `[load_balancers]`, or `false` for none.
        load_balancer: OneOf<bool, String> {
            default: "\"default\" with a `port`",
            aws: "AWS::ECS::Service LoadBalancers",
        }
        /// Behind a Network Load Balancer: the ports of it that lead to the service.
        listeners: Vec<NetworkListener> {
            default: "one, for TCP, on the service's `port`",
            range: "one to five",
            aws: "AWS::ElasticLoadBalancingV2::Listener Port",
        }
        /// Behind a Network Load Balancer: whether the container sees the addresses of callers, who cannot then be tasks of the service
        /// itself. What comes by UDP always has them.
        preserve_client_ip: bool {
            default: "false; true for `\"udp\"` and `\"tcp_udp\"`",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// Behind a Network Load Balancer: whether connections of TCP and TLS begin with a header of the proxy protocol, which tells the
        /// caller's address. The container must know it, or it understands nothing.
        proxy_protocol_v2: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// Behind a Network Load Balancer: whether connections to a task end with `deregistration_delay`, whatever the task does.
        connection_termination: bool {
            default: "false; true for `\"udp\"` and `\"tcp_udp\"`",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// The names the service answers to. Without `hosts`, `paths` and `routes` it answers to whatever nobody else takes.
        hosts: Vec<String> {
            default: "none",
            range: "names in the zone of `[domain]`, or any, without records, if there is none but a `certificate`; `*.…` for all names below it, for one level of which the certificate holds",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Conditions; AWS::CertificateManager::Certificate SubjectAlternativeNames; AWS::Route53::RecordSet Name",
        }
        /// The paths the service answers to, of its `hosts` if it has any: `*` stands for any characters, `?` for one.
        paths: Vec<String> {
            default: "every path",
            range: "1 to 128 letters, digits and `_-.$/~\"'@:+&*?`, beginning with `/` or `*`; case matters",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Conditions",
        }
        /// How early its `hosts` and `paths` are asked: the lowest number first. Left out, the more of a name and a path is
        /// written, the earlier: exact names before wildcards, and longer paths before shorter ones (`docs/network.md`).
        priority: i64 {
            default: "made of its name, `hosts` and `paths`",
            range: "1 to 50,000",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Priority",
        }
        /// More requests that go to the service, by name. With `routes` and neither `hosts` nor `paths`, only these do.
        routes: IndexMap<String, Route> { default: "none" }
        /// Who is let through to the service: the name of an entry of `[auth]`, or `false` for everyone.
        auth: OneOf<bool, String> {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::ListenerRule Actions",
        }
        /// CPU of a task, in units of 1/1024 vCPU, or as `"0.5 vCPU"`.
        cpu: OneOf<i64, String> {
            default: "256",
            range: "256, 512, 1024, 2048, 4096, 8192, 16384 or 32768; as text with the unit `vCPU`",
            aws: "AWS::ECS::TaskDefinition Cpu",
        }
        /// Memory of a task, in MiB, or as `"1 GB"`.
        memory: OneOf<i64, String> {
            default: "the least that Fargate allows with `cpu`",
            range: "what Fargate allows with `cpu`; as text with the unit `MB`, `MiB`, `GB` or `GiB`",
            aws: "AWS::ECS::TaskDefinition Memory",
        }
        /// The processor the image is built for.
        architecture: Architecture {
            default: "\"x86_64\"",
            aws: "AWS::ECS::TaskDefinition RuntimePlatform.CpuArchitecture",
        }
        /// Command, instead of the image's.
        command: Vec<String> {
            default: "the image's",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.Command",
        }
        /// Entry point, instead of the image's.
        entry_point: Vec<String> {
            default: "the image's",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.EntryPoint",
        }
        /// User the container runs as, instead of the image's: `user`, `user:group`, `uid` or `uid:gid`.
        user: String {
            default: "the image's",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.User",
        }
        /// Directory the container starts in, instead of the image's.
        working_directory: String {
            default: "the image's",
            range: "begins with `/`",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.WorkingDirectory",
        }
        /// How long the container has to stop before it is killed.
        stop_timeout: String {
            default: "\"30s\"",
            range: "2 s to 120 s",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.StopTimeout",
        }
        /// Environment variables. They can be read in the console: what is secret belongs into `secrets`.
        environment: IndexMap<String, String> {
            default: "none",
            range: "names without `=`",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.Environment",
        }
        /// Environment variables with secret values: a name from `[secrets]`, an ARN, or the long form.
        secrets: IndexMap<String, OneOf<String, SecretSource>> {
            default: "none",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.Secrets",
        }
        /// Whether the container may not write to its own file system.
        read_only_root_filesystem: bool {
            default: "false",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.ReadonlyRootFilesystem",
        }
        /// A health check inside the container.
        container_health_check: ContainerHealthCheck {
            default: "none",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.HealthCheck",
        }
        /// The load balancer's health check: its path, or the long form. That of a Network Load Balancer opens a TCP connection unless
        /// there is a path; behind a listener for `"udp"` it needs a `port` that answers by TCP.
        health_check: OneOf<String, HealthCheck> {
            default: "\"/\"",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup HealthCheckPath",
        }
        /// How long a task that is being stopped keeps the requests it has.
        deregistration_delay: String {
            default: "\"60s\"",
            range: "0 s to 3,600 s",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// Keep each caller on one task, by a cookie of the load balancer: `true` for a day, or how long. Or by a cookie of the
        /// container's own. Behind a Network Load Balancer only `true`: by the caller's address, and not with `"tls"`.
        stickiness: OneOf<bool, OneOf<String, Stickiness>> {
            default: "false",
            range: "1 s to 7 days",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// How long a new task takes to get its full share of requests.
        slow_start: String {
            default: "none",
            range: "30 s to 900 s",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// How the load balancer chooses the task for a request.
        algorithm: Algorithm {
            default: "\"round-robin\"",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// Whether a task that fails more often than the others gets fewer requests. For `algorithm = "weighted-random"`.
        anomaly_mitigation: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// Whether requests go to the tasks of all zones. `false` keeps them in the zone in which the load balancer got them. A Network
        /// Load Balancer says so for all services by its own `cross_zone`, unless this is written.
        cross_zone: bool {
            default: "true",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// How few healthy tasks there may be in a zone.
        target_group_health: TargetGroupHealth {
            default: "one is enough",
            aws: "AWS::ElasticLoadBalancingV2::TargetGroup TargetGroupAttributes",
        }
        /// Logs of the container, in CloudWatch Logs. `false` for none, or how.
        logs: OneOf<bool, Logs> {
            default: "true",
            aws: "AWS::ECS::TaskDefinition ContainerDefinitions.LogConfiguration",
        }
        /// How many tasks run. With `scaling`, how many is its to say.
        desired_count: i64 {
            default: "1; none with `scaling`",
            range: "0 to 5,000",
            aws: "AWS::ECS::Service DesiredCount",
        }
        /// How a new version replaces the old.
        deployment: Deployment { default: "rolling, with rollback" }
        /// Whether ECS moves tasks so that the availability zones stay even.
        availability_zone_rebalancing: bool {
            default: "true",
            aws: "AWS::ECS::Service AvailabilityZoneRebalancing",
        }
        /// Whether the service's tasks run in public subnets with a public address each, wherever the others run: the cheap way to the
        /// internet, for which no NAT gateway is paid. Nothing but the load balancer can reach a task by it.
        public_ip: bool {
            default: "false; true with `placement = \"public\"` in `[network]`",
            aws: "AWS::ECS::Service NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp",
        }
        /// Who may reach the tasks, besides the load balancer: IPv4 and IPv6 ranges, prefix lists (`pl-…`), security groups (`sg-…`)
        /// and other services by their names, all of them on the service's `port`; or the long form. Where `egress` of a service that
        /// is named here says whom it may reach, it may reach this one too: one of the two has to be written.
        ///
        /// A security group has room for 60 rules for IPv4 and as many for IPv6, in which a prefix list counts as many as it can have entries.
        ingress: Vec<OneOf<String, Ingress>> {
            default: "none",
            aws: "AWS::EC2::SecurityGroupIngress GroupId",
        }
        /// Whom the tasks may reach: `"all"`, `"none"`, or a list of IPv4 and IPv6 ranges, prefix lists (`pl-…`) and security groups (`sg-…`), for
        /// TCP on port 443, and services by their names, for their `port`; or the long form. What a service is allowed to reach lets
        /// it in, too. Names are looked up in DNS whatever is written.
        ///
        /// Fargate pulls the image, sends the logs and reads the secrets of a task over the task's own network interface: without a way to
        /// them, no task starts.
        egress: OneOf<EgressChoice, Vec<OneOf<String, Egress>>> {
            default: "\"all\"",
            aws: "AWS::EC2::SecurityGroup SecurityGroupEgress; AWS::EC2::SecurityGroupEgress GroupId",
        }
        /// Security groups that are there already and that the tasks get besides their own: ids, or parameters that they come from.
        /// What any group of a task allows is allowed.
        security_groups: Vec<OneOf<String, Parameter>> {
            default: "none",
            range: "at most 4, of the VPC that the tasks are in",
            aws: "AWS::ECS::Service NetworkConfiguration.AwsvpcConfiguration.SecurityGroups",
        }
        /// Whether ECS Exec may open a shell in the container.
        execute_command: bool {
            default: "false",
            aws: "AWS::ECS::Service EnableExecuteCommand",
        }
        /// What the container may do in AWS: statements of its task role. Left out, nothing.
        permissions: Vec<Permission> {
            default: "none",
            aws: "AWS::IAM::Role Policies",
        }
        /// Let load decide how many tasks run.
        scaling: Scaling {
            default: "none",
            aws: "AWS::ApplicationAutoScaling::ScalableTarget ResourceId",
        }
    }
}

choice! {
    /// What a container speaks on its port.
    pub enum Protocol {
        /// HTTP/1.1
        Http = "http",
        /// HTTP/2
        Http2 = "http2",
        /// gRPC
        Grpc = "grpc",
    }
}

choice! {
    /// The processor an image is built for.
    pub enum Architecture {
        /// Intel and AMD
        X86_64 = "x86_64",
        /// AWS Graviton: about a fifth cheaper
        Arm64 = "arm64",
    }
}

section! {
    /// Logs of a container, in a log group of its own: `/ecs/<stack>/<service>`.
    pub struct Logs {
        /// How long they are kept.
        retention: String {
            default: "\"30d\"",
            range: "a number of days that CloudWatch Logs knows",
            aws: "AWS::Logs::LogGroup RetentionInDays",
        }
    }
}

section! {
    /// A rolling deployment.
    pub struct Deployment {
        /// How many healthy tasks there must be during a deployment, in percent of those wanted.
        minimum_healthy_percent: i64 {
            default: "100",
            range: "0 to 100",
            aws: "AWS::ECS::Service DeploymentConfiguration.MinimumHealthyPercent",
        }
        /// How many tasks there may be during a deployment, in percent of those wanted.
        maximum_percent: i64 {
            default: "200",
            range: "100 to 200, and more than `minimum_healthy_percent`",
            aws: "AWS::ECS::Service DeploymentConfiguration.MaximumPercent",
        }
        /// Whether a deployment whose tasks do not become healthy is given up.
        circuit_breaker: bool {
            default: "true",
            aws: "AWS::ECS::Service DeploymentConfiguration.DeploymentCircuitBreaker.Enable",
        }
        /// Whether a deployment that was given up returns to the version before.
        rollback: bool {
            default: "true",
            aws: "AWS::ECS::Service DeploymentConfiguration.DeploymentCircuitBreaker.Rollback",
        }
    }
}

section! {
    /// A statement of a task role: these actions, on these resources.
    pub struct Permission {
        /// Actions: `s3:GetObject`.
        actions: Vec<String> {
            default: "required",
            range: "`service:Action`, with `*` for a part of the action's name",
            aws: "AWS::IAM::Role Policies",
        }
        /// ARNs of resources.
        resources: Vec<String> {
            default: "required",
            range: "ARNs, or `*`",
            aws: "AWS::IAM::Role Policies",
        }
    }
}

section! {
    /// How many tasks run, by target tracking. At least one of `cpu`, `memory` and `requests` is needed.
    pub struct Scaling {
        /// Fewest tasks.
        min: i64 {
            default: "1",
            range: "0 to 5,000",
            aws: "AWS::ApplicationAutoScaling::ScalableTarget MinCapacity",
        }
        /// Most tasks.
        max: i64 {
            default: "required",
            range: "1 to 5,000, not less than `min`",
            aws: "AWS::ApplicationAutoScaling::ScalableTarget MaxCapacity",
        }
        /// Keep the average CPU use of the tasks near this, in percent.
        cpu: i64 {
            default: "none",
            range: "1 to 100",
            aws: "AWS::ApplicationAutoScaling::ScalingPolicy TargetTrackingScalingPolicyConfiguration.TargetValue",
        }
        /// Keep the average memory use of the tasks near this, in percent.
        memory: i64 {
            default: "none",
            range: "1 to 100",
            aws: "AWS::ApplicationAutoScaling::ScalingPolicy TargetTrackingScalingPolicyConfiguration.TargetValue",
        }
        /// Keep the requests of a minute for each task near this. Only for a service on the load balancer.
        requests: i64 {
            default: "none",
            range: "1 to 1,000,000,000",
            aws: "AWS::ApplicationAutoScaling::ScalingPolicy TargetTrackingScalingPolicyConfiguration.TargetValue",
        }
        /// Wait between two steps down.
        scale_in_cooldown: String {
            default: "\"300s\"",
            range: "0 s to 3,600 s",
            aws: "AWS::ApplicationAutoScaling::ScalingPolicy TargetTrackingScalingPolicyConfiguration.ScaleInCooldown",
        }
        /// Wait between two steps up.
        scale_out_cooldown: String {
            default: "\"60s\"",
            range: "0 s to 3,600 s",
            aws: "AWS::ApplicationAutoScaling::ScalingPolicy TargetTrackingScalingPolicyConfiguration.ScaleOutCooldown",
        }
    }
}
