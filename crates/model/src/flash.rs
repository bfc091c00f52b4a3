use super::{Flash, SignInReason};

/// A message that one of our answers leaves for the page it leads to, which shows it once. Never in an address: anybody
/// can write one that tells of what never happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// What an action led to.
    Flash(Flash),
    /// Why a sign-in, a reauthentication or a session came to nothing.
    SignIn(SignInReason),
}

impl Message {
    /// The message named `code`, if it is one of ours.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('.')? {
            ("done", code) => Flash::from_code(code).map(Self::Flash),
            ("why", code) => SignInReason::from_code(code).map(Self::SignIn),
            _ => None,
        }
    }

    /// Its name on the way through the browser.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Flash(done) => format!("done.{}", done.code()),
            Self::SignIn(reason) => format!("why.{}", reason.code()),
        }
    }
}

impl From<Flash> for Message {
    fn from(done: Flash) -> Self {
        Self::Flash(done)
    }
}

impl From<SignInReason> for Message {
    fn from(reason: SignInReason) -> Self {
        Self::SignIn(reason)
    }
}

#[cfg(test)]
mod tests {
    use super::{Flash, Message, SignInReason};

    #[test]
    fn every_message_reads_back() {
        for flash in Flash::ALL.map(Message::Flash).into_iter().chain(SignInReason::ALL.map(Message::SignIn)) {
            assert_eq!(Message::from_code(&flash.code()), Some(flash));
        }
        for code in ["", "done", "done.", "why.<script>", "idle", "done.idle"] {
            assert_eq!(Message::from_code(code), None, "{code}");
        }
    }
}
