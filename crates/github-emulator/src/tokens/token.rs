use crate::accounts::AccountId;
use crate::clock::{DAY, Seconds};

/// How long a token is to live.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Life {
    Lasting,
    Expiring { expires_in: Seconds },
}

impl Life {
    /// <https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens>
    pub(crate) const EIGHT_HOURS: Seconds = 28_800;
    /// The 15,897,600 seconds of the same page: 184 days.
    pub(crate) const SIX_MONTHS: Seconds = 184 * DAY;
}

/// What the next token is to be like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    pub(crate) life: Life,
    /// A GitHub App asks for it: it gets no scopes.
    pub(crate) github_app: bool,
}

/// An access token and the refresh token that came with it.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Counts all tokens ever issued, so a larger one is a younger one.
    pub(crate) number: u64,
    pub(crate) account: AccountId,
    pub(crate) access: String,
    /// A GitHub App's: what it may do is set by permissions.
    pub(crate) github_app: bool,
    pub(crate) scopes: Vec<String>,
    /// 1 after a sign-in, one more with each refresh.
    pub(crate) generation: u32,
    pub(crate) issued_at: Seconds,
    pub(crate) expires_in: Option<Seconds>,
    pub(crate) alive: bool,
    pub(crate) refresh: Option<Refresh>,
    /// Position in the order of uses; `None` until the first.
    pub(crate) last_use: Option<u64>,
    pub(crate) uses: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Refresh {
    pub(crate) value: String,
    pub(crate) alive: bool,
}

impl Token {
    pub(crate) fn expires_at(&self) -> Option<Seconds> {
        Some(self.issued_at.saturating_add(self.expires_in?))
    }

    pub(crate) fn opens(&self, now: Seconds) -> bool {
        self.alive && self.expires_at().is_none_or(|end| now < end)
    }

    pub(crate) fn refreshes(&self, value: &str, now: Seconds) -> bool {
        let end = self.issued_at.saturating_add(Life::SIX_MONTHS);
        let matches = |refresh: &Refresh| refresh.alive && refresh.value == value;
        now < end && self.refresh.as_ref().is_some_and(matches)
    }

    /// Both halves at once.
    pub(crate) fn kill(&mut self) {
        self.alive = false;
        self.kill_refresh();
    }

    pub(crate) fn kill_refresh(&mut self) {
        if let Some(refresh) = &mut self.refresh {
            refresh.alive = false;
        }
    }

    pub(crate) fn has_one_of(&self, scopes: &[&str]) -> bool {
        self.github_app || self.scopes.iter().any(|scope| scopes.contains(&&**scope))
    }
}
