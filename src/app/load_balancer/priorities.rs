//! The priorities of rules: those that are pinned, and those that follow from names.

use std::collections::BTreeMap;

use super::rules::Owner;
use crate::app::route::{AUTOMATIC, Band};
use crate::diagnostic::{Diagnostics, Path, listed};

/// The last priority (Elastic Load Balancing API, "CreateRule").
pub(super) const LAST: i64 = 50_000;

/// What a rule wants.
pub(super) struct Claim<'a> {
    /// The name its number is made of, which no other rule has.
    pub(super) key: String,
    pub(super) owner: &'a Owner,
    pub(super) at: &'a Path,
    pub(super) pin: Option<i64>,
    pub(super) band: Band,
}

/// A priority for each rule.
///
/// A number follows from the name of the rule and its band, so that no other rule can move it, wherever it stands in the file.
/// Two rules of one owner have two names: they never trade places, which AWS would refuse. Only where two names fall on one
/// number, or one on a pin, does the later in the alphabet move on to the next that is free, which is said.
pub(super) fn assign(
    claims: &[Claim<'_>],
    load_balancer: &Path,
    out: &mut Diagnostics,
) -> Vec<i64> {
    let mut taken: BTreeMap<i64, &Claim<'_>> = BTreeMap::new();
    let mut numbers = vec![0; claims.len()];
    for (number, claim) in numbers.iter_mut().zip(claims) {
        let Some(pin) = claim.pin else {
            continue;
        };
        *number = pin;
        if let Some(other) = taken.insert(pin, claim) {
            let (name, other) = (
                claim.owner.called(load_balancer),
                other.owner.called(load_balancer),
            );
            out.error(
                &claim.at.key("priority"),
                format!("`{name}` and `{other}` both have the priority {pin}"),
            )
            .help("give one of them another: the lower number is asked first");
        } else if pin > LAST {
            out.error(
                &claim.at.key("priority"),
                format!("the rules of `{}` go on to the priority {pin}", claim.at),
            )
            .help(format!(
                "they are several, one after another, up to {LAST}: begin with a lower number"
            ));
        }
    }
    let mut rest: Vec<usize> = (0..claims.len())
        .filter(|i| claims[*i].pin.is_none())
        .collect();
    rest.sort_by_key(|index| &claims[*index].key);
    let mut moved = Vec::new();
    for index in rest {
        let claim = &claims[index];
        let (first, count) = claim.band.priorities();
        let start = (fnv1a(&claim.key) % count.unsigned_abs()) as i64;
        let mut candidates = (0..count).map(|step| first + (start + step) % count);
        // A full band has more rules than a load balancer takes; `check` reports the doubled number.
        let number = candidates
            .find(|candidate| !taken.contains_key(candidate))
            .unwrap_or(first);
        // That of a health check is nobody's to pin.
        if number != first + start && !matches!(claim.owner, Owner::HealthCheck(_)) {
            moved.push((claim.owner.called(load_balancer), number));
        }
        taken.entry(number).or_insert(claim);
        numbers[index] = number;
    }
    report_moved(&moved, load_balancer, out);
    numbers
}

fn report_moved(moved: &[(String, i64)], load_balancer: &Path, out: &mut Diagnostics) {
    if moved.is_empty() {
        return;
    }
    let names = listed(moved.iter().map(|(name, _)| name), "and");
    let pins: Vec<String> = moved
        .iter()
        .map(|(name, number)| format!("{number} for `{name}`"))
        .collect();
    let message = format!("the priority of {names} is another rule's already");
    out.warning(load_balancer, message).help(format!(
        "the next is taken, which changes when the other rule goes: pin `priority`, as {}; below {} and from {} on \
         none is given by itself",
        pins.join(", "),
        AUTOMATIC.start,
        AUTOMATIC.end
    ));
}

/// The FNV-1a hash of a name: the same on every machine, for ever.
fn fnv1a(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
