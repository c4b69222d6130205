"""EC2: the network, from the VPC to the routes of its subnets."""

import ipaddress

from .base import Created, Resource, is_true, only, without
from .ec2_ways import in_subnet, nat_gateways, vpc_endpoints


def tag_specifications(kind, properties):
    """EC2 takes the tags of a new resource in a form of its own."""
    tags = properties.get("Tags", [])
    return [{"ResourceType": kind, "Tags": tags}] if tags else []


# CloudFormation reads an attribute when it is asked for: what is associated with a VPC
# after it was made is in its list by then.
_IPV6_RANGES = {}


def ipv6_ranges(vpc_id):
    """The VPC's IPv6 ranges, in a list that grows."""
    return _IPV6_RANGES.setdefault(vpc_id, [])


class Vpc(Resource):
    type_name = "AWS::EC2::VPC"
    service = "ec2"
    attributes = ("VpcId", "CidrBlock", "DefaultSecurityGroup", "Ipv6CidrBlocks")
    in_place = ("EnableDnsHostnames", "EnableDnsSupport")

    def create(self, properties):
        vpc = self.call(
            "CreateVpc",
            without(properties, "Tags", *self.in_place),
            TagSpecifications=tag_specifications("vpc", properties),
        )["Vpc"]
        self.made_id = vpc["VpcId"]
        self._set_dns(vpc["VpcId"], only(properties, self.in_place))
        groups = self.client.describe_security_groups(
            Filters=[
                {"Name": "vpc-id", "Values": [vpc["VpcId"]]},
                {"Name": "group-name", "Values": ["default"]},
            ]
        )
        return Created(
            vpc["VpcId"],
            {
                "VpcId": vpc["VpcId"],
                "CidrBlock": vpc["CidrBlock"],
                "Ipv6CidrBlocks": ipv6_ranges(vpc["VpcId"]),
                "DefaultSecurityGroup": groups["SecurityGroups"][0]["GroupId"],
            },
        )

    def update(self, live, properties, changed):
        self._set_dns(live.physical_id, only(properties, changed))

    def _set_dns(self, vpc_id, properties):
        for name, value in properties.items():
            self.client.modify_vpc_attribute(
                VpcId=vpc_id, **{name: {"Value": is_true(value)}}
            )

    def delete(self, live):
        attached = self.client.describe_internet_gateways(
            Filters=[{"Name": "attachment.vpc-id", "Values": [live.physical_id]}]
        )["InternetGateways"]
        if attached:
            self.refuse("an internet gateway is still attached")
        groups = self.client.describe_security_groups(
            Filters=[{"Name": "vpc-id", "Values": [live.physical_id]}]
        )["SecurityGroups"]
        if len(groups) > 1:
            self.refuse("it still has security groups")
        if vpc_endpoints(self.client, live.physical_id):
            self.refuse("it still has endpoints")
        self.client.delete_vpc(VpcId=live.physical_id)


class InternetGateway(Resource):
    type_name = "AWS::EC2::InternetGateway"
    service = "ec2"
    attributes = ("InternetGatewayId",)

    def create(self, properties):
        gateway = self.call(
            "CreateInternetGateway",
            without(properties, "Tags"),
            TagSpecifications=tag_specifications("internet-gateway", properties),
        )["InternetGateway"]
        gateway_id = gateway["InternetGatewayId"]
        return Created(gateway_id, {"InternetGatewayId": gateway_id})

    def delete(self, live):
        self.client.delete_internet_gateway(InternetGatewayId=live.physical_id)


class VpcGatewayAttachment(Resource):
    type_name = "AWS::EC2::VPCGatewayAttachment"
    service = "ec2"
    attributes = ("AttachmentType",)

    def create(self, properties):
        self.call("AttachInternetGateway", properties)
        return Created(f"IGW|{properties['VpcId']}", {"AttachmentType": "IGW"})

    def delete(self, live):
        vpc_id = live.properties["VpcId"]
        balancers = self.other("elbv2").describe_load_balancers()["LoadBalancers"]
        for balancer in balancers:
            if balancer["VpcId"] == vpc_id and balancer["Scheme"] == "internet-facing":
                self.refuse(f"network {vpc_id} has some mapped public address(es)")
        if any(item["VpcId"] == vpc_id for item in nat_gateways(self.client)):
            self.refuse(f"network {vpc_id} has some mapped public address(es)")
        self.client.detach_internet_gateway(
            InternetGatewayId=live.properties["InternetGatewayId"], VpcId=vpc_id
        )


