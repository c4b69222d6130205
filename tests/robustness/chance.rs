//! Chance with a fixed seed: a run of these tests is one that everybody can repeat.

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, RngSeed, TestRunner};

/// Tries a test on as many values of a kind; if it fails, on simpler ones, until nothing simpler fails.
pub fn try_many<S: Strategy>(cases: u32, values: &S, test: impl Fn(S::Value)) {
    let tried = runner(cases).run(values, |value| {
        test(value);
        Ok(())
    });
    if let Err(failure) = tried {
        panic!("{failure}");
    }
}

/// What makes values of any kind.
pub fn runner(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases,
        rng_algorithm: RngAlgorithm::XorShift,
        rng_seed: RngSeed::Fixed(20),
        failure_persistence: None,
        ..ProptestConfig::default()
    })
}
