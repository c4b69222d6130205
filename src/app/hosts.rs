//! `hosts`: the names that a service or a route answers to.

use super::domain::HostName;
use super::domains::Domains;
use crate::diagnostic::{Diagnostics, Path};

/// Resolves `hosts` of the table at `table`.
pub(super) fn resolve(
    written: &[String],
    domains: &Domains,
    table: &Path,
    out: &mut Diagnostics,
) -> Vec<HostName> {
    let at = table.key("hosts");
    let mut hosts: Vec<HostName> = Vec::with_capacity(written.len());
    for (i, text) in written.iter().enumerate() {
        let at = at.index(i);
        let Some(host) = HostName::parse(text, &at, out) else {
            out.mark_unreadable(table.key("hosts"));
            continue;
        };
        // Elastic Load Balancing API, "HostHeaderConditionConfig": values to 128 characters.
        if host.as_str().len() > 128 {
            out.error(&at, "a load balancer's rule takes names to 128 characters")
                .help("choose a shorter name");
        }
        if host.is_wildcard() {
            out.warning(
                &at,
                "every name below answers, and the certificate holds for all of them on the next level",
            )
            .help("list the names, if they are known");
        }
        domains.check(&host, &at, out);
        if hosts.contains(&host) {
            out.error(&at, format!("`{host}` is listed twice"))
                .help("leave one of them out");
            continue;
        }
        hosts.push(host);
    }
    hosts
}
