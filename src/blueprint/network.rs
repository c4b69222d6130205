//! `[network]`: where the app runs.

use super::decode::OneOf;
use super::flow_logs::FlowLogs;
use super::parameter::Parameter;
use super::section::{choice, section};

section! {
    /// The network the app runs in: a new VPC, or an existing one.
    ///
    /// A new VPC has subnets for what is in them and no others: public ones for an internet-facing load balancer, a NAT gateway or
    /// tasks with a public address, private or isolated ones for the other tasks. Its address range is divided so that zones and kinds
    /// of subnets can be added later without moving a subnet. VPC peering, transit gateways and VPNs belong to a network that
    /// outlives the app: bring it as `existing`.
    pub struct Network {
        /// Address range of the new VPC.
        cidr: String {
            default: "\"10.0.0.0/16\"",
            range: "`/16` to `/23` within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
            aws: "AWS::EC2::VPC CidrBlock",
        }
        /// Further address ranges of the new VPC: a range that others make subnets in, or one that holds a kind of the app's own
        /// subnets, as `{ cidr = "100.64.0.0/16", tier = "private" }`. Adding a range changes nothing else, but a `tier` moves
        /// the subnets it names, with everything in them: settle that before the first deploy.
        secondary_cidrs: Vec<OneOf<String, SecondaryCidr>> {
            default: "none",
            range: "`/16` to `/28`, and what AWS lets a VPC of that `cidr` have: more of the same private range, of 100.64.0.0/10, or public addresses of your own",
            aws: "AWS::EC2::VPCCidrBlock CidrBlock",
        }
        /// How many availability zones the app is spread over. The region must have as many.
        availability_zones: i64 {
            default: "2",
            range: "2 to 4",
            aws: "AWS::EC2::Subnet AvailabilityZone",
        }
        /// Where tasks run, but for those of services that say `public_ip = true`.
        placement: Placement {
            default: "\"private\"",
            aws: "AWS::ECS::Service NetworkConfiguration.AwsvpcConfiguration.Subnets",
        }
        /// How tasks in private subnets reach the internet. There is no NAT gateway, and nothing to pay, if there are none.
        ///
        /// In us-east-1 a NAT gateway costs about 0.045 USD an hour (33 USD a month) and 0.045 USD for each GB, and its public
        /// address 0.005 USD an hour; other regions cost more. `"per-az"` has as many as zones.
        nat: Nat {
            default: "\"single\"",
            aws: "AWS::EC2::NatGateway SubnetId",
        }
        /// VPC endpoints: ways to AWS's own services that need no internet. `"auto"`, `"none"`, or the names of services as in
        /// `com.amazonaws.<region>.ecr.api`, without what is before them: `["ecr.api", "ecr.dkr", "logs", "s3"]`.
        ///
        /// With `"auto"`, tasks that have no other way out get an endpoint for everything the blueprint says they use: their image in
        /// ECR, logs, secrets, ECS Exec, and the services that their `permissions` name. In us-east-1 each but those of S3 and DynamoDB
        /// costs about 0.01 USD an hour in every zone (15 USD a month in two zones) and 0.01 USD for each GB. Tasks that have a NAT gateway
        /// get the endpoints that are free, those of S3 (where ECR keeps images) and DynamoDB, if they use them: that spares what the
        /// gateway costs by the GB. A bucket's policy then sees the VPC, and not the address of the gateway. Endpoints that the
        /// stack makes are spelled so in every region but those of China, where some are called otherwise: list none there. In an
        /// existing VPC, `"auto"` makes none.
        endpoints: OneOf<EndpointChoice, Vec<String>> {
            default: "\"auto\"",
            aws: "AWS::EC2::VPCEndpoint ServiceName",
        }
        /// Records of who talked to whom in the VPC. `true`, or how. They are charged for.
        flow_logs: OneOf<bool, FlowLogs> {
            default: "false",
            aws: "AWS::EC2::FlowLog ResourceId",
        }
        /// Which addresses there are in the new VPC, or in the subnets of the existing one.
        ///
        /// With `"dualstack"`, Amazon gives the VPC a range of IPv6 addresses and every subnet a part of it: load balancers answer to both
        /// kinds of addresses, names have a record for each, and tasks get an address of each, unless the account's ECS setting `dualStackIPv6`
        /// is off. Tasks in private subnets reach IPv6 addresses in the internet through an egress-only gateway, which costs nothing;
        /// they still need a way by IPv4 to whatever has no IPv6 address. Load balancers reach the tasks by IPv4.
        ip: Ip {
            default: "\"ipv4\"",
            aws: "AWS::EC2::VPCCidrBlock AmazonProvidedIpv6CidrBlock; AWS::EC2::Subnet Ipv6CidrBlock",
        }
        /// A VPC that is there already. Nothing in it is changed, and nothing made but what the blueprint says.
        existing: ExistingNetwork {
            default: "none: a new VPC",
        }
    }
}

