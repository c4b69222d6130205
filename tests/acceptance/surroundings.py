"""What a blueprint takes for granted, made in the local AWS.

Blueprints name things that exist already: a hosted zone, a certificate, secrets,
parameters.  Ids of such things are AWS's choice, so where a blueprint contains one,
it is replaced by the id of the thing made here.
"""

import json
import re
import tomllib
import uuid
from dataclasses import dataclass

from local_aws.resources.route53 import ELSEWHERE
from paths import ROOT
from surroundings_balancers import make_balancers
from surroundings_groups import existing_groups, load_balancers
from surroundings_network import existing_network
from surroundings_trust import existing_trust
from units import pascal

PARAMETER_ARN = ":parameter"
SECRET_ARN = ":secret:"


@dataclass(frozen=True)
class Surroundings:
    """The blueprint's text, fit for this AWS, and what its stack has to be told."""

    text: str
    parameters: dict
    # By the domain's name.
    zone_ids: dict
    # The ARNs of load balancers that are there, by name.
    balancers: dict


def make_surroundings(text, aws):
    """Make everything that the blueprint `text` refers to and does not create."""
    blueprint = tomllib.loads(text)
    parameters = {}
    zone_ids = {}
    for name, domain in domains_of(blueprint).items():
        prefix = "" if name == "default" else pascal(name)
        given = _make_domain(domain, prefix, aws)
        zone_id = given.pop("zone_id", None)
        if zone_id:
            zone_ids[name] = zone_id
        if isinstance(domain.get("zone_id"), str):
            text = text.replace(domain["zone_id"], zone_id)
        parameters |= given
    for certificate in _existing_certificates(blueprint):
        arn = _make_certificate(aws)
        if isinstance(certificate, str):
            text = text.replace(certificate, arn)
        else:
            parameters[certificate["parameter"]] = arn
    for balancer in load_balancers(blueprint):
        waf = balancer.get("waf")
        if isinstance(waf, dict) and "existing" in waf:
            parameters[waf["existing"]["parameter"]] = _make_web_acl(aws)
        certificate = balancer.get("certificate")
        if isinstance(certificate, dict) and "private_ca" in certificate:
            arn = _make_authority(certificate.get("key_algorithm", "RSA_2048"), aws)
            parameters[certificate["private_ca"]["parameter"]] = arn
    for list_id in set(re.findall(r"pl-[0-9a-f]{17}", text)):
        text = text.replace(list_id, _make_prefix_list(aws))
    balancers = {}
    existing = blueprint.get("network", {}).get("existing")
    if existing is not None:
        vpc_id = None
        for written, made in existing_network(existing, aws):
            vpc_id = vpc_id or made[0]
            if isinstance(written, dict):
                parameters[written["parameter"]] = ",".join(made)
            else:
                for old, new in zip(written, made, strict=True):
                    text = text.replace(old, new)
        text, groups = existing_groups(blueprint, text, vpc_id, aws)
        parameters |= groups
        text, told, balancers = make_balancers(
            tomllib.loads(text),
            text,
            parameters,
            vpc_id,
            lambda: _make_certificate(aws),
            aws,
        )
        parameters |= told
    text, trust = existing_trust(blueprint, text, aws)
    parameters |= trust
    for bucket, prefix in _log_buckets(blueprint):
        name = _make_log_bucket(bucket, prefix, aws)
        if isinstance(bucket, str):
            text = text.replace(bucket, name)
        else:
            parameters[bucket["parameter"]] = name
    for written in _addresses(blueprint):
        made = _make_address(aws)
        if isinstance(written, str):
            text = text.replace(written, made)
        else:
            parameters[written["parameter"]] = made
    for reference in set(_existing_things(blueprint)):
        arn = _make_existing(reference, aws)
        if reference.startswith("arn:"):
            text = text.replace(reference, arn)
    return Surroundings(text, parameters, zone_ids, balancers)


def _log_buckets(blueprint):
    """Buckets that are there, for logs of load balancers, and folders in them."""
    for balancer in load_balancers(blueprint):
        for kind in ("access_logs", "connection_logs", "health_check_logs"):
            written = balancer.get(kind)
            if isinstance(written, dict) and "bucket" in written:
                yield (
                    written["bucket"],
                    f"{written['prefix']}/" if "prefix" in written else "",
                )


def _make_log_bucket(bucket, prefix, aws):
    """With the policy that the documentation of ecsgen shows."""
    word = bucket if isinstance(bucket, str) else "by-parameter"
    name = f"{word}-{uuid.uuid4().hex[:8]}"
    assert aws.run("s3", "mb", f"s3://{name}").returncode == 0
    page = (ROOT / "docs" / "network.md").read_text()
    policy = page.partition("```json\n")[2].partition("```")[0]
    policy = policy.replace("my-logs/", f"{name}/{prefix}")
    aws.read("s3api", "put-bucket-policy", "--bucket", name, "--policy", policy)
    return name


def domains_of(blueprint):
    """All domains, by name."""
    one = {"default": blueprint["domain"]} if "domain" in blueprint else {}
    return {**one, **blueprint.get("domains", {})}


