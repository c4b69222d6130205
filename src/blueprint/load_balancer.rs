//! `[load_balancer]`: what stands between the world and the services.

use indexmap::IndexMap;

use super::action::DefaultAction;
use super::decode::OneOf;
use super::existing_load_balancer::ExistingLoadBalancer;
use super::headers::Headers;
use super::load_balancer_logs::LoadBalancerLogs;
use super::mutual_tls::MutualTls;
use super::parameter::Parameter;
use super::route::LoadBalancerRoute;
use super::rule::Caller;
use super::section::{choice, section};
use super::waf::Waf;

section! {
    /// A load balancer. The one called `default` is in front of every service that has a `port` and names no other.
    ///
    /// There is none where no service is behind it.
    pub struct LoadBalancer {
        /// What it divides: requests, or connections. Another type is another load balancer, with another name in DNS.
        r#type: LoadBalancerType {
            default: "\"application\"",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer Type",
        }
        /// One that exists already, with a listener that others may have rules on too. Nothing of it is changed: beside this stand
        /// only `routes`, `certificate` and `certificates`. It must be in the VPC of `[network.existing]`.
        existing: ExistingLoadBalancer { default: "none: a new one" }
        /// Who can reach it.
        scheme: Scheme {
            default: "\"internet-facing\"",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer Scheme",
        }
        /// Of a Network Load Balancer: whether each of its zones sends to the tasks of all zones. Without it, callers of a zone with no
        /// healthy task find nobody until its address has left DNS; with it, what crosses zones is charged for, about 0.01 USD for each
        /// GB in each direction.
        cross_zone: bool {
            default: "true",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Of a Network Load Balancer for the internet: addresses that stay, one in each zone. `true` for new ones, which are given back
        /// with the stack; or the allocation ids of Elastic IP addresses that are there, or the parameters they come from, one for
        /// each zone. Such a load balancer is another one, with another name in DNS. Public addresses are charged for either way,
        /// about 0.005 USD an hour each.
        elastic_ips: OneOf<bool, Vec<OneOf<String, Parameter>>> {
            default: "false: addresses that AWS chooses, and keeps as long as the load balancer is there",
            range: "`true`, `false`, or a list of `eipalloc-…`",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer SubnetMappings.AllocationId",
        }
        /// By which addresses it is reached. Anything but `"ipv4"` needs subnets with IPv6: `ip = "dualstack"` in `[network]`.
        ip: IpAddressType {
            default: "that of `[network]`",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer IpAddressType",
        }
        /// What it speaks. HTTPS wants names in a `[domain]`, or a `certificate`; plain HTTP must be asked for.
        protocol: ListenerProtocol {
            default: "\"https\"",
            aws: "AWS::ElasticLoadBalancingV2::Listener Protocol",
        }
        /// The ARN of an existing certificate, instead of new ones for the names of all services; or how it is got. Beside `existing`
        /// it is one more certificate of the listener: there, `{}` asks for new ones for the names.
        certificate: OneOf<String, Certificate> {
            default: "a new certificate for the names of each domain, validated through its zone; beside `existing`, none",
            range: "the ARN of an ACM certificate in the stack's region",
            aws: "AWS::ElasticLoadBalancingV2::Listener Certificates",
        }
        /// More existing certificates: a caller gets the one that fits the name it asks for.
        certificates: Vec<OneOf<String, Parameter>> {
            default: "none",
            range: "ARNs of ACM certificates in the stack's region",
            aws: "AWS::ElasticLoadBalancingV2::ListenerCertificate Certificates",
        }
        /// Have callers show certificates of their own.
        mutual_tls: MutualTls {
            default: "none: callers show no certificates",
            aws: "AWS::ElasticLoadBalancingV2::Listener MutualAuthentication",
        }
        /// Security policy of the HTTPS listener: the TLS versions and ciphers it offers.
        tls_policy: String {
            default: "\"ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09\"",
            range: "a policy of AWS that begins at TLS 1.2",
            aws: "AWS::ElasticLoadBalancingV2::Listener SslPolicy",
        }
        /// Who may call it, instead of everybody that `scheme` lets reach it: IPv4 and IPv6 ranges, prefix lists (`pl-…`) and security
        /// groups (`sg-…`), or the long form. They may call on every port it listens on.
        ///
        /// A security group has room for 60 rules for IPv4 and as many for IPv6, in which a prefix list counts as many as it can have
        /// entries, once for each port: that of CloudFront, 55.
        ingress: Vec<OneOf<String, Caller>> {
            default: "the internet; of an internal one, the VPC",
            aws: "AWS::EC2::SecurityGroupIngress GroupId",
        }
        /// Of an Application Load Balancer, as are the fields below but `deletion_protection`, `zonal_shift` and `access_logs`: how long
        /// a connection may be silent.
        idle_timeout: String {
            default: "\"60s\"",
            range: "1 s to 4,000 s",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Whether AWS refuses to delete it, until this is set to `false` and deployed.
        deletion_protection: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// How long a connection of a caller is kept open for further requests.
        client_keep_alive: String {
            default: "\"3600s\"",
            range: "60 s to 604,800 s",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// What becomes of requests that a service could read in another way than the load balancer.
        desync_mitigation_mode: DesyncMitigationMode {
            default: "\"defensive\"",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Whether headers with names that HTTP does not allow are left out of requests: with them, requests can be smuggled past it.
        drop_invalid_header_fields: bool {
            default: "true",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Whether callers may speak HTTP/2.
        http2: bool {
            default: "true",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Whether services get the `Host` header as the caller wrote it, with its port.
        preserve_host_header: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// What becomes of the `X-Forwarded-For` header of a request.
        xff_header_processing: XffHeaderProcessing {
            default: "\"append\"",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Whether `X-Forwarded-For` has the caller's port too.
        xff_client_port: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Whether services are told the TLS version and cipher of the caller, in `x-amzn-tls-version` and `x-amzn-tls-cipher-suite`.
        tls_version_and_cipher_headers: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Whether requests go on to the services while the firewall cannot be asked.
        waf_fail_open: bool {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Whether its traffic can be shifted away from an availability zone, by hand or by AWS. Once written, it stays as it is
        /// until the other word is written.
        zonal_shift: bool {
            default: "as AWS has it: off",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// Capacity units that it has at least, before callers come. They are charged for by the hour, used or not. To end a
        /// reservation, cancel it by hand (`aws elbv2 modify-capacity-reservation --reset-capacity-reservation`) once this is left out.
        minimum_capacity: i64 {
            default: "none",
            range: "1 to 1,000,000",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer MinimumLoadBalancerCapacity",
        }
        /// Headers of responses.
        headers: Headers { default: "none added, and no `Server` header of its own" }
        /// A line for every request, every five minutes; of a Network Load Balancer, for every TLS connection. `true`, or where.
        access_logs: OneOf<bool, LoadBalancerLogs> {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// A line for every connection: its TLS handshake, and why it failed. `true`, or where.
        connection_logs: OneOf<bool, LoadBalancerLogs> {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// A line for every health check of a task, and why it failed. `true`, or where.
        health_check_logs: OneOf<bool, LoadBalancerLogs> {
            default: "false",
            aws: "AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
        }
        /// A web application firewall in front of it. `true`, or how. It is charged for.
        waf: OneOf<bool, Waf> {
            default: "false",
            aws: "AWS::WAFv2::WebACLAssociation WebACLArn",
        }
        /// What becomes of requests that no service and no route takes: the name of the service that gets them, or the long form.
        default: OneOf<String, DefaultAction> {
            default: "404, \"Not found\"",
            aws: "AWS::ElasticLoadBalancingV2::Listener DefaultActions",
        }
        /// Requests that belong to no service, by name: redirected, answered, or divided among services.
        routes: IndexMap<String, LoadBalancerRoute> { default: "none" }
    }
}

choice! {
    /// What a load balancer divides.
    pub enum LoadBalancerType {
        /// requests of HTTP, by their names and paths: an Application Load Balancer
        Application = "application",
        /// connections of TCP, TLS and UDP, by their ports: a Network Load Balancer
        Network = "network",
    }
}

choice! {
    /// Who can reach the load balancer.
    pub enum Scheme {
        /// the internet
        InternetFacing = "internet-facing",
        /// only what is in the VPC
        Internal = "internal",
    }
}

choice! {
    /// What becomes of requests that a service could read in another way than the load balancer.
    pub enum DesyncMitigationMode {
        /// all are let through, and counted
        Monitor = "monitor",
        /// those that are dangerous are refused
        Defensive = "defensive",
        /// those that do not keep to RFC 7230 are refused
        Strictest = "strictest",
    }
}

choice! {
    /// What becomes of the `X-Forwarded-For` header of a request.
    pub enum XffHeaderProcessing {
        /// the caller's address is put behind what it says
        Append = "append",
        /// it stays as the caller wrote it
        Preserve = "preserve",
        /// it is left out
        Remove = "remove",
    }
}

choice! {
    /// What the load balancer speaks to its callers.
    pub enum ListenerProtocol {
        /// HTTPS on 443; HTTP on 80 redirects to it
        Https = "https",
        /// plain HTTP on 80: nothing is encrypted
        Http = "http",
    }
}

section! {
    /// An existing certificate whose ARN is given at the deploy, or what new certificates are like.
    pub struct Certificate {
        /// Name of the stack parameter that takes the ARN of an existing certificate, so that one template serves several regions.
        parameter: String {
            default: "none: new certificates",
            range: "1 to 64 letters and digits, beginning with a letter",
            aws: "AWS::ElasticLoadBalancingV2::Listener Certificates",
        }
        /// Names of new certificates besides those of the services. They get no records.
        names: Vec<String> {
            default: "none",
            range: "domain names; `*.…` for all names on the next level",
            aws: "AWS::CertificateManager::Certificate SubjectAlternativeNames",
        }
        /// Key of new certificates. Another one makes new certificates.
        key_algorithm: KeyAlgorithm {
            default: "\"RSA_2048\"",
            aws: "AWS::CertificateManager::Certificate KeyAlgorithm",
        }
        /// ARN of a certificate authority of AWS Private CA, or the parameter it comes from. It then issues one new certificate for
        /// all names, without any proof of them. Its key must be of the family of `key_algorithm`. Callers have to trust it.
        private_ca: OneOf<String, Parameter> {
            default: "none: Amazon issues the certificates, which everybody trusts",
            range: "the ARN of a certificate authority in the stack's region",
            aws: "AWS::CertificateManager::Certificate CertificateAuthorityArn",
        }
        /// Whether new certificates are written into public logs. Browsers do not trust one that is not.
        transparency_logging: bool {
            default: "true",
            aws: "AWS::CertificateManager::Certificate CertificateTransparencyLoggingPreference",
        }
    }
}

choice! {
    /// Key of a certificate: those that ACM issues, and an Application Load Balancer takes.
    pub enum KeyAlgorithm {
        /// RSA with 2,048 bits, which every caller knows
        Rsa2048 = "RSA_2048",
        /// the elliptic curve P-256, which takes less time
        EcPrime256v1 = "EC_prime256v1",
        /// the elliptic curve P-384
        EcSecp384r1 = "EC_secp384r1",
    }
}

choice! {
    /// By which addresses a load balancer is reached.
    pub enum IpAddressType {
        /// IPv4
        Ipv4 = "ipv4",
        /// IPv4 and IPv6
        Dualstack = "dualstack",
        /// IPv6; only an internet-facing one, which then pays for no public IPv4 address, and has none for who cannot speak IPv6
        DualstackWithoutPublicIpv4 = "dualstack-without-public-ipv4",
    }
}
