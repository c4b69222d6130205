"""Load balancers, certificates, DNS names and the firewall."""

import ipaddress

from ..problem import Problem
from ..values import is_unknown
from .rules import (
    argument,
    arn,
    at_most_one,
    between,
    exactly_one,
    length,
    matching,
    needs,
    not_matching,
    one_of,
)

# elasticloadbalancingv2/types: ProtocolEnum
PROTOCOLS = (
    *("HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"),
)
ACTIONS = {
    "authenticate-cognito": "authenticate_cognito",
    "authenticate-oidc": "authenticate_oidc",
    "fixed-response": "fixed_response",
    "forward": "forward",
    "jwt-validation": "jwt_validation",
    "redirect": "redirect",
}
# route53/types: RRType
RECORD_TYPES = (
    *("SOA", "A", "TXT", "NS", "CNAME", "MX", "NAPTR", "PTR", "SRV", "SPF", "AAAA"),
    *("CAA", "DS", "TLSA", "SSHFP", "SVCB", "HTTPS"),
)
ROUTING_POLICIES = (
    "cidr_routing_policy",
    "failover_routing_policy",
    "geolocation_routing_policy",
    "geoproximity_routing_policy",
    "latency_routing_policy",
    "multivalue_answer_routing_policy",
    "weighted_routing_policy",
)


def actions(name):
    """elbv2/listener.go, elbv2/listener_rule.go: the schema of an action."""

    def at(path, *tests):
        return argument(f"{name}.{path}", *tests)

    content_types = ("text/plain", "text/css", "text/html")
    return (
        at("type", one_of(*ACTIONS)),
        at("target_group_arn", arn),
        at("order", between(1, 50000)),
        at(
            "fixed_response.content_type",
            one_of(*content_types, "application/javascript", "application/json"),
        ),
        at("fixed_response.message_body", length(0, 1024)),
        at("fixed_response.status_code", matching(r"^[245]\d\d$")),
        at("forward.target_group.arn", arn),
        at("forward.target_group.weight", between(0, 999)),
        at("forward.stickiness.duration", between(1, 604800)),
        at("redirect.host", length(1, 128)),
        at("redirect.path", length(1, 128)),
        at("redirect.query", length(0, 128)),
        at("redirect.protocol", one_of("#{protocol}", "HTTP", "HTTPS")),
        at("redirect.status_code", one_of("HTTP_301", "HTTP_302")),
        complete_actions(name),
    )


def complete_actions(name):
    """elbv2/listener.go, validateListenerActionsCustomDiff: what a type needs."""

    def check(config):
        if is_unknown(config[name]):
            return
        for action in config[name]:
            block = (
                ACTIONS.get(action["type"]) if not is_unknown(action["type"]) else None
            )
            needed = [block, "target_group_arn"] if block == "forward" else [block]
            if block and all(action[part] in (None, []) for part in needed):
                yield Problem(f"{name}: {action['type']} needs {needed}", (name,))

    return check


def needed_without_lambda(config):
    """elbv2/target_group.go, customizeDiffTargetGroupTargetTypeNotLambda."""
    if config["target_type"] != "lambda":
        for name in ("port", "protocol", "vpc_id"):
            if config[name] is None:
                yield Problem(f"{name} is needed unless target_type is lambda", (name,))


def one_condition_each(config):
    """elbv2/listener_rule.go: a condition block has one kind of condition in it."""
    if is_unknown(config["condition"]):
        return
    for condition in config["condition"]:
        if sum(bool(part) for part in condition.values()) != 1:
            yield Problem("condition: exactly one kind of condition", ("condition",))


def percentage(value):
    return None if value == "off" else between(1, 100)(value)


def cidr(value):
    try:
        ipaddress.ip_network(value)
    except ValueError as error:
        return f"{value!r} is not a valid CIDR block: {error}"
    return None


def slow_start(value):
    return None if value == 0 else between(30, 900)(value)


def health_check_port(value):
    return None if value == "traffic-port" else between(1, 65536)(value)


