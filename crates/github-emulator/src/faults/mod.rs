//! GitHub's bad days, on demand.

mod answer;
mod fault;
mod hold;
mod huge;
mod kind;
mod patch;

use axum::http::Method;

pub(crate) use answer::{answer, with};
pub use fault::Fault;
pub(crate) use hold::Held;
pub use hold::{Hold, Stage};
pub use kind::FaultKind;
pub use patch::Patch;
pub(crate) use patch::{close, patch};

/// The rules in force, in the order they were made.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Vec<Fault>,
    holds: Vec<Held>,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.rules.push(fault);
    }

    pub(crate) fn hold(&mut self, method: Method, path: &str, stage: Stage) -> Hold {
        let (hold, held) = Held::new(method, path, stage);
        self.holds.push(held);
        hold
    }

    /// What holds this request, if anything does.
    pub(crate) fn held(&self, method: &Method, path: &str) -> Option<Held> {
        self.holds.iter().find(|held| held.fits(method, path)).cloned()
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// What happens to this request: the first rule that fits and is not used up.
    pub(crate) fn strike(&mut self, method: &Method, path: &str) -> Option<FaultKind> {
        let rule = self.rules.iter_mut().find(|rule| rule.fits(method, path))?;
        if let Some(times) = &mut rule.times {
            *times -= 1;
        }
        Some(rule.kind.clone())
    }
}
