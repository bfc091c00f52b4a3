use super::error::ApiError;
use crate::accounts::AccountId;
use crate::tokens::Token;

/// Who calls, put into the request by the gate.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    Anonymous,
    /// The bearer of a live token.
    Bearer(Box<Token>),
}

impl Caller {
    pub(crate) fn token(&self) -> Result<&Token, ApiError> {
        match self {
            Self::Anonymous => Err(ApiError::requires_authentication()),
            Self::Bearer(token) => Ok(token),
        }
    }

    pub(super) fn account(&self) -> Option<AccountId> {
        match self {
            Self::Anonymous => None,
            Self::Bearer(token) => Some(token.account),
        }
    }
}
