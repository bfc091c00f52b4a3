//! Everything that changes while the emulator runs, behind one lock.

use std::time::Duration;

use crate::accounts::{Account, Accounts};
use crate::clock::{Clock, Seconds};
use crate::faults::Faults;
use crate::oauth::{Codes, Grants};
use crate::random::Random;
use crate::request_log::RequestLog;
use crate::rest::RateLimits;
use crate::settings::{Application, Settings, TokenLife};
use crate::tokens::{Life, Terms, TokenStore};

pub(crate) struct World {
    pub(crate) accounts: Accounts,
    pub(crate) clock: Clock,
    pub(crate) codes: Codes,
    pub(crate) faults: Faults,
    pub(crate) grants: Grants,
    pub(crate) random: Random,
    pub(crate) rate_limits: RateLimits,
    pub(crate) requests: RequestLog,
    pub(crate) settings: Settings,
    /// Ages in the fixtures count back from here, so that answers (and their `ETag`s) stay the same while it runs.
    pub(crate) started_at: Seconds,
    pub(crate) tokens: TokenStore,
}

impl World {
    pub(crate) fn new(accounts: Accounts, random: Random) -> Self {
        let clock = Clock::default();
        Self {
            accounts,
            clock,
            codes: Codes::default(),
            faults: Faults::default(),
            grants: Grants::default(),
            random,
            rate_limits: RateLimits::default(),
            requests: RequestLog::default(),
            settings: Settings::default(),
            started_at: clock.now(),
            tokens: TokenStore::default(),
        }
    }

    /// Back to the start. Randomness goes on, so that no token is ever handed out twice.
    pub(crate) fn reset(&mut self) {
        *self = Self::new(self.accounts.as_loaded(), self.random.clone());
    }

    pub(crate) fn now(&self) -> Seconds {
        self.clock.now()
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.clock.advance(by);
    }

    /// What the next token is to be like.
    pub(crate) fn terms(&self, offline_access: bool) -> Terms {
        let life = match self.settings.tokens {
            TokenLife::Lasting if !offline_access => Life::Lasting,
            _ => Life::Expiring { expires_in: self.settings.expires_in.unwrap_or(Life::EIGHT_HOURS) },
        };
        Terms { life, github_app: self.settings.application == Application::GitHub }
    }

    /// The user takes the app's access away at GitHub: every token dies at once, and so does what was granted.
    pub(crate) fn revoke_grant(&mut self, login: &str) -> Result<(), &'static str> {
        let account = self.accounts.by_login(login);
        let id = account.map(Account::id).ok_or("no account has that login")?;
        self.tokens.revoke_account(id);
        self.grants.forget(id);
        Ok(())
    }

    pub(crate) fn live_tokens(&self, login: &str) -> usize {
        let now = self.now();
        let id = self.accounts.by_login(login).map(Account::id);
        id.map_or(0, |id| self.tokens.live(id, now))
    }

    /// Everything an application must never show.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let client_secret = std::iter::once(crate::CLIENT_SECRET.to_owned());
        let codes = self.codes.issued().map(str::to_owned);
        client_secret.chain(codes).chain(self.tokens.secrets()).collect()
    }
}
