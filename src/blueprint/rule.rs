//! Rules of security groups: who may reach whom, besides what follows from the rest of the blueprint.

use super::decode::OneOf;
use super::parameter::Parameter;
use super::section::{choice, section};

section! {
    /// Somebody who may reach the tasks of a service.
    ///
    /// The short form, a string, is who it is; they may reach the service's `port`.
    pub struct Ingress {
        /// Who: an IPv4 or IPv6 range, a prefix list (`pl-…`), a security group (`sg-…`, or the parameter that its id comes from) or
        /// another service by its name.
        from: OneOf<String, Parameter> {
            default: "required",
            aws: "AWS::EC2::SecurityGroupIngress CidrIp; AWS::EC2::SecurityGroupIngress CidrIpv6; AWS::EC2::SecurityGroupIngress SourcePrefixListId; AWS::EC2::SecurityGroupIngress SourceSecurityGroupId",
        }
        /// The port, or a range of ports as `"8000-8100"`.
        port: OneOf<i64, String> {
            default: "the service's `port`",
            range: "1 to 65535",
            aws: "AWS::EC2::SecurityGroupIngress FromPort; AWS::EC2::SecurityGroupIngress ToPort",
        }
        /// What is spoken below the application's own protocol.
        protocol: Transport {
            default: "\"tcp\"",
            aws: "AWS::EC2::SecurityGroupIngress IpProtocol",
        }
        /// What the rule is for.
        description: String {
            default: "who it lets in",
            range: "1 to 255 letters, digits, spaces and `. _ - : / ( ) # , @ [ ] + = & ; { } ! $ *`",
            aws: "AWS::EC2::SecurityGroupIngress Description",
        }
    }
}

section! {
    /// Somebody whom the tasks of a service may reach.
    ///
    /// The short form, a string, is who it is: port 443 of theirs may be reached, or the `port` of a service of the blueprint.
    pub struct Egress {
        /// Who: an IPv4 or IPv6 range, a prefix list (`pl-…`), a security group (`sg-…`, or the parameter that its id comes from) or
        /// another service by its name.
        to: OneOf<String, Parameter> {
            default: "required",
            aws: "AWS::EC2::SecurityGroupEgress CidrIp; AWS::EC2::SecurityGroupEgress CidrIpv6; AWS::EC2::SecurityGroupEgress DestinationPrefixListId; AWS::EC2::SecurityGroupEgress DestinationSecurityGroupId",
        }
        /// The port, or a range of ports as `"8000-8100"`.
        port: OneOf<i64, String> {
            default: "443, and of a service its `port`",
            range: "1 to 65535",
            aws: "AWS::EC2::SecurityGroupEgress FromPort; AWS::EC2::SecurityGroupEgress ToPort",
        }
        /// What is spoken below the application's own protocol.
        protocol: Transport {
            default: "\"tcp\"",
            aws: "AWS::EC2::SecurityGroupEgress IpProtocol",
        }
        /// What the rule is for.
        description: String {
            default: "whom it lets the tasks reach",
            range: "1 to 255 letters, digits, spaces and `. _ - : / ( ) # , @ [ ] + = & ; { } ! $ *`",
            aws: "AWS::EC2::SecurityGroupEgress Description",
        }
    }
}

section! {
    /// Somebody who may call a load balancer, on every port it listens on.
    ///
    /// The short form, a string, is who it is.
    pub struct Caller {
        /// Who: an IPv4 or IPv6 range, a prefix list (`pl-…`) or a security group (`sg-…`, or the parameter that its id comes from).
        from: OneOf<String, Parameter> {
            default: "required",
            aws: "AWS::EC2::SecurityGroupIngress CidrIp; AWS::EC2::SecurityGroupIngress CidrIpv6; AWS::EC2::SecurityGroupIngress SourcePrefixListId; AWS::EC2::SecurityGroupIngress SourceSecurityGroupId",
        }
        /// What the rule is for.
        description: String {
            default: "who it lets in",
            range: "1 to 255 letters, digits, spaces and `. _ - : / ( ) # , @ [ ] + = & ; { } ! $ *`",
            aws: "AWS::EC2::SecurityGroupIngress Description",
        }
    }
}

choice! {
    /// Whom the tasks may reach.
    pub enum EgressChoice {
        /// everybody
        All = "all",
        /// nobody but services that name this one in their `ingress`
        None = "none",
    }
}

choice! {
    /// What ports belong to.
    pub enum Transport {
        /// connections
        Tcp = "tcp",
        /// packets by themselves
        Udp = "udp",
    }
}
