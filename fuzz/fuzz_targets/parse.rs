//! Any bytes, all the way to templates and configurations: what `tests/robustness/pipeline.rs` asks of every text must hold.

#![no_main]

#[path = "../../tests/robustness/configuration/mod.rs"]
mod configuration;
#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../../tests/robustness/pipeline.rs"]
mod pipeline;
#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../../tests/robustness/yaml.rs"]
mod yaml;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        pipeline::run_and_judge(text);
    }
});
