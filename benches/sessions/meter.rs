//! How a question to a house is timed.

use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, SamplingMode};
use tokio::runtime::Runtime;

use crate::house::House;

pub struct Meter<'a> {
    pub criterion: &'a mut Criterion,
    pub runtime: &'a Runtime,
    pub house: &'a House,
}

impl Meter<'_> {
    /// Something small, asked of another one each time. The choice is not timed.
    pub fn one<I>(&mut self, name: &str, choose: impl Fn() -> I, ask: impl AsyncFn(I)) {
        let mut group = self.criterion.benchmark_group(name);
        group.measurement_time(Duration::from_secs(8));
        group.bench_function(BenchmarkId::from_parameter(self.house.size), |bencher| {
            bencher.iter_batched(&choose, |input| self.runtime.block_on(ask(input)), BatchSize::SmallInput);
        });
    }

    /// Something that may take long.
    pub fn turn(&mut self, name: &str, ask: impl AsyncFn()) {
        let mut group = self.criterion.benchmark_group(name);
        group.measurement_time(Duration::from_secs(8)).sampling_mode(SamplingMode::Flat).sample_size(20);
        group.bench_function(BenchmarkId::from_parameter(self.house.size), |bencher| {
            bencher.iter(|| self.runtime.block_on(ask()));
        });
    }
}
