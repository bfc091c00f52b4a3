use super::finding::Chart;
use crate::config::{Config, Source};

/// Every problem, as a start would find it.
pub(super) fn look(chart: &mut Chart) -> Option<Config> {
    const WHAT: &str = "configuration";
    let source = match Source::from_process() {
        Ok(source) => source,
        Err(sentence) => {
            chart.bad(WHAT, sentence);
            return None;
        }
    };
    match Config::load(&source) {
        Ok(config) => {
            chart.good(WHAT, "Every setting makes sense.");
            Some(config)
        }
        Err(problems) => {
            problems.iter().for_each(|problem| chart.bad(WHAT, problem.to_string()));
            chart.doubtful(WHAT, "The rest can be looked at when this is mended.");
            None
        }
    }
}
