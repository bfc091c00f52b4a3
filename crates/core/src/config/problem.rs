use std::fmt;

/// What is wrong with one setting, in a sentence that begins with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub variable: &'static str,
    sentence: String,
}

impl Problem {
    /// `sentence` goes on after the variable's name and never repeats a secret's value.
    pub fn new(variable: &'static str, sentence: impl Into<String>) -> Self {
        Self { variable, sentence: sentence.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}.", self.variable, self.sentence)
    }
}

/// Everything that is wrong, so that it can be mended in one go.
#[derive(Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn collect<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.0.push(problem)).ok()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// The variables at fault.
    pub fn variables(&self) -> Vec<&'static str> {
        self.0.iter().map(|problem| problem.variable).collect()
    }
}

impl std::error::Error for Problems {}

impl fmt::Display for Problems {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "Gatehouse can't start with this configuration:")?;
        self.0.iter().try_for_each(|problem| writeln!(out, "  - {problem}"))
    }
}
