//! `[cloudfront]`: what it offers, which names it has, and what must be so of what is behind it.

mod cached;

use indexmap::IndexMap;

use crate::app::App;
use crate::app::countries::{self, Countries, Lists};
use crate::app::domain::{Domain, HostName, ZoneOrigin};
use crate::app::domains::Domains;
use crate::app::load_balancer::{
    Certificate, Issuer, Listener, LoadBalancer, check_names, in_order,
};
use crate::app::name_routing::Routing;
use crate::app::plural::DEFAULT;
use crate::app::service::Service;
use crate::blueprint::{self, Blueprint, IpAddressType, PriceClass, Protocol, Scheme, ViewerTls};
use crate::diagnostic::{Diagnostics, Path};

/// CloudFront in front of the default load balancer.
#[derive(Clone, Debug)]
pub struct CloudFront {
    /// Its names, at least one; the first has at most 64 characters.
    pub names: Vec<HostName>,
    /// Where it answers from.
    pub price_class: PriceClass,
    /// The TLS versions and ciphers it offers.
    pub minimum_protocol_version: ViewerTls,
    /// Patterns of the paths whose answers it keeps, in the order in which they are tried.
    pub cache: Vec<String>,
    /// Whether it adds security headers.
    pub security_headers: bool,
    /// Countries it answers to, if not to all.
    pub countries: Option<Countries>,
}

impl App {
    /// Whether CloudFront is in front of a load balancer.
    pub fn is_behind_cloudfront(&self, load_balancer: &LoadBalancer) -> bool {
        self.cloudfront.is_some() && load_balancer.name.is_none()
    }
}

/// Resolves `[cloudfront]`, and makes the load balancer behind it internal.
pub(in crate::app) fn resolve(
    blueprint: &Blueprint,
    domains: &Domains,
    load_balancer: Option<&mut LoadBalancer>,
    services: &IndexMap<String, Service>,
    out: &mut Diagnostics,
) -> Option<CloudFront> {
    let written = blueprint.cloudfront.as_ref()?;
    let at = Path::of("cloudfront");
    let Some(load_balancer) = load_balancer else {
        if !out.has_errors() {
            out.error(
                &at,
                "there is nothing behind CloudFront: no service has a `port`",
            )
            .help("write the port a container listens on into its service, or leave this out");
        }
        return None;
    };
    if load_balancer.is_network() {
        out.error(
            &load_balancer.at.key("type"),
            "CloudFront needs an Application Load Balancer behind it",
        )
        .help("leave `[cloudfront]` out, or give the Network Load Balancer a name of its own, as `[load_balancers.tcp]`");
        return None;
    }
    if !load_balancer.is_new() {
        out.error_at_key(&at, "CloudFront is put in front of a new load balancer only")
            .help(format!(
                "leave out `[{at}]` or `{}.existing`: behind it, nobody else may call the load balancer",
                load_balancer.at
            ));
        return None;
    }
    behind(blueprint, load_balancer, services, &at, out);
    check_domains(blueprint, load_balancer, domains, out);
    cached::check(
        written.cache.as_deref().unwrap_or_default(),
        load_balancer,
        out,
    );
    load_balancer.scheme = Scheme::Internal;
    load_balancer.ip = IpAddressType::Ipv4;
    Some(CloudFront {
        names: names(load_balancer, domains, &at, out),
        price_class: written.price_class.unwrap_or(PriceClass::All),
        minimum_protocol_version: written
            .minimum_protocol_version
            .unwrap_or(ViewerTls::Tls12From2021),
        cache: cache(written.cache.as_deref().unwrap_or_default(), &at, out),
        security_headers: written.security_headers.unwrap_or(false),
        countries: written
            .geo_restriction
            .as_ref()
            .and_then(|it| countries(it, &at.key("geo_restriction"), out)),
    })
}

