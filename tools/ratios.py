#!/usr/bin/env python3
"""Put ecsgen's speed in relation to what cannot be done without.

Usage: ratios.py            (after `cargo build --release` and `cargo bench`; `make bench` does all of it)

Three tables: the stages of the pipeline against serialising alone, from what the benchmark
`pipeline` measured; the whole process of `ecsgen render` against a Rust process that only prints
the same bytes; and rendering to Terraform against rendering to CloudFormation, run in turn. Times say little on a machine one does not know: ratios do.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target" / "release" / "ecsgen"
BLUEPRINT = ROOT / "blueprints" / "iploc8.toml"
RUNS = 300


def estimate(stage, services):
    """Median time of a stage in seconds, as criterion measured it."""
    path = ROOT / "target" / "criterion" / "pipeline" / stage / str(services) / "new" / "estimates.json"
    return json.loads(path.read_text())["median"]["point_estimate"] / 1e9


def stages():
    """The stages of the pipeline against serialising alone."""
    serialise = estimate("serialise", 1000)
    for stage, what in [
        ("render", "blueprint to text, 1,000 services"),
        ("text-to-text", "the same with reading the TOML"),
    ]:
        ratio = estimate(stage, 1000) / serialise
        print(f"{what}: {ratio:.2f} times serialising its finished document alone")
    for stage in ("render", "text-to-text"):
        growth = estimate(stage, 1000) / estimate(stage, 100)
        print(f"{stage}, 1,000 services against 100: {growth:.1f} times")


def printer(directory, text):
    """A Rust program that prints `text` and does nothing else."""
    (directory / "bytes").write_bytes(text)
    source = directory / "printer.rs"
    source.write_text(
        "use std::io::Write;\n"
        'fn main() { let _ = std::io::stdout().lock().write_all(include_bytes!("bytes")); }\n'
    )
    program = directory / "printer"
    flags = ["-Copt-level=3", "-Ccodegen-units=1", "-Cpanic=abort", "-Cstrip=symbols"]
    subprocess.run(["rustc", "--edition=2024", *flags, "-o", program, source], check=True)
    return program


def run(command, null):
    """Seconds and peak KiB of a whole process."""
    begin = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - begin
    if status != 0:
        sys.exit(f"{command[0]} ended with {status}")
    return seconds, usage.ru_maxrss


def processes():
    """The whole process against one that only prints the same bytes."""
    render = [str(PROGRAM), "render", str(BLUEPRINT)]
    text = subprocess.run(render, check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory() as directory, open(os.devnull, "wb") as null:
        print_only = [str(printer(Path(directory), text))]
        pairs = [(run(render, null.fileno()), run(print_only, null.fileno())) for _ in range(RUNS)]
    ours = statistics.median(seconds for (seconds, _), _ in pairs)
    theirs = statistics.median(seconds for _, (seconds, _) in pairs)
    ratio = statistics.median(a / b for (a, _), (b, _) in pairs)
    peak = max(kib for (_, kib), _ in pairs) / 1024
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"ecsgen render iploc8.toml: {ours * 1e3:.2f} ms; printing its bytes: {theirs * 1e3:.2f} ms")
    print(f"ratio, pair by pair, median of {RUNS}: {ratio:.2f}")
    print(f"peak memory: at most {peak:.1f} MiB ({floor:.1f} MiB of it may be this script's own)")


def many_services(directory):
    """A blueprint of many services, as many as one template takes."""
    text = 'name = "many"\n[domain]\nzone = "example.com"\n[load_balancer]\n'
    text += 'certificate = "arn:aws:acm:us-east-1:123456789012:certificate/a"\n'
    for number in range(30):
        text += (
            f'[services.service-{number}]\nimage = "ghcr.io/example/service:{number}"\nport = 80\n'
            f'hosts = ["{number}.example.com"]\npublic_ip = true\nscaling = {{ max = 4, cpu = 60 }}\n'
        )
    path = directory / "many.toml"
    path.write_text(text)
    return path


def targets():
    """Rendering to Terraform against rendering to CloudFormation, the whole process."""
    with tempfile.TemporaryDirectory() as directory, open(os.devnull, "wb") as null:
        for blueprint in (BLUEPRINT, many_services(Path(directory))):
            render = [str(PROGRAM), "render", str(blueprint), "--format"]
            subprocess.run([*render, "yaml"], check=True, capture_output=True)
            for target in ("terraform", "terraform-json"):
                pairs = [
                    (run([*render, target], null.fileno()), run([*render, "yaml"], null.fileno()))
                    for _ in range(RUNS)
                ]
                ratio = statistics.median(a / b for (a, _), (b, _) in pairs)
                print(f"{blueprint.name} to {target}: {ratio:.2f} times to CloudFormation in YAML")


if __name__ == "__main__":
    stages()
    processes()
    targets()
