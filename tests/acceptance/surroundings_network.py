"""A VPC that is there before the stack, made in the local AWS as a blueprint names it."""

ZONES = "abc"
PLACES = ("public_subnets", "private_subnets", "isolated_subnets")
WORLD = "0.0.0.0/0"


def existing_network(existing, aws):
    """(what the blueprint writes, the ids it stands for) of the VPC and its subnets."""
    cidr = existing.get("cidr", "10.0.0.0/16")
    vpc = aws.read("ec2", "create-vpc", "--cidr-block", cidr)
    vpc_id = vpc["Vpc"]["VpcId"]
    # The CLI remembers the flag for its next commands, so it is a command of its own.
    done = aws.run(
        "ec2", "modify-vpc-attribute", "--vpc-id", vpc_id, "--enable-dns-hostnames"
    )
    assert done.returncode == 0, done.stderr
    written = existing["vpc"]
    yield (written if isinstance(written, dict) else [written]), [vpc_id]
    numbers = iter(range(16))
    gateway = _internet_gateway(vpc_id, aws)
    # The NAT gateways of the network are in a subnet that the blueprint need not know.
    hub = _subnet(vpc_id, "a", next(numbers), aws)
    _route(vpc_id, [hub], ("--gateway-id", gateway), aws)
    nat = _nat_gateway(hub, aws)
    ways = {
        "public_subnets": ("--gateway-id", gateway),
        "private_subnets": ("--nat-gateway-id", nat),
        "isolated_subnets": None,
    }
    for place in PLACES:
        if place not in existing:
            continue
        written = existing[place]
        is_list = isinstance(written, list)
        zones = ZONES[: len(written)] if is_list else ZONES[:2]
        made = [_subnet(vpc_id, zone, next(numbers), aws) for zone in zones]
        _route(vpc_id, made, ways[place], aws)
        if is_list:
            written = [it["id"] if isinstance(it, dict) else it for it in written]
        yield written, made


def _internet_gateway(vpc_id, aws):
    answer = aws.read("ec2", "create-internet-gateway")
    gateway_id = answer["InternetGateway"]["InternetGatewayId"]
    aws.read(
        *("ec2", "attach-internet-gateway", "--vpc-id", vpc_id),
        *("--internet-gateway-id", gateway_id),
    )
    return gateway_id


def _subnet(vpc_id, zone, number, aws):
    answer = aws.read(
        *("ec2", "create-subnet", "--vpc-id", vpc_id),
        *("--availability-zone", aws.region + zone),
        *("--cidr-block", f"10.0.{number}.0/24"),
    )
    return answer["Subnet"]["SubnetId"]


def _nat_gateway(subnet_id, aws):
    address = aws.read("ec2", "allocate-address", "--domain", "vpc")
    answer = aws.read(
        *("ec2", "create-nat-gateway", "--subnet-id", subnet_id),
        *("--allocation-id", address["AllocationId"]),
    )
    return answer["NatGateway"]["NatGatewayId"]


def _route(vpc_id, subnets, way, aws):
    table = aws.read("ec2", "create-route-table", "--vpc-id", vpc_id)["RouteTable"]
    table_id = table["RouteTableId"]
    if way:
        aws.read(
            *("ec2", "create-route", "--route-table-id", table_id),
            *("--destination-cidr-block", WORLD, *way),
        )
    for subnet_id in subnets:
        aws.read(
            *("ec2", "associate-route-table", "--route-table-id", table_id),
            *("--subnet-id", subnet_id),
        )
