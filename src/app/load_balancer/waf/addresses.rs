//! Sets of addresses.

use ipnet::IpNet;

use crate::diagnostic::{Diagnostics, Path};

/// Most addresses of a set (AWS WAF API, "CreateIPSet").
const MOST: usize = 10_000;

/// Address ranges, by family: AWS WAF has no set of both.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// Those of IPv4.
    pub ipv4: Vec<String>,
    /// Those of IPv6.
    pub ipv6: Vec<String>,
}

impl Addresses {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.families().next().is_none()
    }

    /// The families there are addresses of, as in `IPV4`.
    pub fn families(&self) -> impl Iterator<Item = (&'static str, &Vec<String>)> {
        let families = [("IPV4", &self.ipv4), ("IPV6", &self.ipv6)];
        families
            .into_iter()
            .filter(|(_, ranges)| !ranges.is_empty())
    }

    fn contains(&self, range: &str) -> bool {
        self.families()
            .any(|(_, ranges)| ranges.iter().any(|other| other == range))
    }
}

/// Resolves a list of address ranges.
pub(super) fn resolve(written: Option<&[String]>, at: &Path, out: &mut Diagnostics) -> Addresses {
    let mut addresses = Addresses::default();
    let Some(written) = written else {
        return addresses;
    };
    if written.is_empty() {
        out.error(at, format!("`{at}` is empty"))
            .help("list address ranges, as `[\"203.0.113.0/24\"]`, or leave it out");
    }
    for (i, text) in written.iter().enumerate() {
        let at = at.index(i);
        let Some(range) = range(text, &at, out) else {
            continue;
        };
        let text = range.to_string();
        if addresses.contains(&text) {
            out.error(&at, format!("`{text}` is listed twice"))
                .help("leave one of them out");
            continue;
        }
        match range {
            IpNet::V4(_) => addresses.ipv4.push(text),
            IpNet::V6(_) => addresses.ipv6.push(text),
        }
    }
    for (_, ranges) in addresses.families() {
        if ranges.len() > MOST {
            out.error(
                at,
                format!(
                    "a set takes {MOST} ranges of a family, and there are {}",
                    ranges.len()
                ),
            )
            .help("join ranges that lie side by side");
        }
    }
    addresses
}

/// Reports ranges that are allowed too: what is allowed is decided on first, so they would not be blocked.
pub(super) fn check_apart(
    allow: &Addresses,
    block: Option<&[String]>,
    at: &Path,
    out: &mut Diagnostics,
) {
    for (i, text) in block.unwrap_or_default().iter().enumerate() {
        let is_allowed = text.parse::<IpNet>().is_ok_and(|range| {
            let allowed = allow.families().flat_map(|(_, ranges)| ranges);
            allowed
                .filter_map(|other| other.parse::<IpNet>().ok())
                .any(|other| other.contains(&range))
        });
        if is_allowed {
            out.error(
                &at.index(i),
                format!("`{text}` is in `allow`, which comes first"),
            )
            .help("take it from one of the two");
        }
    }
}

/// A range, written with the address it begins at.
fn range(text: &str, at: &Path, out: &mut Diagnostics) -> Option<IpNet> {
    let Ok(range) = text.parse::<IpNet>() else {
        out.error(at, format!("`{}` is not an address range", text.escape_debug()))
            .help("write an address and a prefix length, as `\"203.0.113.0/24\"`, `\"203.0.113.7/32\"` or `\"2001:db8::/32\"`");
        return None;
    };
    if range.trunc() != range {
        out.error(
            at,
            format!("`{range}` does not begin at an address of that range"),
        )
        .label(format!("did you mean `{}`?", range.trunc()));
        return None;
    }
    // AWS WAF API, "CreateIPSet": all ranges but /0.
    if range.prefix_len() == 0 {
        out.error(at, "a set of addresses cannot have all of them")
            .help(
                "name the ranges that are meant; both halves of them, if it has to be so, are `/1`",
            );
        return None;
    }
    Some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(ranges: &[&str]) -> (Addresses, usize) {
        let mut out = Diagnostics::new();
        let ranges: Vec<String> = ranges.iter().map(|text| (*text).to_owned()).collect();
        let addresses = resolve(Some(&ranges), &Path::of("x"), &mut out);
        (addresses, out.iter().count())
    }

    #[test]
    fn families_are_kept_apart() {
        let (addresses, problems) = resolved(&["203.0.113.0/24", "2001:db8::/32", "10.0.0.1/32"]);
        assert_eq!(problems, 0);
        assert_eq!(addresses.ipv4, ["203.0.113.0/24", "10.0.0.1/32"]);
        assert_eq!(addresses.ipv6, ["2001:db8::/32"]);
    }

    #[test]
    fn what_waf_refuses_is_refused() {
        for range in [
            "0.0.0.0/0",
            "::/0",
            "10.0.0.1",
            "10.0.0.1/24",
            "10.0.0.0/33",
            "",
        ] {
            assert_eq!(resolved(&[range]).1, 1, "{range}");
        }
        // The same range, written in two ways.
        assert_eq!(resolved(&["2001:db8::/32", "2001:0db8::/32"]).1, 1);
    }
}
