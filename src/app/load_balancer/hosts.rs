//! Which service answers to which name.

use indexmap::IndexMap;

use crate::app::service::Service;
use crate::diagnostic::{Diagnostics, Path};

/// Holds the names of all services against each other.
pub(super) fn check(services: &IndexMap<String, Service>, out: &mut Diagnostics) {
    let mut taken: IndexMap<&str, &str> = IndexMap::new();
    let mut catch_all: IndexMap<&str, &str> = IndexMap::new();
    for (name, service) in services {
        let Some(endpoint) = &service.endpoint else {
            continue;
        };
        let at = Path::of("services").key(name.clone());
        if out.is_unreadable(&at.key("hosts")) {
            continue;
        }
        if endpoint.hosts.is_empty()
            && let Some(other) = catch_all.insert(&endpoint.load_balancer, name)
        {
            out.error(
                &at,
                format!("`{name}` and `{other}` both answer to every name"),
            )
            .help("give one of them `hosts`");
        }
        for (i, host) in endpoint.hosts.iter().enumerate() {
            let at = at.key("hosts").index(i);
            if let Some(other) = taken.insert(host.as_str(), name)
                && other != name
            {
                out.error(&at, format!("`{host}` is a name of `{other}` already"))
                    .help("a name goes to one service: take it from one of the two");
            }
        }
    }
}
