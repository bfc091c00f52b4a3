use serde::Serialize;
use sha2::{Digest, Sha256};

use super::token::Token;
use crate::clock::Seconds;
use crate::random::hex;

/// What tests may know of a token: everything but its value.
#[derive(Clone, Debug, Serialize)]
pub struct TokenLine {
    /// Numeric id of the account.
    pub account: u64,
    /// Counts all tokens ever issued, from 1.
    pub number: u64,
    /// The prefix: `gho`, or `ghu` for a GitHub App's.
    pub kind: String,
    pub scopes: Vec<String>,
    /// 1 after a sign-in, one more with each refresh.
    pub generation: u32,
    /// How often the API was called with it.
    pub uses: u64,
    /// Whether the access token opens the API now.
    pub alive: bool,
    /// Whether the refresh token has not been used or killed.
    pub refresh_alive: bool,
    pub issued_at: u64,
    pub expires_at: Option<u64>,
    /// The first 16 hexadecimal digits of the access token's SHA-256.
    pub sha256: String,
}

impl TokenLine {
    pub(super) fn of(token: &Token, now: Seconds) -> Self {
        Self {
            account: token.account.0,
            number: token.number,
            kind: token.access.chars().take(3).collect(),
            scopes: token.scopes.clone(),
            generation: token.generation,
            uses: token.uses,
            alive: token.opens(now),
            refresh_alive: token.refresh.as_ref().is_some_and(|refresh| refresh.alive),
            issued_at: token.issued_at,
            expires_at: token.expires_at(),
            sha256: hex(&Sha256::digest(&token.access)[..8]),
        }
    }
}