CHECKS = {
    # elbv2/load_balancer.go, elbv2/validate.go
    "aws_lb": (
        argument(
            "name",
            length(0, 32),
            matching("^[0-9A-Za-z-]*$"),
            not_matching("^-|-$|^internal-"),
        ),
        argument(
            "name_prefix",
            length(0, 6),
            matching("^[0-9A-Za-z-]+$"),
            not_matching("^-|^internal-"),
        ),
        at_most_one("name", "name_prefix"),
        exactly_one("subnet_mapping", "subnets"),
        argument("desync_mitigation_mode", one_of("monitor", "defensive", "strictest")),
        argument(
            "ip_address_type",
            one_of("ipv4", "dualstack", "dualstack-without-public-ipv4"),
        ),
        argument("load_balancer_type", one_of("application", "network", "gateway")),
        argument("xff_header_processing_mode", one_of("append", "preserve", "remove")),
    ),
    # elbv2/target_group.go, elbv2/validate.go
    "aws_lb_target_group": (
        argument(
            "name", length(0, 32), matching("^[0-9A-Za-z-]+$"), not_matching("^-|-$")
        ),
        argument(
            "name_prefix", length(0, 6), matching("^[0-9A-Za-z-]+$"), not_matching("^-")
        ),
        at_most_one("name", "name_prefix"),
        argument("deregistration_delay", between(0, 3600)),
        argument("health_check.healthy_threshold", between(2, 10)),
        argument("health_check.unhealthy_threshold", between(2, 10)),
        argument("health_check.interval", between(5, 300)),
        argument("health_check.timeout", between(2, 120)),
        argument("health_check.path", length(1, 1024), matching("^/")),
        argument("health_check.port", health_check_port),
        argument("health_check.protocol", one_of("HTTP", "HTTPS", "TCP")),
        argument("port", between(1, 65535)),
        argument("protocol", one_of(*PROTOCOLS)),
        argument("protocol_version", one_of("GRPC", "HTTP1", "HTTP2")),
        argument("slow_start", slow_start),
        argument(
            "load_balancing_algorithm_type",
            one_of("round_robin", "least_outstanding_requests", "weighted_random"),
        ),
        argument("load_balancing_anomaly_mitigation", one_of("on", "off")),
        argument(
            "load_balancing_cross_zone_enabled",
            one_of("true", "false", "use_load_balancer_configuration"),
        ),
        *(
            argument(
                f"target_group_health.{what}.minimum_healthy_targets_percentage",
                percentage,
            )
            for what in ("dns_failover", "unhealthy_state_routing")
        ),
        argument("stickiness.cookie_duration", between(0, 604800)),
        argument(
            "stickiness.type",
            one_of(
                "app_cookie",
                "lb_cookie",
                "source_ip",
                "source_ip_dest_ip",
                "source_ip_dest_ip_proto",
            ),
        ),
        argument("target_type", one_of("instance", "ip", "lambda", "alb")),
        needed_without_lambda,
    ),
    # elbv2/listener.go
    "aws_lb_listener": (
        argument("load_balancer_arn", arn),
        argument("certificate_arn", arn),
        argument("port", between(1, 65535)),
        argument("protocol", one_of(*PROTOCOLS)),
        argument("mutual_authentication.mode", one_of("off", "passthrough", "verify")),
        argument("mutual_authentication.trust_store_arn", arn),
        argument(
            "mutual_authentication.advertise_trust_store_ca_names", one_of("off", "on")
        ),
        *actions("default_action"),
    ),
    # elbv2/trust_store.go
    "aws_lb_trust_store": (argument("name", length(1, 32)),),
    "aws_lb_trust_store_revocation": (argument("trust_store_arn", arn),),
    # elbv2/listener_rule.go
    "aws_lb_listener_rule": (
        argument("listener_arn", arn),
        argument("priority", between(1, 50000)),
        argument("condition.host_header.values", length(1, 128)),
        argument("condition.path_pattern.values", length(1, 128)),
        argument(
            "condition.http_header.http_header_name",
            matching("^[0-9A-Za-z_!#$%&'*+,.^`|~-]{1,40}$"),
        ),
        argument("condition.http_header.values", length(1, 128)),
        argument(
            "condition.http_request_method.values", matching("^[A-Za-z-_]{1,40}$")
        ),
        argument("condition.query_string.key", length(1, 128)),
        argument("condition.query_string.value", length(1, 128)),
        argument("condition.source_ip.values", cidr),
        argument("transform.type", one_of("host-header-rewrite", "url-rewrite")),
        *(
            argument(f"transform.{kind}_config.rewrite.{part}", length(0, 1024))
            for kind in ("host_header_rewrite", "url_rewrite")
            for part in ("regex", "replace")
        ),
        one_condition_each,
        *actions("action"),
    ),
    # acm/certificate.go
    "aws_acm_certificate": (
        argument("domain_name", length(1, 253), not_matching(r"\.$")),
        argument("subject_alternative_names", length(1, 253), not_matching(r"\.$")),
        argument("validation_method", one_of("DNS", "EMAIL", "HTTP")),
        argument(
            "key_algorithm",
            one_of(
                *("RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096"),
                *("EC_prime256v1", "EC_secp384r1", "EC_secp521r1"),
            ),
        ),
        argument(
            "options.certificate_transparency_logging_preference",
            one_of("ENABLED", "DISABLED"),
        ),
        argument("certificate_authority_arn", arn),
        at_most_one("certificate_authority_arn", "validation_method"),
        exactly_one("domain_name", "private_key"),
    ),
    # acm/certificate_validation.go
    "aws_acm_certificate_validation": (argument("certificate_arn", arn),),
    # cloudfront/distribution.go
    "aws_cloudfront_distribution": (
        argument("aliases", length(1, 253)),
        argument("http_version", one_of("http1.1", "http2", "http3", "http2and3")),
        argument(
            "price_class",
            one_of("PriceClass_100", "PriceClass_200", "PriceClass_All", "None"),
        ),
        argument("origin.origin_id", length(1, 128)),
        argument("origin.vpc_origin_config.origin_read_timeout", between(1, 180)),
        *(
            argument(
                f"{behavior}.viewer_protocol_policy",
                one_of("allow-all", "https-only", "redirect-to-https"),
            )
            for behavior in ("default_cache_behavior", "ordered_cache_behavior")
        ),
        argument(
            "restrictions.geo_restriction.restriction_type",
            one_of("blacklist", "none", "whitelist"),
        ),
        argument("viewer_certificate.acm_certificate_arn", arn),
        argument(
            "viewer_certificate.minimum_protocol_version",
            one_of(
                *("SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016", "TLSv1.2_2018"),
                *("TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"),
            ),
        ),
        argument(
            "viewer_certificate.ssl_support_method",
            one_of("sni-only", "vip", "static-ip"),
        ),
    ),
    # cloudfront/vpc_origin.go
    "aws_cloudfront_vpc_origin": (
        argument("vpc_origin_endpoint_config.arn", arn),
        argument(
            "vpc_origin_endpoint_config.origin_protocol_policy",
            one_of("http-only", "match-viewer", "https-only"),
        ),
        argument(
            "vpc_origin_endpoint_config.origin_ssl_protocols.items",
            one_of("SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"),
        ),
    ),
    # elbv2/listener_certificate.go
    "aws_lb_listener_certificate": (
        argument("listener_arn", arn),
        argument("certificate_arn", arn),
    ),
    # route53/hosted_zone.go
    "aws_route53_zone": (
        argument("name", length(1, 1024)),
        argument("comment", length(0, 256)),
        at_most_one("delegation_set_id", "vpc"),
    ),
    # route53/query_log.go
    "aws_route53_query_log": (argument("cloudwatch_log_group_arn", arn),),
    # route53/health_check.go
    "aws_route53_health_check": (
        argument(
            "type",
            one_of(
                *("CALCULATED", "CLOUDWATCH_METRIC", "HTTP", "HTTP_STR_MATCH"),
                *("HTTPS", "HTTPS_STR_MATCH", "TCP", "RECOVERY_CONTROL"),
            ),
        ),
        argument("fqdn", length(0, 255)),
        argument("port", between(1, 65535)),
        argument("resource_path", length(0, 255)),
        argument("failure_threshold", between(1, 10)),
        argument("request_interval", one_of(10, 30)),
    ),
    # route53/record.go
    "aws_route53_record": (
        argument("type", one_of(*RECORD_TYPES)),
        argument("failover_routing_policy.type", one_of("PRIMARY", "SECONDARY")),
        argument("alias.name", length(1, 1024)),
        argument("alias.zone_id", length(1, 32)),
        exactly_one("alias", "records"),
        at_most_one("alias", "ttl"),
        needs("ttl", "records"),
        at_most_one(*ROUTING_POLICIES),
        *(
            needs(policy, "set_identifier")
            for policy in ROUTING_POLICIES
            if policy != "multivalue_answer_routing_policy"
        ),
    ),
    # wafv2/web_acl.go, wafv2/schemas.go
    "aws_wafv2_web_acl": (
        argument("name", length(1, 128), matching("^[0-9A-Za-z_-]+$")),
        argument("name_prefix", length(1, 102), matching("^[0-9A-Za-z_-]+$")),
        at_most_one("name", "name_prefix"),
        argument("description", length(1, 256)),
        argument("scope", one_of("CLOUDFRONT", "REGIONAL")),
        argument(
            "visibility_config.metric_name",
            length(1, 128),
            matching("^[0-9A-Za-z_-]+$"),
        ),
        argument(
            "rule.visibility_config.metric_name",
            length(1, 128),
            matching("^[0-9A-Za-z_-]+$"),
        ),
        argument("rule.name", length(1, 128)),
        argument("rule.statement.managed_rule_group_statement.name", length(1, 128)),
        argument("rule.statement.rate_based_statement.limit", between(10, 2000000000)),
        argument(
            "rule.statement.rate_based_statement.evaluation_window_sec",
            one_of(60, 120, 300, 600),
        ),
        argument(
            "rule.statement.rate_based_statement.aggregate_key_type",
            one_of("IP", "FORWARDED_IP", "CUSTOM_KEYS", "CONSTANT"),
        ),
    ),
    # wafv2/ip_set.go
    "aws_wafv2_ip_set": (
        argument("name", length(1, 128), matching("^[0-9A-Za-z_-]+$")),
        argument("name_prefix", length(1, 102), matching("^[0-9A-Za-z_-]+$")),
        at_most_one("name", "name_prefix"),
        argument("description", length(1, 256)),
        argument("ip_address_version", one_of("IPV4", "IPV6")),
        argument("scope", one_of("CLOUDFRONT", "REGIONAL")),
    ),
    # wafv2/web_acl_association.go
    "aws_wafv2_web_acl_association": (
        argument("resource_arn", arn),
        argument("web_acl_arn", arn),
    ),
    # wafv2/web_acl_logging_configuration.go
    "aws_wafv2_web_acl_logging_configuration": (
        argument("resource_arn", arn),
        argument("log_destination_configs", arn),
    ),
}
