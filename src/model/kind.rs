//! What is known of a type of AWS resource: the columns of the catalog.

use super::terraform::Terraform;

/// A type of AWS resource. Its rows stand in [`crate::catalog`].
#[derive(Debug)]
pub struct ResourceType {
    /// Its name in CloudFormation, `AWS::ECS::Service`.
    pub name: &'static str,
    /// What other resources can refer to, and how.
    pub attributes: &'static [AttributeRow],
    /// How it takes tags.
    pub tagging: Tagging,
    /// How Terraform says it.
    pub terraform: Terraform,
}

/// What a resource can be asked for, whatever the target calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// Its id: `vpc-0123…`.
    Id,
    /// Its Amazon Resource Name.
    Arn,
    /// Its name.
    Name,
    /// The name it has in DNS.
    DnsName,
    /// The hosted zone that `DnsName` is in.
    HostedZoneId,
    /// The address by which the internet knows it.
    PublicIp,
    /// Its first range of IPv6 addresses.
    Ipv6CidrBlock,
    /// Names of the servers that a hosted zone is asked at: a list.
    NameServers,
    /// The last part of its ARN, by which CloudWatch knows it: `app/name/0123…`.
    FullName,
}

/// One attribute of a type.
#[derive(Debug)]
pub struct AttributeRow {
    /// The attribute.
    pub attribute: Attribute,
    /// How CloudFormation spells it.
    pub cloudformation: CloudFormationAttribute,
    /// How Terraform spells it.
    pub terraform: TerraformAttribute,
}

/// How CloudFormation spells an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloudFormationAttribute {
    /// `!Ref Id`
    Ref,
    /// `!GetAtt Id.Name`
    GetAtt(&'static str),
    /// The first of what `!GetAtt Id.Name` lists.
    First(&'static str),
}

/// How Terraform spells an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TerraformAttribute {
    /// `aws_vpc.main.id`
    Own(&'static str),
    /// As an attribute of the type's own, and what CloudFormation has at its end.
    Ending(&'static str, &'static str),
    /// As an attribute of the companion of this type: it is ready when that is. Without companions, as an attribute of its own.
    Of(&'static str, &'static str, &'static str),
}

/// How a type takes tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// It takes none.
    None,
    /// As a list of `Key` and `Value`, in its property `Tags`.
    List,
    /// The same, in `HostedZoneTags`.
    HostedZoneTags,
    /// The same, in `HealthCheckTags`.
    HealthCheckTags,
    /// As a table, in `UserPoolTags`.
    UserPoolTags,
}

impl ResourceType {
    /// How CloudFormation spells an attribute; `None` if the type has no row for it.
    pub fn cloudformation(&self, attribute: Attribute) -> Option<CloudFormationAttribute> {
        self.attributes
            .iter()
            .find(|row| row.attribute == attribute)
            .map(|row| row.cloudformation)
    }

    /// How Terraform spells an attribute; `None` if the type has no row for it.
    pub fn terraform(&self, attribute: Attribute) -> Option<TerraformAttribute> {
        self.attributes
            .iter()
            .find(|row| row.attribute == attribute)
            .map(|row| row.terraform)
    }
}

impl Tagging {
    /// The property that takes the tags.
    pub fn property(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::List => Some("Tags"),
            Self::HostedZoneTags => Some("HostedZoneTags"),
            Self::HealthCheckTags => Some("HealthCheckTags"),
            Self::UserPoolTags => Some("UserPoolTags"),
        }
    }
}

impl Attribute {
    /// Whether it is a list of texts.
    pub fn is_list(self) -> bool {
        self == Self::NameServers
    }
}
