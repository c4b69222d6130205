//! In which subnets the tasks of a service are.

use crate::blueprint;
use crate::diagnostic::{Diagnostics, Path};

/// A kind of subnets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// A public address leads to the internet and back.
    Public,
    /// The internet is reached through a NAT gateway, or not at all.
    Private,
    /// Nothing outside of the VPC is reached.
    Isolated,
}

impl Tier {
    /// All of them, from the outside in.
    pub const ALL: [Self; 3] = [Self::Public, Self::Private, Self::Isolated];

    /// Its word in the language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Isolated => "isolated",
        }
    }
}

impl From<blueprint::Placement> for Tier {
    fn from(written: blueprint::Placement) -> Self {
        match written {
            blueprint::Placement::Public => Self::Public,
            blueprint::Placement::Private => Self::Private,
            blueprint::Placement::Isolated => Self::Isolated,
        }
    }
}

/// Where the tasks of a service are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// In public subnets.
    Public {
        /// Whether each has a public address.
        has_address: bool,
    },
    /// In private subnets.
    Private,
    /// In isolated subnets.
    Isolated,
}

impl Placement {
    /// The kind of subnets.
    pub fn tier(self) -> Tier {
        match self {
            Self::Public { .. } => Tier::Public,
            Self::Private => Tier::Private,
            Self::Isolated => Tier::Isolated,
        }
    }

    /// Whether a task gets a public address.
    pub fn has_public_address(self) -> bool {
        self == Self::Public { has_address: true }
    }
}

/// Decides where the tasks of a service are.
pub(in crate::app) fn of_service(
    network: Option<&blueprint::Network>,
    public_ip: Option<bool>,
    service: &Path,
    out: &mut Diagnostics,
) -> Placement {
    let placement = network.and_then(|network| network.placement);
    match (placement.map_or(Tier::Private, Tier::from), public_ip) {
        (_, Some(true)) | (Tier::Public, None) => Placement::Public { has_address: true },
        (Tier::Public, Some(false)) => {
            out.warning(
                &service.key("public_ip"),
                "tasks in public subnets without a public address cannot pull their image",
            )
            .help("leave it out: only the load balancer can reach the task by its address");
            Placement::Public { has_address: false }
        }
        (Tier::Private, _) => Placement::Private,
        (Tier::Isolated, _) => Placement::Isolated,
    }
}
