use std::collections::BTreeSet;

use gatehouse_core::token::SealedPair;
use sqlx::FromRow;

use super::TestApp;

/// Where every pair is that GitHub ever gave: the question after any mishap.
#[derive(Debug)]
pub struct Accounts {
    /// The first 16 digits of the SHA-256 of access tokens, as the emulator tells them.
    pub granted: BTreeSet<String>,
    pub queued: BTreeSet<String>,
    /// Until GitHub says whose they are.
    pub kept: BTreeSet<String>,
    pub alive: BTreeSet<String>,
}

impl Accounts {
    /// Opens what the database holds, and asks the emulator what lives.
    #[expect(clippy::disallowed_methods, reason = "a test compares tokens; nothing is shown of them")]
    pub async fn of(app: &TestApp) -> Self {
        let opened = async |query: &'static str| -> BTreeSet<String> {
            let rows = sqlx::query(query).fetch_all(app.state.db.read()).await.expect("the query runs");
            let pairs = rows.iter().map(|row| SealedPair::from_row(row).expect("a pair"));
            let access = pairs.map(|pair| pair.open_access(&app.state.config.keyring).expect("our key"));
            access.map(|token| digest(token.expose())).collect()
        };
        let tokens = app.emulator.tokens();
        let living = tokens.into_iter().filter(|token| token.alive || token.refresh_alive);
        Self {
            granted: opened("SELECT *, id AS token_set_id FROM token_sets").await,
            queued: opened("SELECT * FROM revocations").await,
            kept: opened("SELECT *, id AS token_set_id FROM kept_pairs").await,
            alive: living.map(|token| token.sha256).collect(),
        }
    }

    /// Every pair that lives is in a token set or in the queue, and none is in both.
    pub fn assert_whole(&self, case: &str) {
        let known = |pair: &&String| [&self.granted, &self.queued, &self.kept].iter().any(|set| set.contains(*pair));
        let stray: Vec<_> = self.alive.iter().filter(|pair| !known(pair)).collect();
        assert!(stray.is_empty(), "{case}: pairs that nobody knows of: {stray:?} in {self:?}");
        assert!(self.granted.is_disjoint(&self.queued), "{case}: killed in use: {self:?}");
    }

    /// Nothing lives but what is granted.
    pub fn assert_settled(&self, case: &str) {
        assert!(self.alive.is_subset(&self.granted) && self.queued.is_empty(), "{case}: {self:?}");
    }
}

fn digest(token: &str) -> String {
    let digest = gatehouse_core::crypto::sha256(token.as_bytes());
    gatehouse_core::crypto::hex(&digest[..8])
}
