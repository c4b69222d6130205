//! Rule groups of AWS.

use crate::blueprint::{self, ManagedRules, OneOf};
use crate::diagnostic::{Diagnostics, Path, nearest};

/// A rule group of AWS.
#[derive(Clone, Debug)]
pub struct ManagedGroup {
    /// Which.
    pub rules: ManagedRules,
    /// Whether what it would block is only counted.
    pub is_counted: bool,
    /// Rules of it that only count.
    pub count_rules: Vec<String>,
    /// Its version, if it is not the one AWS keeps up to date.
    pub version: Option<String>,
}

/// What `managed` is if it is left out.
const DEFAULT: [ManagedRules; 3] = [
    ManagedRules::Common,
    ManagedRules::KnownBadInputs,
    ManagedRules::IpReputation,
];

/// Most rules whose action is another (AWS WAF API, "ManagedRuleGroupStatement").
const MOST_OVERRIDES: usize = 100;

impl ManagedGroup {
    fn plain(rules: ManagedRules) -> Self {
        Self {
            rules,
            is_counted: false,
            count_rules: Vec::new(),
            version: None,
        }
    }

    /// What it takes of a web ACL's capacity (AWS WAF developer guide, "AWS Managed Rules rule groups list").
    pub(super) fn capacity(&self) -> i64 {
        match self.rules {
            ManagedRules::Common => 700,
            ManagedRules::KnownBadInputs
            | ManagedRules::Sql
            | ManagedRules::Linux
            | ManagedRules::Windows => 200,
            ManagedRules::AdminProtection
            | ManagedRules::Unix
            | ManagedRules::Php
            | ManagedRules::WordPress => 100,
            ManagedRules::AnonymousIp | ManagedRules::BotControl => 50,
            ManagedRules::IpReputation => 25,
        }
    }
}

/// Resolves the list of rule groups.
pub(super) fn resolve(
    written: Option<&[OneOf<ManagedRules, blueprint::ManagedGroup>]>,
    at: &Path,
    out: &mut Diagnostics,
) -> Vec<ManagedGroup> {
    let Some(written) = written else {
        return DEFAULT.map(ManagedGroup::plain).into();
    };
    let mut groups: Vec<ManagedGroup> = Vec::with_capacity(written.len());
    for (i, written) in written.iter().enumerate() {
        let at = at.index(i);
        let (group, at) = match written {
            OneOf::First(rules) => (Some(ManagedGroup::plain(*rules)), at),
            OneOf::Second(written) => (long_form(written, &at, out), at.key("group")),
        };
        let Some(group) = group else {
            continue;
        };
        if groups.iter().any(|other| other.rules == group.rules) {
            out.error(&at, "this rule group is listed twice")
                .help("leave one of them out");
            continue;
        }
        if group.rules == ManagedRules::BotControl {
            // AWS WAF developer guide, "AWS WAF Bot Control rule group".
            out.warning(
                &at,
                "AWS charges extra for Bot Control, by the month and by the request",
            )
            .help("leave it out if bots are no burden");
        }
        groups.push(group);
    }
    groups
}

fn long_form(
    written: &blueprint::ManagedGroup,
    at: &Path,
    out: &mut Diagnostics,
) -> Option<ManagedGroup> {
    let Some(rules) = written.group else {
        out.missing(at, "group", "group = \"common\"");
        return None;
    };
    let is_counted = written.count.unwrap_or(false);
    if is_counted {
        out.warning(
            &at.key("count"),
            "the rule group counts, and blocks nothing",
        )
        .help("leave it out once the firewall's logs show that nothing else would be blocked");
    }
    let count_rules = written.count_rules.clone().unwrap_or_default();
    check_names(rules, &count_rules, &at.key("count_rules"), out);
    if let Some(version) = &written.version {
        check_version(rules, version, &at.key("version"), out);
    }
    Some(ManagedGroup {
        rules,
        is_counted,
        count_rules,
        version: written.version.clone(),
    })
}

