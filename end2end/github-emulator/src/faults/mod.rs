//! GitHub's bad days, on demand.

mod answer;
mod fault;
mod huge;
mod kind;

use axum::http::Method;

pub(crate) use answer::answer;
pub use fault::Fault;
pub use kind::FaultKind;

/// The rules in force, in the order they were made.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// What happens to this request: the first rule that fits and is not used up.
    pub(crate) fn strike(&mut self, method: &Method, path: &str) -> Option<FaultKind> {
        let rule = self.0.iter_mut().find(|rule| rule.fits(method, path))?;
        if let Some(times) = &mut rule.times {
            *times -= 1;
        }
        Some(rule.kind.clone())
    }
}
