//! Countries that requests come from.

use crate::diagnostic::{Diagnostics, Path};

/// Countries, by code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Countries {
    /// Only these.
    Only(Vec<String>),
    /// All but these.
    AllBut(Vec<String>),
}

/// The two lists of which one is written, by their keys.
pub(super) struct Lists<'a> {
    pub(super) only: (&'static str, Option<&'a [String]>),
    pub(super) all_but: (&'static str, Option<&'a [String]>),
    /// Codes that are known besides those of ISO 3166.
    pub(super) more: &'static [&'static str],
}

/// Resolves the list that is written.
pub(super) fn resolve(lists: &Lists<'_>, at: &Path, out: &mut Diagnostics) -> Option<Countries> {
    let (allow, only) = lists.only;
    let (deny, all_but) = lists.all_but;
    match (only, all_but) {
        (Some(only), None) => Some(Countries::Only(codes(only, lists, &at.key(allow), out))),
        (None, Some(all_but)) => Some(Countries::AllBut(codes(all_but, lists, &at.key(deny), out))),
        (Some(_), Some(_)) => {
            out.error_at_key(&at.key(deny), "AWS takes one list of countries")
                .help(format!(
                    "leave `{allow}` or `{deny}` out: nobody calls from a country that is not in `{allow}`"
                ));
            None
        }
        (None, None) => {
            let is_unread = [allow, deny]
                .iter()
                .any(|key| out.is_unreadable(&at.key(*key)));
            if !is_unread && !out.is_unreadable(at) {
                out.error(at, "no country is named").help(format!(
                    "write `{allow}` or `{deny}`, as `{allow} = [\"DE\"]`, or leave this out"
                ));
            }
            None
        }
    }
}

/// ISO 3166-1 (`AWS::CloudFront::Distribution`, locations of a geo restriction; AWS WAF API, "GeoMatchStatement").
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH \
    ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT \
    HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS \
    LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI \
    NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG \
    SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG \
    UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

fn codes(written: &[String], lists: &Lists<'_>, at: &Path, out: &mut Diagnostics) -> Vec<String> {
    if written.is_empty() {
        out.error(at, "no country is named")
            .help("write codes of two letters, as `[\"DE\"]`");
    }
    let is_known = |code: &str| {
        let mut known = COUNTRIES.split(' ').chain(lists.more.iter().copied());
        known.any(|known| known == code)
    };
    for (i, code) in written.iter().enumerate() {
        let at = at.index(i);
        if !is_known(code) {
            let message = format!("`{}` is not the code of a country", code.escape_debug());
            let capitals = code.to_ascii_uppercase();
            let diagnostic = out.error(&at, message);
            if is_known(&capitals) {
                diagnostic.label(format!("did you mean `{capitals}`?"));
            }
            diagnostic.help(
                "write two capital letters of ISO 3166-1, as `\"DE\"`; Great Britain is `GB`",
            );
        } else if written[..i].contains(code) {
            out.error(&at, format!("`{code}` is listed twice"))
                .help("leave one of them out");
        }
    }
    written.to_vec()
}
