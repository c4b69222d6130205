"""EC2: ways out of private subnets: NAT gateways, their addresses, and VPC endpoints."""

from moto.ec2.models.vpcs import AWS_ENDPOINT_SERVICES, COVERED_ENDPOINT_SERVICES

from .base import Created, Resource, is_true, without
from .ec2_network import ipv6_ranges, tag_specifications
from .ec2_ways import default_route, nat_gateways, vpc_endpoints

GATEWAY_SERVICES = {"dynamodb", "s3"}
# https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
SERVICES = {*AWS_ENDPOINT_SERVICES, *COVERED_ENDPOINT_SERVICES, "email"}


class Eip(Resource):
    type_name = "AWS::EC2::EIP"
    service = "ec2"
    attributes = ("AllocationId", "PublicIp")

    def create(self, properties):
        address = self.call(
            "AllocateAddress",
            without(properties, "Tags"),
            TagSpecifications=tag_specifications("elastic-ip", properties),
        )
        return Created(
            address["PublicIp"],
            {
                "AllocationId": address["AllocationId"],
                "PublicIp": address["PublicIp"],
            },
        )

    def delete(self, live):
        allocation_id = live.attributes["AllocationId"]
        for gateway in nat_gateways(self.client):
            for address in gateway["NatGatewayAddresses"]:
                if address["AllocationId"] == allocation_id:
                    self.refuse("a NAT gateway still has the address")
        self.client.release_address(AllocationId=allocation_id)


class NatGateway(Resource):
    type_name = "AWS::EC2::NatGateway"
    service = "ec2"
    attributes = ("NatGatewayId",)

    def create(self, properties):
        if "AllocationId" not in properties:
            self.refuse("a public NAT gateway needs the allocation id of an address")
        if not default_route(self.client, properties["SubnetId"]).startswith("igw-"):
            self.refuse("its subnet has no route to an internet gateway")
        gateway = self.call(
            "CreateNatGateway",
            without(properties, "Tags"),
            TagSpecifications=tag_specifications("natgateway", properties),
        )["NatGateway"]
        gateway_id = gateway["NatGatewayId"]
        return Created(gateway_id, {"NatGatewayId": gateway_id})

    def delete(self, live):
        self.client.delete_nat_gateway(NatGatewayId=live.physical_id)


class VpcCidrBlock(Resource):
    type_name = "AWS::EC2::VPCCidrBlock"
    service = "ec2"
    attributes = ("Id",)

    def create(self, properties):
        answer = self.call("AssociateVpcCidrBlock", properties)
        if "AmazonProvidedIpv6CidrBlock" in properties:
            association = answer["Ipv6CidrBlockAssociation"]
            ranges = ipv6_ranges(properties["VpcId"])
            ranges.append(association["Ipv6CidrBlock"])
        else:
            association = answer["CidrBlockAssociation"]
        association_id = association["AssociationId"]
        return Created(association_id, {"Id": association_id})

    def delete(self, live):
        vpc_id = live.properties["VpcId"]
        if "AmazonProvidedIpv6CidrBlock" in live.properties:
            subnets = self.client.describe_subnets(
                Filters=[{"Name": "vpc-id", "Values": [vpc_id]}]
            )["Subnets"]
            if any(subnet["Ipv6CidrBlockAssociationSet"] for subnet in subnets):
                self.refuse("subnets still have a part of the range")
            ipv6_ranges(vpc_id).clear()
        self.client.disassociate_vpc_cidr_block(AssociationId=live.physical_id)


class EgressOnlyInternetGateway(Resource):
    type_name = "AWS::EC2::EgressOnlyInternetGateway"
    service = "ec2"
    attributes = ("Id",)

    def create(self, properties):
        gateway = self.call(
            "CreateEgressOnlyInternetGateway",
            without(properties, "Tags"),
            TagSpecifications=tag_specifications(
                "egress-only-internet-gateway", properties
            ),
        )["EgressOnlyInternetGateway"]
        gateway_id = gateway["EgressOnlyInternetGatewayId"]
        return Created(gateway_id, {"Id": gateway_id})

    def delete(self, live):
        self.client.delete_egress_only_internet_gateway(
            EgressOnlyInternetGatewayId=live.physical_id
        )


class VpcEndpoint(Resource):
    type_name = "AWS::EC2::VPCEndpoint"
    service = "ec2"
    attributes = ("Id",)

    def create(self, properties):
        prefix = f"com.amazonaws.{self.region}."
        name = properties["ServiceName"]
        if not name.startswith(prefix) or name.removeprefix(prefix) not in SERVICES:
            self.refuse(f"the service {name} does not exist")
        if properties.get("VpcEndpointType", "Gateway") == "Gateway":
            self._check_gateway(name.removeprefix(prefix), properties)
        else:
            self._check_interface(name, properties)
        endpoint = self.call(
            "CreateVpcEndpoint",
            without(properties, "Tags"),
            TagSpecifications=tag_specifications("vpc-endpoint", properties),
        )["VpcEndpoint"]
        endpoint_id = endpoint["VpcEndpointId"]
        return Created(endpoint_id, {"Id": endpoint_id})

    def _check_gateway(self, service, properties):
        if service not in GATEWAY_SERVICES:
            self.refuse(f"{service} has no gateway endpoint")
        for name in ("SubnetIds", "SecurityGroupIds", "PrivateDnsEnabled"):
            if name in properties:
                self.refuse(f"{name} is not for a gateway endpoint")
        tables = self.client.describe_route_tables(
            RouteTableIds=properties["RouteTableIds"]
        )["RouteTables"]
        if {table["VpcId"] for table in tables} != {properties["VpcId"]}:
            self.refuse("its route tables are not those of its VPC")

    def _check_interface(self, name, properties):
        if "RouteTableIds" in properties:
            self.refuse("RouteTableIds is not for an interface endpoint")
        vpc_id = properties["VpcId"]
        subnets = self.client.describe_subnets(SubnetIds=properties["SubnetIds"])
        subnets = subnets["Subnets"]
        zones = {subnet["AvailabilityZone"] for subnet in subnets}
        if len(zones) != len(subnets):
            self.refuse("it takes one subnet of a zone")
        groups = self.client.describe_security_groups(
            GroupIds=properties["SecurityGroupIds"]
        )["SecurityGroups"]
        if {item["VpcId"] for item in (*subnets, *groups)} != {vpc_id}:
            self.refuse("its subnets and groups are not those of its VPC")
        if not is_true(properties.get("PrivateDnsEnabled", False)):
            return
        for attribute in ("enableDnsSupport", "enableDnsHostnames"):
            answer = self.client.describe_vpc_attribute(
                VpcId=vpc_id, Attribute=attribute
            )
            if not answer[attribute[0].upper() + attribute[1:]]["Value"]:
                self.refuse(f"private DNS needs {attribute}")
        for other in vpc_endpoints(self.client, vpc_id):
            if other["ServiceName"] == name and other["PrivateDnsEnabled"]:
                self.refuse("private-dns-enabled cannot be set: conflicting DNS domain")

    def delete(self, live):
        self.client.delete_vpc_endpoints(VpcEndpointIds=[live.physical_id])
