//! Fields that no naughty text fits, or hardly any: a few words, durations, ARNs, names of things that are declared elsewhere.

use super::slots::{Sheet, none};
use crate::pipeline::is_kept_by_terraform;

pub const SHEET: Sheet = Sheet {
    base: &[
        r#"name = "naughty""#,
        r#"domain.zone = "example.com""#,
        r#"load_balancer.certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a""#,
        "secrets.plain.generate = true",
        r#"secrets.there.existing = "there""#,
        r#"services.web.image = "nginx:1.29""#,
        "services.web.port = 80",
        "services.web.public_ip = true",
        r#"services.web.hosts = ["www.example.com"]"#,
        "services.web.scaling.max = 2",
        "services.web.scaling.cpu = 50",
        r#"services.web.container_health_check.command = "a""#,
        r#"services.other.image.uri = "nginx:1.29""#,
        "services.other.public_ip = true",
        r#"services.private.image.uri = "nginx:1.29""#,
        r#"services.private.image.credentials.secret = "plain""#,
        "services.private.public_ip = true",
        r#"services.stored.image.uri = "nginx:1.29""#,
        "services.stored.public_ip = true",
    ],
    slots: &[
        none("services.<name>.hosts", "services.web.hosts = [{}]"),
        none("domain.zone_id", "domain.zone_id = {}"),
        none(
            "domain.query_log",
            "domains.logged.zone = \"logged.example\"\ndomains.logged.create = true\ndomains.logged.query_log = {}",
        ),
        none("domain.routing", "domain.routing = {}"),
        none("cloudfront.price_class", "cloudfront.price_class = {}"),
        none(
            "cloudfront.minimum_protocol_version",
            "cloudfront.minimum_protocol_version = {}",
        ),
        none(
            "domain.routing.failover",
            "domains.failing.zone = \"failing.example\"\ndomains.failing.routing.failover = {}",
        ),
        none(
            "domain.health_check.interval",
            "domains.checked.zone = \"checked.example\"\ndomains.checked.routing = \"latency\"\ndomains.checked.health_check.interval = {}",
        ),
        none(
            "load_balancer.certificates",
            "load_balancer.certificates = [{}]",
        ),
        none(
            "load_balancer.certificate.names",
            "load_balancers.named.certificate.names = [{}]\nservices.named.image = \"nginx:1.29\"\nservices.named.port = 80\nservices.named.public_ip = true\nservices.named.load_balancer = \"named\"\nservices.named.hosts = [\"named.example.com\"]",
        ),
        none(
            "load_balancer.certificate.key_algorithm",
            "load_balancers.keyed.certificate.key_algorithm = {}\nservices.keyed.image = \"nginx:1.29\"\nservices.keyed.port = 80\nservices.keyed.public_ip = true\nservices.keyed.load_balancer = \"keyed\"\nservices.keyed.hosts = [\"keyed.example.com\"]",
        ),
        none(
            "load_balancer.certificate.private_ca",
            "load_balancers.private.certificate.private_ca = {}\nservices.priv.image = \"nginx:1.29\"\nservices.priv.port = 80\nservices.priv.public_ip = true\nservices.priv.load_balancer = \"private\"\nservices.priv.hosts = [\"priv.example.com\"]",
        ),
        none("load_balancer.scheme", "load_balancer.scheme = {}"),
        none("load_balancer.ip", "load_balancer.ip = {}"),
        none("network.ip", "network.ip = {}"),
        none("load_balancer.protocol", "load_balancer.protocol = {}"),
        none(
            "load_balancer.certificate",
            "load_balancer.certificate = {}",
        ),
        none("load_balancer.tls_policy", "load_balancer.tls_policy = {}"),
        none(
            "load_balancer.idle_timeout",
            "load_balancer.idle_timeout = {}",
        ),
        none(
            "load_balancer.waf.managed",
            "load_balancer.waf.managed = [{}]",
        ),
        none(
            "load_balancer.waf.managed.group",
            "load_balancers.other.waf.managed = [{ group = {} }]",
        ),
        none(
            "load_balancer.waf.rate_limit.window",
            "load_balancer.waf.rate_limit.window = {}",
        ),
        none("load_balancer.waf.allow", "load_balancer.waf.allow = [{}]"),
        none("load_balancer.waf.block", "load_balancer.waf.block = [{}]"),
        none(
            "load_balancer.waf.existing",
            "load_balancer.waf.existing = {}",
        ),
        none(
            "load_balancer.waf.log_retention",
            "load_balancer.waf.log_retention = {}",
        ),
        none(
            "load_balancer.access_logs.retention",
            "load_balancer.access_logs.retention = {}",
        ),
        none(
            "load_balancer.connection_logs.retention",
            "load_balancer.connection_logs.retention = {}",
        ),
        none(
            "load_balancer.health_check_logs.retention",
            "load_balancer.health_check_logs.retention = {}",
        ),
        none(
            "load_balancer.client_keep_alive",
            "load_balancer.client_keep_alive = {}",
        ),
        none(
            "load_balancer.desync_mitigation_mode",
            "load_balancer.desync_mitigation_mode = {}",
        ),
        none(
            "load_balancer.xff_header_processing",
            "load_balancer.xff_header_processing = {}",
        ),
        none(
            "load_balancer.headers.x_frame_options",
            "load_balancer.headers.x_frame_options = {}",
        ),
        none(
            "load_balancer.headers.x_content_type_options",
            "load_balancer.headers.x_content_type_options = {}",
        ),
        none(
            "load_balancer.headers.strict_transport_security",
            "load_balancer.headers.strict_transport_security = {}",
        ),
        none(
            "load_balancer.headers.access_control_max_age",
            "load_balancer.headers.access_control_max_age = {}",
        ),
        none(
            "network.flow_logs.destination",
            "network.flow_logs.destination = {}",
        ),
        none(
            "network.flow_logs.retention",
            "network.flow_logs.retention = {}",
        ),
        none(
            "network.flow_logs.traffic",
            "network.flow_logs.traffic = {}",
        ),
        none(
            "network.flow_logs.interval",
            "network.flow_logs.interval = {}",
        ),
        none("network.flow_logs.format", "network.flow_logs.format = {}"),
        none("secrets.<name>.kms_key", "secrets.there.kms_key = {}"),
        none(
            "services.<name>.load_balancer",
            "services.web.load_balancer = {}",
        ),
        none("services.<name>.protocol", "services.web.protocol = {}"),
        none("services.<name>.cpu", "services.web.cpu = {}"),
        none("services.<name>.memory", "services.web.memory = {}"),
        none(
            "services.<name>.architecture",
            "services.web.architecture = {}",
        ),
        none(
            "services.<name>.stop_timeout",
            "services.web.stop_timeout = {}",
        ),
        none(
            "services.<name>.deregistration_delay",
            "services.web.deregistration_delay = {}",
        ),
        none("services.<name>.stickiness", "services.web.stickiness = {}"),
        none("services.<name>.slow_start", "services.web.slow_start = {}"),
        none(
            "services.<name>.logs.retention",
            "services.web.logs.retention = {}",
        ),
        none(
            "services.<name>.scaling.scale_in_cooldown",
            "services.web.scaling.scale_in_cooldown = {}",
        ),
        none(
            "services.<name>.scaling.scale_out_cooldown",
            "services.web.scaling.scale_out_cooldown = {}",
        ),
        none(
            "services.<name>.image.credentials",
            "services.other.image.credentials = {}",
        ),
        none(
            "services.<name>.image.credentials.secret",
            "services.private.image.credentials.secret = {}",
        ),
        none(
            "services.<name>.image.credentials.key",
            "services.private.image.credentials.key = {}",
        ),
        none(
            "services.<name>.image.credentials.ssm",
            "services.stored.image.credentials.ssm = {}",
        ),
        none(
            "services.<name>.secrets.<name>",
            "services.web.secrets.NAMED = {}",
        ),
        none(
            "services.<name>.secrets.<name>.secret",
            "services.web.secrets.LONG.secret = {}",
        ),
        none(
            "services.<name>.container_health_check.interval",
            "services.web.container_health_check.interval = {}",
        ),
        none(
            "services.<name>.container_health_check.timeout",
            "services.web.container_health_check.timeout = {}",
        ),
        none(
            "services.<name>.container_health_check.start_period",
            "services.web.container_health_check.start_period = {}",
        ),
        none(
            "services.<name>.health_check.codes",
            "services.web.health_check.codes = {}",
        ),
        none(
            "services.<name>.health_check.interval",
            "services.web.health_check.interval = {}",
        ),
        none(
            "services.<name>.health_check.timeout",
            "services.web.health_check.timeout = {}",
        ),
        none(
            "services.<name>.health_check.grace_period",
            "services.web.health_check.grace_period = {}",
        ),
    ],
    is_refused_by_terraform: |text| !is_kept_by_terraform(text),
};
