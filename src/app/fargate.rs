//! Sizes of a Fargate task.

use super::quantity::Field;
use crate::blueprint::OneOf;
use crate::diagnostic::{Diagnostics, listed};

/// CPU units of a task, and the memory in MiB that goes with them: least, most, step.
///
/// Amazon ECS developer guide, "Fargate task CPU and memory"; 32 vCPU from the schema data of cfn-lint (rule E3047).
const SIZES: [(u32, Memory); 8] = [
    (256, Memory::OneOf(&[512, 1024, 2048])),
    (512, Memory::Steps(1024, 4096, 1024)),
    (1024, Memory::Steps(2048, 8192, 1024)),
    (2048, Memory::Steps(4096, 16384, 1024)),
    (4096, Memory::Steps(8192, 30720, 1024)),
    (8192, Memory::Steps(16384, 61440, 4096)),
    (16384, Memory::Steps(32768, 122_880, 8192)),
    (32768, Memory::OneOf(&[61440, 122_880, 249_856])),
];

enum Memory {
    OneOf(&'static [u32]),
    Steps(u32, u32, usize),
}

impl Memory {
    fn sizes(&self) -> Vec<u32> {
        match self {
            Self::OneOf(sizes) => sizes.to_vec(),
            Self::Steps(least, most, step) => (*least..=*most).step_by(*step).collect(),
        }
    }

    fn contains(&self, size: u32) -> bool {
        match self {
            Self::OneOf(sizes) => sizes.contains(&size),
            Self::Steps(least, most, step) => {
                (*least..=*most).contains(&size) && ((size - least) as usize).is_multiple_of(*step)
            }
        }
    }

    fn least(&self) -> u32 {
        match self {
            Self::OneOf(sizes) => sizes[0],
            Self::Steps(least, ..) => *least,
        }
    }
}

/// CPU units and MiB of a task.
pub(super) fn size(
    cpu: Option<&OneOf<i64, String>>,
    memory: Option<&OneOf<i64, String>>,
    cpu_field: Field<'_>,
    memory_field: Field<'_>,
    out: &mut Diagnostics,
) -> (u32, u32) {
    let cpu = cpu.map_or(Some(256), |cpu| cpu_units(cpu, cpu_field, out));
    let memory = memory.map(|memory| mebibytes(memory, memory_field, out));
    let (Some(cpu), None | Some(Some(_))) = (cpu, memory) else {
        return (0, 0);
    };
    let Some((_, allowed)) = SIZES.iter().find(|(units, _)| *units == cpu) else {
        let sizes = listed(SIZES.iter().map(|(units, _)| units), "or");
        let message = format!("Fargate has no task of {cpu} CPU units");
        out.error(&cpu_field.path(), message)
            .help(format!("write {sizes}"));
        return (0, 0);
    };
    let memory = memory.flatten().unwrap_or(allowed.least());
    if !allowed.contains(memory) {
        report_pair(cpu, memory, allowed, memory_field, out);
    }
    (cpu, memory)
}

/// Reports a memory that Fargate does not offer with this CPU: the nearest it does, and the CPU that would go with it.
fn report_pair(cpu: u32, memory: u32, allowed: &Memory, field: Field<'_>, out: &mut Diagnostics) {
    let sizes = allowed.sizes();
    let below = sizes.iter().rev().find(|size| **size < memory);
    let above = sizes.iter().find(|size| **size > memory);
    let near = below.into_iter().chain(above);
    let near = listed(near.map(|size| format!("memory = {size}")), "or");
    let with_memory: Vec<u32> = SIZES
        .iter()
        .filter(|(_, allowed)| allowed.contains(memory))
        .map(|(units, _)| *units)
        .collect();
    let mut help = format!("with `cpu = {cpu}`, write {near}");
    if !with_memory.is_empty() {
        let cpus = listed(with_memory.iter().map(|cpu| format!("cpu = {cpu}")), "or");
        help.push_str(&format!("; {memory} MiB goes with {cpus}"));
    }
    out.error(
        &field.path(),
        format!("Fargate has no task of {cpu} CPU units and {memory} MiB"),
    )
    .help(help);
}

fn cpu_units(written: &OneOf<i64, String>, field: Field<'_>, out: &mut Diagnostics) -> Option<u32> {
    let units = match written {
        OneOf::First(units) => u32::try_from(*units).ok(),
        OneOf::Second(text) => with_unit(text, &[("vcpu", 1024)]),
    };
    if units.is_none() {
        out.error(&field.path(), "this is no amount of CPU")
            .help("write units of 1/1024 vCPU, as `512`, or `\"0.5 vCPU\"`");
    }
    units
}

fn mebibytes(written: &OneOf<i64, String>, field: Field<'_>, out: &mut Diagnostics) -> Option<u32> {
    // AWS writes GB and MB for what are GiB and MiB (ECS developer guide, "Task size").
    const UNITS: &[(&str, u32)] = &[("gib", 1024), ("gb", 1024), ("mib", 1), ("mb", 1)];
    let size = match written {
        OneOf::First(size) => u32::try_from(*size).ok(),
        OneOf::Second(text) => with_unit(text, UNITS),
    };
    if size.is_none() {
        out.error(&field.path(), "this is no amount of memory")
            .help("write MiB, as `1024`, or `\"1 GB\"`");
    }
    size
}

/// `0.5 vCPU`, `2GB`: a decimal number times its unit, if that is a whole number.
fn with_unit(text: &str, units: &[(&str, u32)]) -> Option<u32> {
    let text = text.trim().to_lowercase();
    let (number, factor) = units
        .iter()
        .find_map(|(unit, factor)| Some((text.strip_suffix(unit)?.trim_end(), *factor)))?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > 4 {
        return None;
    }
    let scale = 10_u64.pow(u32::try_from(fraction.len()).ok()?);
    let number: u64 = format!("{whole}{fraction}").parse().ok()?;
    let scaled = number.checked_mul(u64::from(factor))?;
    (scaled % scale == 0)
        .then(|| u32::try_from(scaled / scale).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_units() {
        let cpu = [("vcpu", 1024)];
        assert_eq!(with_unit("0.5 vCPU", &cpu), Some(512));
        assert_eq!(with_unit(".5 vCPU", &cpu), None);
        assert_eq!(with_unit("0.25vCPU", &cpu), Some(256));
        assert_eq!(with_unit("1 vCPU", &cpu), Some(1024));
        for bad in [
            "",
            "vCPU",
            "1",
            "0.3333 vCPU",
            "-1 vCPU",
            "1e3 vCPU",
            "99999999999 vCPU",
        ] {
            assert_eq!(with_unit(bad, &cpu), None, "{bad}");
        }
    }

    #[test]
    fn sizes_agree_with_themselves() {
        for (units, memory) in &SIZES {
            let sizes = memory.sizes();
            assert_eq!(sizes.first(), Some(&memory.least()), "{units}");
            assert!(sizes.iter().all(|size| memory.contains(*size)));
            assert!(!memory.contains(memory.least() + 1));
        }
    }
}
