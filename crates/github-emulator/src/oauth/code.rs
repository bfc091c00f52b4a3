use std::collections::HashMap;

use super::pkce;
use super::token_answer::TokenError;
use crate::accounts::AccountId;
use crate::clock::Seconds;
use crate::params::Params;
use crate::random::Random;

/// "The code passed is valid for 10 minutes."
const LIFE: Seconds = 600;

/// What an authorisation code stands for until it is exchanged.
#[derive(Clone, Debug)]
pub(crate) struct CodeFacts {
    pub(super) account: AccountId,
    pub(super) redirect_uri: String,
    pub(super) challenge: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) offline_access: bool,
}

#[derive(Debug)]
struct Code {
    facts: CodeFacts,
    expires_at: Seconds,
    used: bool,
}

/// One-time authorisation codes (RFC 6749, 4.1.2).
#[derive(Debug, Default)]
pub(crate) struct Codes(HashMap<String, Code>);

impl Codes {
    pub(super) fn issue(&mut self, facts: CodeFacts, now: Seconds, random: &mut Random) -> String {
        let value = random.hex(10);
        let code = Code { facts, expires_at: now + LIFE, used: false };
        self.0.insert(value.clone(), code);
        value
    }

    /// Takes the code of an exchange. A wrong verifier burns it: whoever sent that does not get a second guess.
    pub(super) fn take(&mut self, params: &Params, now: Seconds) -> Result<CodeFacts, TokenError> {
        let code = params.get("code").and_then(|value| self.0.get_mut(value));
        let code = code.filter(|code| !code.used && now < code.expires_at);
        let code = code.ok_or(TokenError::BadVerificationCode)?;
        // GitHub compares the address only where it is sent.
        let redirect_uri = params.get("redirect_uri");
        if redirect_uri.is_some_and(|sent| sent != code.facts.redirect_uri) {
            return Err(TokenError::RedirectUriMismatch);
        }
        code.used = true;
        if !pkce::proves(code.facts.challenge.as_deref(), params.get("code_verifier")) {
            return Err(TokenError::BadVerificationCode);
        }
        Ok(code.facts.clone())
    }

    pub(crate) fn issued(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
