//! What rules of security groups have in common: ports, a protocol, a description.

use super::peer::Peer;
use crate::blueprint::{OneOf, Transport};
use crate::diagnostic::{Diagnostics, Path};

/// Somebody, and how they are reached or reach.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Who.
    pub peer: Peer,
    /// The ports.
    pub ports: Ports,
    /// What the ports belong to.
    pub transport: Transport,
    /// What the rule is for, if that is written.
    pub description: Option<String>,
    /// Where it stands.
    pub at: Path,
}

impl Rule {
    /// Whether it allows the same as another.
    fn is_like(&self, other: &Self) -> bool {
        self.peer == other.peer && self.ports == other.ports && self.transport == other.transport
    }
}

/// Ports from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ports {
    /// The first.
    pub first: i64,
    /// The last.
    pub last: i64,
}

impl Ports {
    /// One port.
    pub fn one(port: i64) -> Self {
        Self {
            first: port,
            last: port,
        }
    }

    /// Whether a port is among them.
    pub fn contain(self, port: i64) -> bool {
        (self.first..=self.last).contains(&port)
    }
}

/// Reads a port or a range of ports.
pub(super) fn ports(
    written: &OneOf<i64, String>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Ports> {
    let ports = match written {
        OneOf::First(port) => Ports::one(*port),
        OneOf::Second(text) => {
            let (first, last) = text.split_once('-').unwrap_or((text, text));
            let number = |text: &str| {
                let is_number = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
                is_number.then(|| text.parse::<i64>().ok()).flatten()
            };
            let (Some(first), Some(last)) = (number(first.trim()), number(last.trim())) else {
                let message = format!("`{}` is not a range of ports", text.escape_debug());
                out.error(at, message)
                    .help("write a port, as `8080`, or the first and the last, as `\"8000-8100\"`");
                return None;
            };
            Ports { first, last }
        }
    };
    let allowed = 1..=65535;
    for port in [ports.first, ports.last] {
        if !allowed.contains(&port) {
            out.error(at, format!("`{at}` cannot be {port}"))
                .help("write 1 to 65535");
            return None;
        }
    }
    if ports.first > ports.last {
        let message = format!("the range ends at {}, before it begins", ports.last);
        out.error(at, message).label(format!(
            "did you mean `\"{}-{}\"`?",
            ports.last, ports.first
        ));
        return None;
    }
    Some(ports)
}

/// What a rule is for.
pub(super) fn description(
    written: Option<&String>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<String> {
    // EC2 API, "IpRange", "SecurityGroupRuleDescription": up to 255 of these characters.
    const MARKS: &str = " ._-:/()#,@[]+=&;{}!$*";
    let text = written?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || MARKS.contains(c);
    if let Some(other) = text.chars().find(|c| !allowed(*c)) {
        let message = format!("the description of a rule cannot have `{other}` in it");
        out.error(at, message)
            .help("write letters, digits, spaces and `. _ - : / ( ) # , @ [ ] + = & ; { } ! $ *`");
        return None;
    }
    if !(1..=255).contains(&text.len()) {
        let message = format!(
            "the description of a rule cannot have {} characters",
            text.len()
        );
        out.error(at, message).help("write 1 to 255");
        return None;
    }
    Some(text.clone())
}

/// Adds a rule to others, unless it is one of them.
pub(super) fn add(rule: Rule, rules: &mut Vec<Rule>, out: &mut Diagnostics) {
    if rules.iter().any(|other| other.is_like(&rule)) {
        out.error(&rule.at, format!("`{}` is listed twice", rule.peer))
            .help("leave one of them out");
        return;
    }
    rules.push(rule);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(i64, i64)> {
        let written = OneOf::Second(text.to_owned());
        let ports = ports(&written, &Path::root(), &mut Diagnostics::new());
        ports.map(|ports| (ports.first, ports.last))
    }

    #[test]
    fn ports_are_one_or_a_range() {
        assert_eq!(read("8000-8100"), Some((8000, 8100)));
        assert_eq!(read("53"), Some((53, 53)));
        assert_eq!(read("1-65535"), Some((1, 65535)));
        for wrong in [
            "",
            "-",
            "8100-8000",
            "0-5",
            "080",
            "5-65536",
            "a-b",
            "1-2-3",
            "+1",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
