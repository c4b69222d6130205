//! `[network]`: where the app runs.

use super::section::section;

section! {
    /// The network the app runs in: a new VPC with a public subnet in each availability zone, an internet gateway and routes.
    ///
    /// The address range is divided so that more zones, or private subnets, can be added later without moving a subnet.
    pub struct Network {
        /// Address range of the VPC.
        cidr: String {
            default: "\"10.0.0.0/16\"",
            range: "`/16` to `/23` within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
            aws: "AWS::EC2::VPC CidrBlock",
        }
        /// How many availability zones the app is spread over. The region must have as many.
        availability_zones: i64 {
            default: "2",
            range: "2 to 4",
            aws: "AWS::EC2::Subnet AvailabilityZone",
        }
    }
}
