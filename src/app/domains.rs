//! Several domains, and which of them a name belongs to.

use indexmap::IndexMap;

use super::domain::{self, Domain, HostName, ZoneOrigin};
use super::plural;
use crate::blueprint::Blueprint;
use crate::diagnostic::{Diagnostics, Path, listed};

/// The domains of an app: the default first.
#[derive(Clone, Debug, Default)]
pub struct Domains {
    all: Vec<Domain>,
    /// Whether there is one that could not be read.
    is_unread: bool,
}

/// Resolves `[domain]` and `[domains.…]`.
pub(super) fn resolve(blueprint: &Blueprint, out: &mut Diagnostics) -> Domains {
    let parts = plural::parts(
        ("domain", blueprint.domain.as_ref()),
        ("domains", blueprint.domains.as_ref()),
        out,
    );
    let all: Vec<Domain> = parts
        .iter()
        .filter_map(|part| domain::resolve(part, out))
        .collect();
    let is_unread = all.len() < parts.len()
        || ["domain", "domains"]
            .iter()
            .any(|key| out.is_unreadable(&Path::of(*key)));
    check_distinct(&all, out);
    Domains { all, is_unread }
}

/// Reports zones that stand there twice: nobody could tell which of them a name belongs to.
fn check_distinct(all: &[Domain], out: &mut Diagnostics) {
    let mut zones: IndexMap<(&HostName, bool), &Domain> = IndexMap::new();
    let mut ids: IndexMap<_, &Domain> = IndexMap::new();
    for domain in all {
        if let Some(other) = zones.insert((&domain.zone, domain.is_private), domain) {
            out.error(
                &domain.at.key("zone"),
                format!("`{}` is the zone of `{}` already", domain.zone, other.at),
            )
            .help("leave one of them out; a public and a private domain may have the same zone");
        }
        if let ZoneOrigin::Existing(Some(id)) = &domain.origin
            && let Some(other) = ids.insert(id, domain)
        {
            out.error(
                &domain.at.key("zone_id"),
                format!("this is the hosted zone of `{}` already", other.at),
            )
            .help("each domain has a hosted zone of its own");
        }
    }
}

impl Domains {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Domain> {
        self.all.iter()
    }

    /// Whether there may be others that could not be read.
    pub(super) fn is_unread(&self) -> bool {
        self.is_unread
    }

    /// The domains that the records of a name go into: those with the longest zone. If one of two is private, it alone has the
    /// names of internal load balancers.
    pub fn of(&self, host: &HostName, is_internal: bool) -> Vec<&Domain> {
        let around: Vec<&Domain> = self.around(host).collect();
        let Some(longest) = around.iter().map(|domain| domain.zone.as_str().len()).max() else {
            return Vec::new();
        };
        let homes = || {
            let all = around.iter().copied();
            all.filter(move |domain| domain.zone.as_str().len() == longest)
        };
        let has_private = homes().any(|domain| domain.is_private);
        homes()
            .filter(|domain| domain.is_private || !(is_internal && has_private))
            .collect()
    }

    /// The domain through which a certificate for a name is validated: the public one with the longest zone.
    pub fn proof_of(&self, host: &HostName) -> Option<&Domain> {
        self.around(host)
            .filter(|domain| !domain.is_private)
            .max_by_key(|domain| domain.zone.as_str().len())
    }

    /// The domain of the app in which a new zone is delegated: the public one with the longest zone above it.
    pub fn above(&self, domain: &Domain) -> Option<&Domain> {
        self.around(&domain.zone)
            .filter(|other| !other.is_private && other.zone != domain.zone)
            .max_by_key(|other| other.zone.as_str().len())
            .filter(|other| other.is_writable() && !domain.is_private)
    }

    fn around(&self, host: &HostName) -> impl Iterator<Item = &Domain> {
        let all = self.all.iter();
        all.filter(|domain| host.is_in(&domain.zone))
    }

    /// Reports a name that is in no domain, where there are domains.
    pub(super) fn check(&self, host: &HostName, at: &Path, out: &mut Diagnostics) {
        if self.is_unread || self.all.is_empty() || self.around(host).next().is_some() {
            return;
        }
        let mut zones: Vec<&str> = self.all.iter().map(|domain| domain.zone.as_str()).collect();
        zones.dedup();
        if let [zone] = zones[..] {
            out.error(at, format!("`{host}` is not in the zone `{zone}`"))
                .help(format!(
                    "write `{zone}`, or a name that ends with `.{zone}`"
                ));
            return;
        }
        let known = listed(zones, "and");
        out.error(at, format!("`{host}` is in none of the zones")).help(format!(
            "the zones are {known}: write a name in one of them, or add a domain, as `[domains.other]`"
        ));
    }
}
