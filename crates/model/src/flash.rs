use super::{Done, Why};

/// A message that one of our answers leaves for the page it leads to, which shows it once. Never in an address: anybody
/// can write one that tells of what never happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flash {
    /// What an act led to.
    Done(Done),
    /// Why a sign-in, a proof or a session came to nothing.
    Why(Why),
}

impl Flash {
    /// The message named `code`, if it is one of ours.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('.')? {
            ("done", code) => Done::from_code(code).map(Self::Done),
            ("why", code) => Why::from_code(code).map(Self::Why),
            _ => None,
        }
    }

    /// Its name on the way through the browser.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Done(done) => format!("done.{}", done.code()),
            Self::Why(why) => format!("why.{}", why.code()),
        }
    }
}

impl From<Done> for Flash {
    fn from(done: Done) -> Self {
        Self::Done(done)
    }
}

impl From<Why> for Flash {
    fn from(why: Why) -> Self {
        Self::Why(why)
    }
}

#[cfg(test)]
mod tests {
    use super::{Done, Flash, Why};

    #[test]
    fn every_message_reads_back() {
        for flash in Done::ALL.map(Flash::Done).into_iter().chain(Why::ALL.map(Flash::Why)) {
            assert_eq!(Flash::from_code(&flash.code()), Some(flash));
        }
        for code in ["", "done", "done.", "why.<script>", "idle", "done.idle"] {
            assert_eq!(Flash::from_code(code), None, "{code}");
        }
    }
}