fn check_names(group: ManagedRules, names: &[String], at: &Path, out: &mut Diagnostics) {
    if names.len() > MOST_OVERRIDES {
        out.error(
            at,
            format!(
                "{} rules are named, and AWS WAF takes {MOST_OVERRIDES}",
                names.len()
            ),
        )
        .help("count the whole group, with `count = true`");
    }
    for (i, name) in names.iter().enumerate() {
        let at = at.index(i);
        // AWS WAF API, "RuleActionOverride": Name.
        let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if name.is_empty() || name.len() > 128 || !name.bytes().all(is_allowed) {
            out.error(
                &at,
                format!("`{}` is not the name of a rule", name.escape_debug()),
            )
            .help("write letters, digits, `-` and `_`, as `\"SizeRestrictions_BODY\"`");
        } else if names[..i].contains(name) {
            out.error(&at, format!("`{name}` is listed twice"))
                .help("leave one of them out");
        } else if let Some(meant) = slip(group, name) {
            // AWS WAF API, "RuleActionOverride": a name that no rule has changes nothing, without an error.
            out.warning(&at, format!("the rule group is not known to have a rule `{name}`, and a name that it does not have changes nothing"))
                .label(format!("did you mean `{meant}`?"))
                .help("write it as the AWS WAF developer guide has it, with its capitals");
        }
    }
}

/// The rule that was meant by a name which is none, as far as is known: AWS adds rules.
fn slip(group: ManagedRules, name: &str) -> Option<&'static str> {
    if group != ManagedRules::Common || COMMON_RULES.contains(&name) {
        return None;
    }
    nearest(name, COMMON_RULES)
}

/// AWS WAF developer guide, "Core rule set (CRS) managed rule group".
const COMMON_RULES: [&str; 22] = [
    "NoUserAgent_HEADER",
    "UserAgent_BadBots_HEADER",
    "SizeRestrictions_QUERYSTRING",
    "SizeRestrictions_Cookie_HEADER",
    "SizeRestrictions_BODY",
    "SizeRestrictions_URIPATH",
    "EC2MetaDataSSRF_BODY",
    "EC2MetaDataSSRF_COOKIE",
    "EC2MetaDataSSRF_URIPATH",
    "EC2MetaDataSSRF_QUERYARGUMENTS",
    "GenericLFI_QUERYARGUMENTS",
    "GenericLFI_URIPATH",
    "GenericLFI_BODY",
    "RestrictedExtensions_URIPATH",
    "RestrictedExtensions_QUERYARGUMENTS",
    "GenericRFI_QUERYARGUMENTS",
    "GenericRFI_BODY",
    "GenericRFI_URIPATH",
    "CrossSiteScripting_COOKIE",
    "CrossSiteScripting_QUERYARGUMENTS",
    "CrossSiteScripting_BODY",
    "CrossSiteScripting_URIPATH",
];

fn check_version(group: ManagedRules, version: &str, at: &Path, out: &mut Diagnostics) {
    // AWS WAF API, "ManagedRuleGroupStatement": Version.
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b"_#:.-/".contains(&b);
    if version.is_empty() || version.len() > 64 || !version.bytes().all(is_allowed) {
        out.error(at, format!("`{}` is not a version", version.escape_debug()))
            .help("write one that `aws wafv2 list-available-managed-rule-group-versions` lists, as `\"Version_1.20\"`");
    } else if let ManagedRules::IpReputation | ManagedRules::AnonymousIp = group {
        // AWS WAF developer guide, "IP reputation rule groups".
        out.error(at, "this rule group has no versions")
            .help("leave `version` out");
    } else {
        out.warning(
            at,
            "AWS does not add to this version what it learns, and ends it some day",
        )
        .help("leave `version` out for the one AWS keeps up to date");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_in_the_names_of_rules_are_seen() {
        let common = |name| slip(ManagedRules::Common, name);
        assert_eq!(common("SizeRestrictions_BODY"), None);
        assert_eq!(
            common("SizeRestrictions_Body"),
            Some("SizeRestrictions_BODY")
        );
        assert_eq!(common("SomethingNew_HEADER"), None);
        assert_eq!(slip(ManagedRules::Sql, "SQLi_Body"), None);
    }
}
