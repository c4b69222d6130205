"""EC2: where the traffic of a subnet can go."""


def default_route(client, subnet_id):
    """What 0.0.0.0/0 leads to in the subnet's route table; empty if to nothing."""
    for route in (route_table(client, subnet_id) or {"Routes": []})["Routes"]:
        if route.get("DestinationCidrBlock") == "0.0.0.0/0":
            return route.get("GatewayId") or route.get("NatGatewayId") or ""
    return ""


def route_table(client, subnet_id):
    """The table that was associated with the subnet, if one was."""
    tables = client.describe_route_tables(
        Filters=[{"Name": "association.subnet-id", "Values": [subnet_id]}]
    )["RouteTables"]
    return tables[0] if tables else None


def nat_gateways(client):
    """Those that are not deleted, which are listed for a while."""
    gateways = client.describe_nat_gateways()["NatGateways"]
    return [item for item in gateways if item["State"] == "available"]


def vpc_endpoints(client, vpc_id=None):
    """The endpoints of a VPC, or of all; without those that are deleted."""
    endpoints = client.describe_vpc_endpoints()["VpcEndpoints"]
    return [
        item
        for item in endpoints
        if item["State"] != "deleted" and vpc_id in (None, item["VpcId"])
    ]


def in_subnet(client, subnet_id):
    """The gateways and endpoints that are in a subnet."""
    for gateway in nat_gateways(client):
        if gateway["SubnetId"] == subnet_id:
            yield gateway["NatGatewayId"]
    for endpoint in vpc_endpoints(client):
        if subnet_id in endpoint["SubnetIds"]:
            yield endpoint["VpcEndpointId"]
