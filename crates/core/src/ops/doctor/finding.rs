use std::process::ExitCode;

use crate::ops::say::say;

/// From good to bad.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    #[default]
    Good,
    Doubtful,
    Bad,
}

/// What the doctor has found until now. Each finding is said at once: GitHub may take its time.
#[derive(Default)]
pub(super) struct Chart {
    worst: Mark,
}

impl Chart {
    /// As it should be.
    pub(super) fn good(&mut self, what: &str, sentence: impl AsRef<str>) {
        self.note(Mark::Good, what, sentence.as_ref());
    }

    /// Worth a look; Gatehouse works.
    pub(super) fn doubtful(&mut self, what: &str, sentence: impl AsRef<str>) {
        self.note(Mark::Doubtful, what, sentence.as_ref());
    }

    /// Keeps Gatehouse, or signing in, from working.
    pub(super) fn bad(&mut self, what: &str, sentence: impl AsRef<str>) {
        self.note(Mark::Bad, what, sentence.as_ref());
    }

    pub(super) fn verdict(&self) -> ExitCode {
        if self.worst == Mark::Bad { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }

    fn note(&mut self, mark: Mark, what: &str, sentence: &str) {
        self.worst = self.worst.max(mark);
        let sign = match mark {
            Mark::Good => '✓',
            Mark::Doubtful => '!',
            Mark::Bad => '✗',
        };
        say(format!("{sign} {what:<13}  {sentence}"));
    }
}
