//! Who is at the other end of a rule of a security group.

use ipnet::IpNet;

use super::identifier::is_id;
use super::parameter::{self, Given};
use crate::blueprint::{self, OneOf};
use crate::diagnostic::{Diagnostics, Path, nearest};

/// Who is at the other end of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Peer {
    /// An address range.
    Range(IpNet),
    /// A prefix list, by its id.
    PrefixList(String),
    /// What is in a security group that is there already.
    Group(Given),
    /// The tasks of a service.
    Service(String),
}

impl Peer {
    /// Whether it is everybody, by one of the two kinds of addresses.
    pub fn is_everybody(&self) -> bool {
        matches!(self, Self::Range(range) if range.prefix_len() == 0)
    }
}

impl std::fmt::Display for Peer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Range(range) => range.fmt(f),
            Self::PrefixList(id) => f.write_str(id),
            Self::Group(Given::Literal(name) | Given::Parameter(name)) | Self::Service(name) => {
                f.write_str(name)
            }
        }
    }
}

/// Reads who is meant; `services` are the names that can stand for one.
pub(super) fn resolve(
    written: &OneOf<String, blueprint::Parameter>,
    services: &[&str],
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Peer> {
    match written {
        OneOf::First(text) => of_text(text, services, at, out),
        OneOf::Second(_) => security_group(written, at, out).map(Peer::Group),
    }
}

/// A security group that is there already.
pub(super) fn security_group(
    written: &OneOf<String, blueprint::Parameter>,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<Given> {
    let check = |id: &str, at: &Path, out: &mut Diagnostics| {
        if !is_id(id, "sg-") {
            let message = format!("`{}` is not the id of a security group", id.escape_debug());
            out.error(at, message).help(
                "write an id, as `\"sg-0123456789abcdef0\"`, or the parameter it comes from, as `{ parameter = \"SharedGroupId\" }`",
            );
        }
    };
    let group = parameter::given(written, "GroupId", at, check, out);
    // A parameter without a name is reported already.
    (group != Given::Parameter(String::new())).then_some(group)
}

fn of_text(text: &str, services: &[&str], at: &Path, out: &mut Diagnostics) -> Option<Peer> {
    if is_id(text, "sg-") {
        return Some(Peer::Group(Given::Literal(text.to_owned())));
    }
    if is_id(text, "pl-") {
        return Some(Peer::PrefixList(text.to_owned()));
    }
    if services.contains(&text) {
        return Some(Peer::Service(text.to_owned()));
    }
    if let Some(range) = range(text, at, out) {
        return range.map(Peer::Range);
    }
    let shown = text.escape_debug();
    for (prefix, what) in [("sg-", "security group"), ("pl-", "prefix list")] {
        if text.starts_with(prefix) {
            out.error(at, format!("`{shown}` is not the id of a {what}"))
                .help(format!("write an id, as `\"{prefix}0123456789abcdef0\"`"));
            return None;
        }
    }
    let forms = "an address range, as `\"10.0.0.0/16\"` or `\"2001:db8::/32\"`, a prefix list, as `\"pl-0123456789abcdef0\"`, \
                 or a security group, as `\"sg-0123456789abcdef0\"`";
    if services.is_empty() {
        out.error(at, format!("`{shown}` is nobody that can be let in here"))
            .help(format!("write {forms}"));
        return None;
    }
    let diagnostic = out.error(at, format!("there is no service `{shown}`"));
    if let Some(meant) = nearest(text, services.iter().copied()) {
        diagnostic.label(format!("did you mean `{meant}`?"));
    }
    diagnostic.help(format!("write the name of a service, {forms}"));
    None
}

/// An address range; `None` if the text is not meant as one, `Some(None)` if it is a wrong one, which is then reported.
fn range(text: &str, at: &Path, out: &mut Diagnostics) -> Option<Option<IpNet>> {
    if let Ok(address) = text.parse::<std::net::IpAddr>() {
        let only = IpNet::from(address);
        out.error(at, format!("`{text}` is an address, not a range"))
            .label(format!("did you mean `{only}`?"));
        return Some(None);
    }
    let Ok(range) = text.parse::<IpNet>() else {
        if !text.contains('/') {
            return None;
        }
        out.error(
            at,
            format!("`{}` is not an address range", text.escape_debug()),
        )
        .help("write an address and a prefix length, as `\"10.0.0.0/16\"` or `\"2001:db8::/32\"`");
        return Some(None);
    };
    if range.trunc() != range {
        out.error(
            at,
            format!("`{range}` does not begin at an address of that range"),
        )
        .label(format!("did you mean `{}`?", range.trunc()));
        return Some(None);
    }
    if let IpNet::V6(v6) = range
        && v6.network().to_ipv4_mapped().is_some()
    {
        out.error(at, format!("`{range}` is an IPv4 range, written as IPv6"))
            .help("write it as IPv4, as `\"10.0.0.0/16\"`");
        return Some(None);
    }
    Some(Some(range))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Peer, String> {
        let mut out = Diagnostics::new();
        let written = OneOf::First(text.to_owned());
        let services = ["web", "sg-web"];
        resolve(&written, &services, &Path::root(), &mut out).ok_or_else(|| {
            let said = out.iter().map(|it| it.message.clone());
            said.collect::<Vec<_>>().join("; ")
        })
    }

    #[test]
    fn a_text_is_a_range_an_id_or_a_name() {
        for (text, shown) in [
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("2001:DB8:0::/32", "2001:db8::/32"),
            ("::/0", "::/0"),
        ] {
            let peer = read(text);
            assert!(matches!(&peer, Ok(Peer::Range(range)) if range.to_string() == shown));
        }
        let id = "sg-0123456789abcdef0".to_owned();
        assert_eq!(read(&id), Ok(Peer::Group(Given::Literal(id.clone()))));
        let id = "pl-01234567".to_owned();
        assert_eq!(read(&id), Ok(Peer::PrefixList(id.clone())));
        assert_eq!(read("web"), Ok(Peer::Service("web".to_owned())));
        assert_eq!(read("sg-web"), Ok(Peer::Service("sg-web".to_owned())));
    }

    #[test]
    fn what_is_none_of_them_is_refused() {
        for text in [
            "10.0.0.1",
            "10.0.0.1/8",
            "10.0.0.0/33",
            "::ffff:10.0.0.0/104",
            "2001:db8::1/32",
            "sg-1",
            "pl-0123456789ABCDEF0",
            "wep",
            "",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
