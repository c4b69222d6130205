"""Load balancers that are there before the stack, as a blueprint names them.

Somebody else has a rule on each listener, and has decided on its default action.
"""

import json
import uuid

from surroundings_groups import existing_balancers

OTHERS_PRIORITY = 300
DEFAULT_ACTION = {
    "Type": "fixed-response",
    "FixedResponseConfig": {
        "StatusCode": "503",
        "ContentType": "text/plain",
        "MessageBody": "of somebody else",
    },
}


def make_balancers(blueprint, text, parameters, vpc_id, certificate, aws):
    """The text with what was made here, parameters, and the ARN of each by its name.

    `certificate` makes one and gives its ARN.
    """
    arns = {}
    told = {}
    for name, existing in existing_balancers(blueprint).items():
        group = existing["security_group"]
        is_given = isinstance(group, dict)
        group_id = parameters[group["parameter"]] if is_given else group
        balancer = _balancer(existing, vpc_id, group_id, aws)
        arn = balancer["LoadBalancerArn"]
        arns[name] = arn
        made = {
            "listener": _listener(existing, arn, certificate, aws),
            "dns_name": balancer["DNSName"],
            "hosted_zone_id": balancer["CanonicalHostedZoneId"],
            "full_name": arn.split("loadbalancer/")[1],
        }
        for key in made.keys() & existing.keys():
            if isinstance(existing[key], dict):
                told[existing[key]["parameter"]] = made[key]
            else:
                text = text.replace(existing[key], made[key])
    return text, told, arns


def _balancer(existing, vpc_id, group_id, aws):
    by_vpc = f"Name=vpc-id,Values={vpc_id}"
    found = aws.read("ec2", "describe-subnets", "--filters", by_vpc)["Subnets"]
    subnets = {item["AvailabilityZone"]: item["SubnetId"] for item in found}
    answer = aws.read(
        *("elbv2", "create-load-balancer", "--name", f"shared-{uuid.uuid4().hex[:8]}"),
        *("--scheme", existing.get("scheme", "internet-facing")),
        *("--ip-address-type", existing.get("ip", "ipv4")),
        *("--security-groups", group_id),
        *("--tags", "Key=Owner,Value=somebody"),
        *("--subnets", *subnets.values()),
    )
    return answer["LoadBalancers"][0]


def _listener(existing, balancer_arn, certificate, aws):
    speaks = ("--protocol", "HTTP", "--port", "80")
    if existing.get("protocol", "https") == "https":
        speaks = (
            *("--protocol", "HTTPS", "--port", "443"),
            *("--ssl-policy", "ELBSecurityPolicy-TLS13-1-2-2021-06"),
            *("--certificates", f"CertificateArn={certificate()}"),
        )
    answer = aws.read(
        *("elbv2", "create-listener", "--load-balancer-arn", balancer_arn),
        *("--default-actions", json.dumps([DEFAULT_ACTION])),
        *speaks,
    )
    arn = answer["Listeners"][0]["ListenerArn"]
    aws.read(
        *("elbv2", "create-rule", "--listener-arn", arn),
        *("--priority", str(OTHERS_PRIORITY)),
        *("--conditions", "Field=host-header,Values=others.example.org"),
        *("--actions", json.dumps([DEFAULT_ACTION])),
    )
    return arn


def state(arn, aws):
    """All there is to know of a load balancer, its group, listeners and their rules."""
    (balancer,) = aws.read("elbv2", "describe-load-balancers", "--load-balancer-arns", arn)[
        "LoadBalancers"
    ]
    of_it = ("--load-balancer-arn", arn)
    listeners = aws.read("elbv2", "describe-listeners", *of_it)["Listeners"]
    found = [
        balancer,
        aws.read("elbv2", "describe-load-balancer-attributes", *of_it),
        aws.read("elbv2", "describe-tags", "--resource-arns", arn),
        aws.read(
            "ec2", "describe-security-groups", "--group-ids", *balancer["SecurityGroups"]
        ),
        listeners,
    ]
    for listener in listeners:
        of_listener = ("--listener-arn", listener["ListenerArn"])
        found += [
            aws.read("elbv2", f"describe-{what}", *of_listener)
            for what in ("listener-attributes", "listener-certificates", "rules")
        ]
    return found