choice! {
    /// Where tasks run.
    pub enum Placement {
        /// public subnets, with a public address each: nothing but the load balancer reaches them by it
        Public = "public",
        /// private subnets, which reach the internet through a NAT gateway
        Private = "private",
        /// subnets with no way to the internet, and VPC endpoints for what is needed of AWS
        Isolated = "isolated",
    }
}

choice! {
    /// How private tasks reach the internet.
    pub enum Nat {
        /// not at all: VPC endpoints are their only way out
        None = "none",
        /// one NAT gateway: if its zone fails, the tasks of all zones have no way out
        Single = "single",
        /// a NAT gateway in each zone: a zone that fails takes down nothing but itself
        PerAz = "per-az",
    }
}

choice! {
    /// Which addresses there are.
    pub enum Ip {
        /// IPv4 addresses
        Ipv4 = "ipv4",
        /// IPv4 and IPv6 addresses
        Dualstack = "dualstack",
    }
}

choice! {
    /// Which VPC endpoints there are.
    pub enum EndpointChoice {
        /// those that the app's own parts need
        Auto = "auto",
        /// none
        None = "none",
    }
}

section! {
    /// A further address range of the VPC.
    ///
    /// The short form, a string, is a range that holds none of the app's own subnets.
    pub struct SecondaryCidr {
        /// The range.
        cidr: String {
            default: "required",
            range: "`/16` to `/25`",
            aws: "AWS::EC2::VPCCidrBlock CidrBlock",
        }
        /// The subnets that are in this range instead of the VPC's first one.
        tier: Placement {
            default: "required",
            aws: "AWS::EC2::Subnet CidrBlock",
        }
    }
}

section! {
    /// A VPC that is there already, and those of its subnets that the app may use.
    ///
    /// A load balancer needs subnets in two zones. Private subnets are those from which the internet, or whatever takes its place, is
    /// reached without a public address: their routes are not looked at. Without an image in ECR and endpoints in the VPC, tasks
    /// in `isolated_subnets` cannot start.
    pub struct ExistingNetwork {
        /// The VPC: its id, or the parameter it comes from.
        vpc: OneOf<String, Parameter> {
            default: "required",
            range: "`vpc-` and 8 or 17 hexadecimal digits",
            aws: "AWS::EC2::SecurityGroup VpcId",
        }
        /// Its public subnets: their ids, those with their zones, or the parameter that they come from.
        public_subnets: OneOf<Vec<OneOf<String, Subnet>>, Parameter> {
            default: "none",
            range: "`subnet-` and 8 or 17 hexadecimal digits",
            aws: "AWS::ECS::Service NetworkConfiguration.AwsvpcConfiguration.Subnets",
        }
        /// Its private subnets.
        private_subnets: OneOf<Vec<OneOf<String, Subnet>>, Parameter> {
            default: "none",
            range: "`subnet-` and 8 or 17 hexadecimal digits",
            aws: "AWS::ECS::Service NetworkConfiguration.AwsvpcConfiguration.Subnets",
        }
        /// Its isolated subnets.
        isolated_subnets: OneOf<Vec<OneOf<String, Subnet>>, Parameter> {
            default: "none",
            range: "`subnet-` and 8 or 17 hexadecimal digits",
            aws: "AWS::ECS::Service NetworkConfiguration.AwsvpcConfiguration.Subnets",
        }
        /// Its address range: who an internal load balancer answers to.
        cidr: String {
            default: "none",
            range: "`/16` to `/28`",
            aws: "AWS::EC2::SecurityGroupIngress CidrIp",
        }
    }
}

section! {
    /// A subnet that is there already, and where it is.
    ///
    /// The short form, a string, is its id.
    pub struct Subnet {
        /// Its id.
        id: String {
            default: "required",
            range: "`subnet-` and 8 or 17 hexadecimal digits",
            aws: "AWS::ECS::Service NetworkConfiguration.AwsvpcConfiguration.Subnets",
        }
        /// Its availability zone: two subnets of a load balancer cannot be in one.
        zone: String {
            default: "none",
            range: "the name of a zone, as `eu-west-1a`",
        }
    }
}
