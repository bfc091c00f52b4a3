//! At most ten tokens for each user, app and scope set.
//!
//! <https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#creating-multiple-tokens-for-oauth-apps>

use super::token::Token;
use crate::accounts::AccountId;
use crate::clock::Seconds;

const CAP: usize = 10;
const YOUNG: Seconds = 60;

/// Makes room for one more: the token that goes loses its refresh token too.
pub(super) fn make_room(tokens: &mut [Token], account: AccountId, scopes: &[String], now: Seconds) {
    let held: Vec<&mut Token> =
        tokens.iter_mut().filter(|token| token.alive && token.account == account && token.scopes == scopes).collect();
    if held.len() >= CAP
        && let Some(victim) = choose(held, now)
    {
        victim.kill();
    }
}

/// The oldest never used and older than a minute; else the least recently used; else the oldest.
fn choose(held: Vec<&mut Token>, now: Seconds) -> Option<&mut Token> {
    held.into_iter().min_by_key(|token| {
        let idle = token.last_use.is_none() && token.issued_at + YOUNG < now;
        let rank = match token.last_use {
            _ if idle => 0,
            Some(_) => 1,
            None => 2,
        };
        (rank, token.last_use, token.number)
    })
}
