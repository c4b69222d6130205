//! The app: what will be built. Every default decided, every name resolved, every limit checked.
//!
//! [`resolve`] reports everything it finds about any field. What only a whole stack shows, names that collide and limits of
//! CloudFormation, is left to [`crate::check`].
//! One file a section of the blueprint. Nothing here reads files or knows CloudFormation.

mod arn;
mod auth;
mod cloudfront;
mod cluster;
mod connection;
mod count;
mod countries;
mod deployment;
mod domain;
mod domains;
mod egress;
mod endpoint;
mod fargate;
mod flow_logs;
mod foreign;
mod health;
mod hosts;
mod identifier;
mod image;
mod ingress;
mod load_balancer;
mod log_bucket;
mod name;
mod name_routing;
mod network;
mod network_endpoint;
mod parameter;
mod peer;
mod permission;
mod plain_secret;
mod plural;
mod quantity;
mod route;
mod rule;
mod s3_object;
mod secrets;
mod service;
mod tags;
mod target_group;
mod terraform;

pub use auth::{Auth, AuthKind, Claim, Cognito, Entry, Jwt, Oidc, Session, UserPool};
pub use cloudfront::CloudFront;
pub use connection::Connection;
pub use count::{Count, Scaling};
pub use countries::Countries;
pub use deployment::Deployment;
pub use domain::{Domain, HostName, ZoneOrigin};
pub use domains::Domains;
pub use egress::Egress;
pub use endpoint::{Endpoint, Port};
pub use flow_logs::FlowLogs;
pub use health::{ContainerHealthCheck, HealthCheck};
pub use image::{EcrRepository, Image, ImageVersion};
pub use load_balancer::{
    Addresses, Attributes, Caller, Certificate, Default as DefaultAction, ElasticIps,
    ExistingListener, Headers, Issuer, Listener, LoadBalancer, LogDestination, LogKind, Logs,
    MOST_ATTRIBUTES, ManagedGroup, MutualTls, Name, NetworkListeners, NewCertificate, Owner,
    RateLimit, ResponseHeader, Rule as ListenerRule, Tls, TrustStore, Verify, Waf, WebAcl,
};
pub use name_routing::{Location, NameHealthCheck, Routing};
pub use network::{
    EndpointKind, ExistingVpc, Network, NewVpc, Placement, SecondaryCidr, Subnets, Tier, Vpc,
    VpcEndpoint,
};
pub use network_endpoint::{NetworkEndpoint, NetworkListener};
pub use parameter::Given;
pub use peer::Peer;
pub use permission::Permission;
pub use plural::DEFAULT;
pub use route::action::{Action, Redirect, Respond};
pub use route::conditions::Conditions;
pub use route::rewrite::{Replacement, Rewrite};
pub use rule::{Ports, Rule};
pub use s3_object::S3Object;
pub use secrets::{Secret, SecretOrigin, SecretReference, SecretValue, has_secret_suffix};
pub use service::{Container, Service};
pub use target_group::{HealthyTargets, Stickiness, TargetGroup};
pub use terraform::{Backend, Provider, S3Backend, Terraform};

pub use crate::blueprint::{
    Algorithm, Architecture, ClaimFormat, DesyncMitigationMode, FailoverRole, FlowLogDestination,
    FlowLogTraffic, Insights, Ip, IpAddressType, KeyAlgorithm, ManagedRules, Mfa, Nat,
    NetworkProtocol, OnUnauthenticated, PriceClass, Protocol, Scheme, Transport, ViewerTls,
    XffHeaderProcessing,
};

use indexmap::IndexMap;

use crate::blueprint::{self, Blueprint};
use crate::diagnostic::{Diagnostics, Path};

/// What will be built.
#[derive(Clone, Debug)]
pub struct App {
    /// Its name: 1 to 40 characters of `[a-z0-9-]`.
    pub name: String,
    /// What it is, in a sentence.
    pub description: Option<String>,
    /// Tags of every resource.
    pub tags: IndexMap<String, String>,
    /// The network.
    pub network: Network,
    /// Flow logs of the VPC, if there are any.
    pub flow_logs: Option<FlowLogs>,
    /// The hosted zones its names are in.
    pub domains: Domains,
    /// The load balancers, by name: those that services are behind.
    pub load_balancers: IndexMap<String, LoadBalancer>,
    /// Ways to make sure who is calling, by name: those that rules name.
    pub auth: IndexMap<String, Auth>,
    /// CloudFront in front of the default one, if there is to be.
    pub cloudfront: Option<CloudFront>,
    /// What Container Insights collects.
    pub insights: Insights,
    /// Secrets by name.
    pub secrets: IndexMap<String, Secret>,
    /// Services by name; at least one.
    pub services: IndexMap<String, Service>,
    /// Which services may reach which.
    pub connections: Vec<Connection>,
    /// What is settled of Terraform itself.
    pub terraform: Terraform,
}