/// Checks what CloudFront is put in front of.
fn behind(
    blueprint: &Blueprint,
    load_balancer: &LoadBalancer,
    services: &IndexMap<String, Service>,
    at: &Path,
    out: &mut Diagnostics,
) {
    let balancer = &load_balancer.at;
    let written = blueprint.load_balancer.as_ref().or_else(|| {
        let several = blueprint.load_balancers.as_ref()?;
        several.get(DEFAULT)
    });
    if written.and_then(|it| it.scheme) == Some(Scheme::InternetFacing) {
        out.error(
            &balancer.key("scheme"),
            "behind CloudFront the load balancer is internal",
        )
        .help("leave `scheme` out; whoever could call it would go past CloudFront");
    }
    if written.is_some_and(|it| it.ip.is_some()) {
        // CloudFront developer guide, "Restrict access with VPC origins".
        out.error(
            &balancer.key("ip"),
            "CloudFront reaches the load balancer by IPv4",
        )
        .help("leave `ip` out: CloudFront itself answers by IPv6 too");
    }
    if written.is_some_and(|it| it.ingress.is_some()) {
        out.error(
            &balancer.key("ingress"),
            "behind CloudFront nobody else may call the load balancer",
        )
        .help("leave `ingress` out; `cloudfront.geo_restriction` says which countries may call");
    }
    if matches!(load_balancer.listener, Listener::Http) {
        out.error(
            &balancer.key("protocol"),
            "behind CloudFront the load balancer speaks HTTPS",
        )
        .help("leave `protocol` out, and write `[domain]` and `hosts`");
    }
    if let Listener::Https { certificates, .. } = &load_balancer.listener
        && certificates.iter().any(is_private)
    {
        // CloudFront developer guide, "Requirements for using SSL/TLS certificates with CloudFront".
        out.error_at_key(
            &balancer.key("certificate").key("private_ca"),
            "CloudFront does not trust a private authority",
        )
        .help("leave `private_ca` out");
    }
    if written.is_some_and(|it| it.mutual_tls.is_some()) {
        out.error(
            &balancer.key("mutual_tls"),
            "behind CloudFront the load balancer does not see the certificates of the callers",
        )
        .help("leave `mutual_tls` or `[cloudfront]` out");
    }
    if load_balancer.waf.is_some() {
        // AWS WAF developer guide, "Rate-based rule statement": the address is that of the connection.
        out.error(
            &balancer.key("waf"),
            "behind CloudFront the firewall would take CloudFront's addresses for those of the callers",
        )
        .help("leave `waf` or `[cloudfront]` out");
    }
    for (name, service) in services {
        let endpoint = service.endpoint.as_ref();
        let endpoint = endpoint.filter(|endpoint| endpoint.load_balancer == DEFAULT);
        if endpoint.is_some_and(|endpoint| endpoint.protocol == Protocol::Grpc) {
            let path = Path::of("services").key(name.clone()).key("protocol");
            // CloudFront developer guide, "Restrict access with VPC origins".
            out.error(
                &path,
                "CloudFront takes no gRPC to an internal load balancer",
            )
            .help(format!(
                "take `{name}` out of this app, or leave `[{at}]` out"
            ));
        }
    }
}

fn is_private(certificate: &Certificate) -> bool {
    matches!(certificate, Certificate::New(new) if matches!(new.issuer, Issuer::PrivateCa(_)))
}

/// Checks the domains that the names are in.
fn check_domains(
    blueprint: &Blueprint,
    load_balancer: &LoadBalancer,
    domains: &Domains,
    out: &mut Diagnostics,
) {
    let mut homes: Vec<&Domain> = Vec::new();
    for name in &load_balancer.names {
        let of_name = domains.of(&name.host, false);
        if let Some(private) = of_name.iter().find(|domain| domain.is_private) {
            // Route 53 API, "AliasTarget"; and what asks a private zone asks no public one of the same name.
            out.error(
                &name.at,
                format!("`{}` is in the private zone of `{}`, from which nothing can point to CloudFront", name.host, private.at),
            )
            .help("leave the private domain or `[cloudfront]` out, or put the name behind another load balancer");
        } else {
            let is_new = |domain: &&Domain| !homes.iter().any(|home| home.at == domain.at);
            let new: Vec<&Domain> = of_name.into_iter().filter(is_new).collect();
            homes.extend(new);
        }
    }
    for domain in &homes {
        check_domain(blueprint, domain, out);
    }
    let elsewhere = homes.iter().find(|domain| !domain.is_writable());
    if let Some(elsewhere) = elsewhere
        && homes.iter().any(|domain| domain.is_writable())
    {
        out.error(
            &elsewhere.at.key("records"),
            "CloudFront has one certificate, and the stack would prove some of its names but not these",
        )
        .help("leave `records` out, or put the names of the other domains behind another load balancer");
    }
}

