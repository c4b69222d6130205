//! How long the stages of the pipeline take, for apps of one to a thousand services.
//!
//! `tools/ratios.py` puts the figures in relation to each other: a time means little on a machine one does not know.

use std::fmt::Write as _;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use ecsgen::blueprint::Blueprint;
use ecsgen::diagnostic::{Diagnostics, Source};
use ecsgen::model::Stack;
use ecsgen::render::cloudformation;
use ecsgen::{app, check, lower};

/// A blueprint of so many services, each with what a real one has.
fn blueprint(services: usize) -> String {
    let mut text = "name = \"bench\"\n[load_balancer]\ncertificate = \"arn:aws:acm:eu-west-1:123456789012:certificate/0a1b\"\n".to_owned();
    for n in 0..services {
        let _ = write!(
            text,
            r#"
[services.service-{n}]
image = "ghcr.io/example/service-{n}:1.4.2"
port = 8080
hosts = ["service-{n}.example.com"]
cpu = 512
memory = 1024
public_ip = true
environment = {{ LOG_LEVEL = "info", REGION = "eu", WORKERS = "4" }}
health_check = {{ path = "/health", grace_period = "120s" }}
container_health_check = {{ command = "curl -f http://localhost:8080/health || exit 1" }}
scaling = {{ min = 1, max = 10, cpu = 70, requests = 1000 }}
"#
        );
    }
    text
}

fn parse(text: &str) -> Blueprint {
    let mut out = Diagnostics::new();
    let source = Source::parse("bench.toml", text, &mut out);
    ecsgen::parse(&source, &mut out).unwrap_or_default()
}

/// The whole pipeline from the blueprint on, with the check of every resource, but whatever the limits of CloudFormation say.
fn stack(blueprint: &Blueprint) -> Stack {
    let mut out = Diagnostics::new();
    let Some(app) = app::resolve(blueprint, &mut out) else {
        return Stack::new("", "");
    };
    let stacks = lower::lower(&app);
    check::stacks(&stacks, &mut out);
    stacks.app
}

fn pipeline(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pipeline");
    group.sample_size(20);
    for services in [1, 100, 1000] {
        let text = blueprint(services);
        let written = parse(&text);
        let finished = stack(&written);
        assert!(
            finished.resources().count() > services,
            "the blueprint compiles"
        );
        group.bench_with_input(
            BenchmarkId::new("parse", services),
            &text,
            |bencher, text| {
                bencher.iter(|| parse(text));
            },
        );
        group.bench_with_input(
            BenchmarkId::new("compile", services),
            &written,
            |bencher, written| {
                bencher.iter(|| stack(written));
            },
        );
        group.bench_with_input(
            BenchmarkId::new("serialise", services),
            &finished,
            |bencher, finished| {
                bencher.iter(|| cloudformation::yaml(finished));
            },
        );
        group.bench_with_input(
            BenchmarkId::new("render", services),
            &written,
            |bencher, written| {
                bencher.iter(|| cloudformation::yaml(&stack(written)));
            },
        );
        group.bench_with_input(
            BenchmarkId::new("text-to-text", services),
            &text,
            |bencher, text| {
                bencher.iter(|| cloudformation::yaml(&stack(&parse(text))));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
