use super::eviction;
use super::line::TokenLine;
use super::token::{Life, Refresh, Terms, Token};
use crate::accounts::AccountId;
use crate::clock::Seconds;
use crate::random::Random;

/// Every token ever issued, dead ones too: tests ask about those as well.
#[derive(Debug, Default)]
pub(crate) struct TokenStore {
    tokens: Vec<Token>,
    uses: u64,
}

impl TokenStore {
    /// A token for a sign-in, at the cost of the one the cap of ten throws out.
    pub(crate) fn issue(
        &mut self,
        account: AccountId,
        scopes: Vec<String>,
        terms: Terms,
        now: Seconds,
        random: &mut Random,
    ) -> Token {
        let scopes = if terms.github_app { Vec::new() } else { scopes };
        eviction::make_room(&mut self.tokens, account, &scopes, now);
        // An expiring token without scopes counts as a GitHub App's, too.
        let github_app = terms.github_app || (scopes.is_empty() && matches!(terms.life, Life::Expiring { .. }));
        self.add(account, scopes, 1, Terms { github_app, ..terms }, now, random)
    }

    fn add(
        &mut self,
        account: AccountId,
        scopes: Vec<String>,
        generation: u32,
        terms: Terms,
        now: Seconds,
        random: &mut Random,
    ) -> Token {
        let (access, expires_in, refresh) = mint(terms, random);
        let number = self.tokens.len() as u64 + 1;
        let token = Token {
            number,
            account,
            access,
            github_app: terms.github_app,
            scopes,
            generation,
            issued_at: now,
            expires_in,
            alive: true,
            refresh,
            last_use: None,
            uses: 0,
        };
        self.tokens.push(token.clone());
        token
    }

    /// The live token with this value, marked as used.
    pub(crate) fn use_token(&mut self, access: &str, now: Seconds) -> Option<Token> {
        self.uses += 1;
        let token = find(&mut self.tokens, access, now)?;
        token.last_use = Some(self.uses);
        token.uses += 1;
        Some(token.clone())
    }

    /// The live token with this value; looking is not using.
    pub(crate) fn peek(&self, access: &str, now: Seconds) -> Option<&Token> {
        self.tokens.iter().find(|token| token.access == access && token.opens(now))
    }

    /// A new pair for a refresh token, which dies with its access token in the same moment.
    pub(crate) fn refresh(&mut self, value: &str, terms: Terms, now: Seconds, random: &mut Random) -> Option<Token> {
        let old = self.tokens.iter_mut().find(|token| token.refreshes(value, now))?;
        old.kill();
        let (account, scopes, generation) = (old.account, old.scopes.clone(), old.generation + 1);
        let terms = Terms { github_app: old.github_app, ..terms };
        Some(self.add(account, scopes, generation, terms, now, random))
    }

    /// `PATCH /applications/{client_id}/token`: a new token in place of a live one.
    pub(crate) fn reset(&mut self, access: &str, terms: Terms, now: Seconds, random: &mut Random) -> Option<Token> {
        let old = find(&mut self.tokens, access, now)?;
        old.kill();
        let (account, scopes, generation) = (old.account, old.scopes.clone(), old.generation + 1);
        let terms = Terms { github_app: old.github_app, ..terms };
        Some(self.add(account, scopes, generation, terms, now, random))
    }

    /// `DELETE /applications/{client_id}/token`: whether there was a live token to delete.
    pub(crate) fn delete(&mut self, access: &str, keep_refresh: bool, now: Seconds) -> bool {
        let Some(token) = find(&mut self.tokens, access, now) else {
            return false;
        };
        token.alive = false;
        if !keep_refresh {
            token.kill_refresh();
        }
        true
    }

    pub(crate) fn revoke_account(&mut self, account: AccountId) {
        let theirs = self.tokens.iter_mut().filter(|token| token.account == account);
        theirs.for_each(Token::kill);
    }

    pub(crate) fn live(&self, account: AccountId, now: Seconds) -> usize {
        let theirs = self.tokens.iter().filter(|token| token.account == account);
        theirs.filter(|token| token.opens(now)).count()
    }

    pub(crate) fn secrets(&self) -> impl Iterator<Item = String> {
        self.tokens.iter().flat_map(|token| {
            let refresh = token.refresh.as_ref().map(|refresh| refresh.value.clone());
            std::iter::once(token.access.clone()).chain(refresh)
        })
    }

    pub(crate) fn lines(&self, now: Seconds) -> Vec<TokenLine> {
        self.tokens.iter().map(|token| TokenLine::of(token, now)).collect()
    }
}

fn find<'a>(tokens: &'a mut [Token], access: &str, now: Seconds) -> Option<&'a mut Token> {
    tokens.iter_mut().find(|token| token.access == access && token.opens(now))
}

/// GitHub's prefixes, each before 36 characters: `gho_` for an OAuth app's token, `ghu_` for a GitHub App's, `ghr_` for what
/// refreshes either.
fn mint(terms: Terms, random: &mut Random) -> (String, Option<Seconds>, Option<Refresh>) {
    let prefix = if terms.github_app { "ghu_" } else { "gho_" };
    let access = format!("{prefix}{}", random.base62(36));
    match terms.life {
        Life::Lasting => (access, None, None),
        Life::Expiring { expires_in } => {
            let refresh = Refresh { value: format!("ghr_{}", random.base62(36)), alive: true };
            (access, Some(expires_in), Some(refresh))
        }
    }
}