impl App {
    /// An entry of `[auth]` that is in force on a load balancer, if there is any: its place in the blueprint.
    pub fn auth_of(&self, load_balancer: &LoadBalancer) -> Option<&Path> {
        let entry = load_balancer
            .rules
            .iter()
            .find_map(|rule| rule.auth.as_ref())?;
        Some(&self.auth.get(&entry.name)?.at)
    }
}

/// What a service can refer to.
struct Surroundings<'a> {
    /// Name of the app.
    name: &'a str,
    network: Option<&'a blueprint::Network>,
    domains: &'a Domains,
    secrets: &'a IndexMap<String, Secret>,
    /// Names of the load balancers that are written.
    load_balancers: Vec<&'a str>,
    /// Names of the entries of `[auth]`.
    auth: Vec<&'a str>,
    /// Names of those that are Network Load Balancers.
    network_load_balancers: Vec<&'a str>,
    /// The services, as they are written.
    services: &'a IndexMap<String, blueprint::Service>,
}

impl<'a> Surroundings<'a> {
    /// Whether a load balancer divides connections, not requests.
    fn is_network(&self, load_balancer: &str) -> bool {
        self.network_load_balancers.contains(&load_balancer)
    }

    fn service_names(&self) -> Vec<&'a str> {
        self.services.keys().map(String::as_str).collect()
    }
}

/// Decides everything the blueprint leaves open and checks everything it says. `None` if anything is wrong.
pub fn resolve(blueprint: &Blueprint, out: &mut Diagnostics) -> Option<App> {
    let root = Path::root();
    let name = name::app(blueprint.name.as_deref(), out);
    let domains = domains::resolve(blueprint, out);
    let secrets = secrets::resolve(blueprint.secrets.as_ref(), &name, out);
    let load_balancers = load_balancer::written(blueprint, out);
    let no_services = IndexMap::new();
    let surroundings = Surroundings {
        name: &name,
        network: blueprint.network.as_ref(),
        domains: &domains,
        secrets: &secrets,
        load_balancers: load_balancers.iter().map(|part| part.name).collect(),
        auth: blueprint
            .auth
            .iter()
            .flatten()
            .map(|(name, _)| name.as_str())
            .collect(),
        network_load_balancers: load_balancer::network_names(&load_balancers),
        services: blueprint.services.as_ref().unwrap_or(&no_services),
    };
    let services = services(blueprint, &surroundings, out);
    let mut load_balancers = load_balancer::resolve(&load_balancers, &surroundings, &services, out);
    let cloudfront = cloudfront::resolve(
        blueprint,
        &domains,
        load_balancers.get_mut(DEFAULT),
        &services,
        out,
    );
    load_balancer::check_records(&load_balancers, &domains, out);
    let new = load_balancers.values().filter(|it| it.is_new());
    let schemes: Vec<Scheme> = new.map(|it| it.scheme).collect();
    let network = network::resolve(blueprint.network.as_ref(), &services, &schemes, out);
    let around = auth::Around {
        app: &name,
        secrets: &secrets,
        load_balancers: &load_balancers,
        network: &network,
    };
    let auth = auth::resolve(blueprint.auth.as_ref(), &around, out);
    load_balancer::check_addresses(&load_balancers, &network, out);
    egress::check_start(&services, &network, out);
    foreign::check(&network, &services, &load_balancers, out);
    let app = App {
        description: description(blueprint, &name, out),
        tags: tags::resolve(blueprint.tags.as_ref(), &root.key("tags"), out),
        network,
        flow_logs: flow_logs::resolve(blueprint.network.as_ref(), out),
        load_balancers,
        auth,
        cloudfront,
        insights: cluster::resolve(blueprint.cluster.as_ref()),
        connections: connection::between(&services),
        terraform: terraform::resolve(blueprint.terraform.as_ref(), &name, out),
        name,
        domains,
        secrets,
        services,
    };
    (!out.has_errors()).then_some(app)
}

fn description(blueprint: &Blueprint, name: &str, out: &mut Diagnostics) -> Option<String> {
    // CloudFormation, "CloudFormation quotas": a template's description has at most 1,024 bytes; ours begins with the name.
    let limit = 1024 - name.len().min(1000) - ": ".len();
    let description = blueprint.description.clone()?;
    if description.len() > limit {
        let message = format!("`description` has {} bytes", description.len());
        out.error(&Path::of("description"), message)
            .help(format!("beside the app's name there is room for {limit}"));
    }
    Some(description)
}

fn services(
    blueprint: &Blueprint,
    surroundings: &Surroundings<'_>,
    out: &mut Diagnostics,
) -> IndexMap<String, Service> {
    let at = Path::of("services");
    let Some(written) = blueprint.services.as_ref().filter(|s| !s.is_empty()) else {
        let is_unread = blueprint.services.is_some() && out.has_errors();
        if !is_unread {
            out.missing(&Path::root(), "services", "[services.web]");
        }
        return IndexMap::new();
    };
    name::distinct(written.keys(), &at, out);
    written
        .iter()
        .map(|(name, service)| {
            let at = at.key(name.clone());
            (
                name.clone(),
                service::resolve(name, service, surroundings, &at, out),
            )
        })
        .collect()
}