class Subnet(Resource):
    type_name = "AWS::EC2::Subnet"
    service = "ec2"
    attributes = ("SubnetId", "VpcId", "CidrBlock", "AvailabilityZone")
    in_place = ("AssignIpv6AddressOnCreation", "MapPublicIpOnLaunch")

    def create(self, properties):
        self._check_ipv6(properties)
        subnet = self.call(
            "CreateSubnet",
            without(properties, "Tags", *self.in_place),
            TagSpecifications=tag_specifications("subnet", properties),
        )["Subnet"]
        self.made_id = subnet["SubnetId"]
        self._set_map_public_ip(subnet["SubnetId"], properties)
        self._set_assign_ipv6(subnet["SubnetId"], properties)
        return Created(
            subnet["SubnetId"], {name: subnet[name] for name in self.attributes}
        )

    def update(self, live, properties, changed):
        self._set_map_public_ip(live.physical_id, properties)
        self._set_assign_ipv6(live.physical_id, properties)

    def _check_ipv6(self, properties):
        """A /64 of the VPC's range that no other subnet has."""
        if "Ipv6CidrBlock" not in properties:
            if is_true(properties.get("AssignIpv6AddressOnCreation", False)):
                self.refuse("a subnet without IPv6 cannot assign such addresses")
            return
        own = ipaddress.ip_network(properties["Ipv6CidrBlock"])
        vpc_id = properties["VpcId"]
        whole = map(ipaddress.ip_network, ipv6_ranges(vpc_id))
        if own.prefixlen != 64 or not any(own.subnet_of(it) for it in whole):
            self.refuse(f"{own} is not a /64 of its VPC")
        others = self.client.describe_subnets(
            Filters=[{"Name": "vpc-id", "Values": [vpc_id]}]
        )["Subnets"]
        for other in others:
            for item in other["Ipv6CidrBlockAssociationSet"]:
                if item["Ipv6CidrBlock"] == str(own):
                    self.refuse(f"{own} conflicts with another subnet")

    def _set_assign_ipv6(self, subnet_id, properties):
        value = is_true(properties.get("AssignIpv6AddressOnCreation", False))
        self.client.modify_subnet_attribute(
            SubnetId=subnet_id, AssignIpv6AddressOnCreation={"Value": value}
        )

    def _set_map_public_ip(self, subnet_id, properties):
        value = is_true(properties.get("MapPublicIpOnLaunch", False))
        self.client.modify_subnet_attribute(
            SubnetId=subnet_id, MapPublicIpOnLaunch={"Value": value}
        )

    def delete(self, live):
        for item in in_subnet(self.client, live.physical_id):
            self.refuse(f"{item} is still in the subnet")
        self.client.delete_subnet(SubnetId=live.physical_id)


class RouteTable(Resource):
    type_name = "AWS::EC2::RouteTable"
    service = "ec2"
    attributes = ("RouteTableId",)

    def create(self, properties):
        table = self.call(
            "CreateRouteTable",
            without(properties, "Tags"),
            TagSpecifications=tag_specifications("route-table", properties),
        )["RouteTable"]
        return Created(table["RouteTableId"], {"RouteTableId": table["RouteTableId"]})

    def delete(self, live):
        self.client.delete_route_table(RouteTableId=live.physical_id)


class Route(Resource):
    type_name = "AWS::EC2::Route"
    service = "ec2"
    attributes = ("CidrBlock",)
    targets = ("EgressOnlyInternetGatewayId", "GatewayId", "NatGatewayId")
    destinations = ("DestinationCidrBlock", "DestinationIpv6CidrBlock")

    def create(self, properties):
        targets = [name for name in properties if name in self.targets]
        if len(targets) != 1:
            self.refuse(f"a route needs exactly one target: {targets}")
        if "GatewayId" in properties:
            self._check_gateway(properties)
        if "NatGatewayId" in properties:
            self._check_nat_gateway(properties)
        if "EgressOnlyInternetGatewayId" in properties:
            self._check_egress_only_gateway(properties)
        self.call("CreateRoute", properties)
        (cidr,) = only(properties, self.destinations).values()
        return Created(f"{properties['RouteTableId']}|{cidr}", {"CidrBlock": cidr})

    def _check_gateway(self, properties):
        table = self.client.describe_route_tables(
            RouteTableIds=[properties["RouteTableId"]]
        )["RouteTables"][0]
        gateway = self.client.describe_internet_gateways(
            InternetGatewayIds=[properties["GatewayId"]]
        )["InternetGateways"][0]
        attached_to = [item["VpcId"] for item in gateway["Attachments"]]
        if table["VpcId"] not in attached_to:
            self.refuse("the gateway is not attached to the route table's network")

    def _check_nat_gateway(self, properties):
        table = self.client.describe_route_tables(
            RouteTableIds=[properties["RouteTableId"]]
        )["RouteTables"][0]
        found = {item["NatGatewayId"]: item for item in nat_gateways(self.client)}
        gateway = found.get(properties["NatGatewayId"])
        if gateway is None or gateway["VpcId"] != table["VpcId"]:
            self.refuse("there is no such NAT gateway in the route table's network")

    def _check_egress_only_gateway(self, properties):
        if "DestinationIpv6CidrBlock" not in properties:
            self.refuse("an egress-only gateway is for IPv6")
        table = self.client.describe_route_tables(
            RouteTableIds=[properties["RouteTableId"]]
        )["RouteTables"][0]
        gateway = self.client.describe_egress_only_internet_gateways(
            EgressOnlyInternetGatewayIds=[properties["EgressOnlyInternetGatewayId"]]
        )["EgressOnlyInternetGateways"][0]
        if gateway["Attachments"][0]["VpcId"] != table["VpcId"]:
            self.refuse("the gateway is not of the route table's network")

    def delete(self, live):
        self.client.delete_route(
            RouteTableId=live.properties["RouteTableId"],
            **only(live.properties, self.destinations),
        )


class SubnetRouteTableAssociation(Resource):
    type_name = "AWS::EC2::SubnetRouteTableAssociation"
    service = "ec2"
    attributes = ("Id",)

    def create(self, properties):
        association_id = self.call("AssociateRouteTable", properties)["AssociationId"]
        return Created(association_id, {"Id": association_id})

    def delete(self, live):
        self.client.disassociate_route_table(AssociationId=live.physical_id)
