//! `ingress` of a load balancer: who may call it, instead of everybody that its scheme lets reach it.

use crate::app::peer::{self, Peer};
use crate::app::rule;
use crate::blueprint::{self, OneOf};
use crate::diagnostic::{Diagnostics, Path};

/// Somebody who may call a load balancer.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who; no service.
    pub peer: Peer,
    /// What the rule is for, if that is written.
    pub description: Option<String>,
    /// Where it stands.
    pub at: Path,
}

/// Resolves who may call; none if the scheme decides.
pub(super) fn resolve(
    written: Option<&Vec<OneOf<String, blueprint::Caller>>>,
    load_balancer: &Path,
    out: &mut Diagnostics,
) -> Vec<Caller> {
    let at = load_balancer.key("ingress");
    let Some(written) = written else {
        return Vec::new();
    };
    if written.is_empty() {
        out.error(&at, "nobody could call the load balancer")
            .help("list who may, or leave `ingress` out");
    }
    let mut callers: Vec<Caller> = Vec::with_capacity(written.len());
    for (i, entry) in written.iter().enumerate() {
        let at = at.index(i);
        let long = match entry {
            OneOf::First(text) => &blueprint::Caller::new().from(text.clone()),
            OneOf::Second(long) => long,
        };
        let from_at = match entry {
            OneOf::First(_) => at.clone(),
            OneOf::Second(_) => at.key("from"),
        };
        let Some(from) = &long.from else {
            out.missing(&at, "from", "from = \"10.0.0.0/8\"");
            continue;
        };
        let description = rule::description(long.description.as_ref(), &at.key("description"), out);
        let Some(peer) = peer::resolve(from, &[], &from_at, out) else {
            continue;
        };
        if callers.iter().any(|other| other.peer == peer) {
            out.error(&at, format!("`{peer}` is listed twice"))
                .help("leave one of them out");
            continue;
        }
        callers.push(Caller {
            peer,
            description,
            at,
        });
    }
    callers
}