fn check_domain(blueprint: &Blueprint, domain: &Domain, out: &mut Diagnostics) {
    let at = &domain.at;
    if domain.routing != Routing::Simple {
        out.error(
            &at.key("routing"),
            "there is one distribution for the whole world, so there is nothing to route between",
        )
        .help("leave `routing` or `[cloudfront]` out");
    }
    if matches!(domain.origin, ZoneOrigin::New { .. }) {
        out.error(
            &at.key("create"),
            "the certificate of CloudFront is proven before the zone is there, which is of a later stack",
        )
        .help("create the zone apart from this app, and leave `create` out");
    }
    if written(blueprint, domain).and_then(|it| it.evaluate_target_health) == Some(true) {
        // Route 53 API, "AliasTarget".
        out.error(
            &at.key("evaluate_target_health"),
            "Route 53 cannot evaluate the health of CloudFront",
        )
        .help("leave it out");
    }
}

/// A domain as it is written.
fn written<'a>(blueprint: &'a Blueprint, domain: &Domain) -> Option<&'a blueprint::Domain> {
    let several = blueprint.domains.as_ref();
    match &domain.name {
        Some(name) => several?.get(name),
        None => blueprint.domain.as_ref().or_else(|| several?.get(DEFAULT)),
    }
}

fn names(
    load_balancer: &LoadBalancer,
    domains: &Domains,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<HostName> {
    let Listener::Https { certificates, .. } = &load_balancer.listener else {
        return Vec::new();
    };
    let mut new = certificates
        .iter()
        .filter_map(|certificate| match certificate {
            Certificate::New(new) => Some(new),
            Certificate::Existing { .. } => None,
        });
    let names = load_balancer.names.iter().map(|name| name.host.clone());
    let names: Vec<HostName> = names.collect();
    // What a new certificate of the load balancer lacks has been said.
    let is_existing = matches!(certificates.first(), Some(Certificate::Existing { .. }));
    if domains.is_empty() {
        if is_existing && !domains.is_unread() {
            out.error(at, "CloudFront needs names, and a zone to prove them in")
                .help("write `[domain]` with its `zone`, and `hosts` in the services");
        }
        return Vec::new();
    }
    if is_existing && names.is_empty() {
        out.error(at, "CloudFront needs names")
            .help("write `hosts` in a service");
    }
    let is_checked = new.any(|new| names.iter().all(|name| new.names.contains(name)));
    if !is_checked {
        check_names(&names, at, out);
    }
    in_order(names)
}

fn cache(written: &[String], section: &Path, out: &mut Diagnostics) -> Vec<String> {
    let at = section.key("cache");
    // "Quotas" in the CloudFront developer guide: cache behaviors per distribution, of which one is for all other paths.
    const MOST: usize = 74;
    if written.len() > MOST {
        out.warning(&at, format!("there are {} paths", written.len()))
            .help(format!(
                "an account begins with {MOST}: use `*`, or have the quota \"Cache behaviors per distribution\" raised"
            ));
    }
    for (i, path) in written.iter().enumerate() {
        let at = at.index(i);
        if let Some(problem) = problem(path) {
            let message = format!("`{}` cannot be a path: {problem}", path.escape_debug());
            out.error(&at, message).help("write it as `\"/static/*\"`");
        } else if written[..i].contains(path) {
            out.error(&at, format!("`{path}` is listed twice"))
                .help("leave one of them out");
        }
    }
    written.to_vec()
}

/// What is wrong with a pattern of paths, if anything is (CloudFront developer guide, "Cache behavior settings", path pattern).
fn problem(path: &str) -> Option<&'static str> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "_-.*$/~\"'@:+&?".contains(c);
    if !path.starts_with(['/', '*']) {
        Some("it does not begin with `/` or `*`")
    } else if path.len() > 255 {
        Some("it has more than 255 characters")
    } else if !path.chars().all(is_allowed) {
        Some("it has characters that CloudFront does not take")
    } else {
        None
    }
}

fn countries(
    written: &blueprint::GeoRestriction,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Countries> {
    let lists = Lists {
        only: ("allow", written.allow.as_deref()),
        all_but: ("deny", written.deny.as_deref()),
        more: &[],
    };
    countries::resolve(&lists, at, out)
}