def _make_domain(domain, prefix, aws):
    """Make what a domain refers to; its hosted zone, and what the stack is told."""
    given = {}
    if domain.get("routing") == "weighted":
        given[f"{prefix}RecordWeight"] = "30"
    if domain.get("routing") == "failover":
        given[f"{prefix}FailoverRole"] = "SECONDARY"
    if domain.get("create"):
        if "query_log" in domain:
            _make_query_log(domain["query_log"].split(":log-group:")[1], aws)
        return given
    if domain.get("records") is False:
        # Its owners create the records that prove its names as soon as they can.
        _make_zone(domain["zone"], aws, "--hosted-zone-config", f"Comment={ELSEWHERE}")
        return given
    own = ()
    if domain.get("private"):
        vpc = aws.read("ec2", "create-vpc", "--cidr-block", "192.168.0.0/24")
        vpc_id = vpc["Vpc"]["VpcId"]
        own = (
            *("--vpc", f"VPCRegion={aws.region},VPCId={vpc_id}"),
            *("--hosted-zone-config", "PrivateZone=true"),
        )
    given["zone_id"] = zone_id = _make_zone(domain["zone"], aws, *own)
    written = domain.get("zone_id", {"parameter": f"{prefix}HostedZoneId"})
    if isinstance(written, dict):
        given[written["parameter"]] = zone_id
    return given


def _make_zone(name, aws, *options):
    answer = aws.read(
        "route53",
        "create-hosted-zone",
        *("--name", name),
        *("--caller-reference", str(uuid.uuid4())),
        *options,
    )
    return answer["HostedZone"]["Id"].removeprefix("/hostedzone/")


def _make_prefix_list(aws):
    answer = aws.read(
        "ec2",
        "create-managed-prefix-list",
        *("--prefix-list-name", "existing"),
        *("--max-entries", "5"),
        *("--address-family", "IPv4"),
    )
    return answer["PrefixList"]["PrefixListId"]


def _make_query_log(name, aws):
    """A log group that Route 53 may write into, in the one region where it can."""
    there = ("--region", "us-east-1")
    # A command of its own: the one in this process would stay in that region.
    aws.run("logs", "create-log-group", "--log-group-name", name, *there)
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "route53.amazonaws.com"},
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": "*",
    }
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    done = aws.run(
        "logs",
        "put-resource-policy",
        *("--policy-name", "route53"),
        *("--policy-document", json.dumps(policy)),
        *there,
    )
    assert done.returncode == 0, done.stderr


def _existing_certificates(blueprint):
    """ARNs of certificates, or tables that say where those come from."""
    for balancer in load_balancers(blueprint):
        certificate = balancer.get("certificate")
        if isinstance(certificate, str) or "parameter" in (certificate or {}):
            yield certificate
        yield from balancer.get("certificates", [])


def _addresses(blueprint):
    """Allocation ids of addresses that are there, or tables of parameters."""
    for balancer in load_balancers(blueprint):
        written = balancer.get("elastic_ips", False)
        yield from written if isinstance(written, list) else []


def _make_address(aws):
    answer = aws.read("ec2", "allocate-address", "--domain", "vpc")
    return answer["AllocationId"]


def _make_authority(key_algorithm, aws):
    subject = {"CommonName": "an authority"}
    configuration = {
        "KeyAlgorithm": key_algorithm,
        "SigningAlgorithm": "SHA384WITHECDSA",
        "Subject": subject,
    }
    answer = aws.read(
        "acm-pca",
        "create-certificate-authority",
        *("--certificate-authority-configuration", json.dumps(configuration)),
        *("--certificate-authority-type", "ROOT"),
    )
    return answer["CertificateAuthorityArn"]


def _make_certificate(aws):
    answer = aws.read(
        "acm", "request-certificate", "--domain-name", "existing.example.com"
    )
    return answer["CertificateArn"]


def _make_web_acl(aws):
    known = aws.read("wafv2", "list-web-acls", "--scope", "REGIONAL")["WebACLs"]
    for acl in known:
        if acl["Name"] == "existing":
            return acl["ARN"]
    visibility = (
        "SampledRequestsEnabled=false,CloudWatchMetricsEnabled=false,MetricName=existing"
    )
    answer = aws.read(
        "wafv2",
        "create-web-acl",
        *("--name", "existing"),
        *("--scope", "REGIONAL"),
        *("--default-action", "Allow={}"),
        *("--visibility-config", visibility),
    )
    return answer["Summary"]["ARN"]


def _existing_things(blueprint):
    """Names and ARNs of secrets, and names of parameters with a slash in front."""
    for secret in blueprint.get("secrets", {}).values():
        if "existing" in secret:
            yield secret["existing"]
    declared = blueprint.get("secrets", {})
    for service in blueprint["services"].values():
        image = service["image"]
        sources = list(service.get("secrets", {}).values())
        if isinstance(image, dict) and "credentials" in image:
            sources.append(image["credentials"])
        for source in sources:
            if isinstance(source, dict) and "ssm" in source:
                yield "/" + source["ssm"].removeprefix("/")
                continue
            name = source["secret"] if isinstance(source, dict) else source
            if name not in declared:
                yield name


def _make_existing(reference, aws):
    if reference.startswith("/") or PARAMETER_ARN in reference:
        return _make_parameter(reference, aws)
    name = reference
    if SECRET_ARN in reference:
        # The ARN's last seven characters are a hyphen and AWS's random suffix.
        name = reference.split(SECRET_ARN)[1][:-7]
    known = aws.read("secretsmanager", "list-secrets")["SecretList"]
    for secret in known:
        if secret["Name"] == name:
            return secret["ARN"]
    answer = aws.read(
        "secretsmanager",
        "create-secret",
        *("--name", name),
        *("--secret-string", '{"username": "u", "password": "p"}'),
    )
    return answer["ARN"]


def _make_parameter(reference, aws):
    name = reference.split(PARAMETER_ARN)[-1]
    aws.read(
        "ssm",
        "put-parameter",
        *("--name", name),
        *("--value", "value"),
        *("--type", "SecureString"),
        "--overwrite",
    )
    return aws.read("ssm", "get-parameter", "--name", name)["Parameter"]["ARN"]
