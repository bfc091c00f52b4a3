use super::error::ApiError;
use super::rate_limit::Payer;
use crate::accounts::AccountId;
use crate::tokens::Token;

/// Who calls, put into the request by the gate.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    Anonymous,
    /// The application itself, with its own credentials.
    Application,
    /// The bearer of a live token.
    Bearer(Box<Token>),
}

impl Caller {
    pub(crate) fn token(&self) -> Result<&Token, ApiError> {
        match self {
            Self::Anonymous | Self::Application => Err(ApiError::requires_authentication()),
            Self::Bearer(token) => Ok(token),
        }
    }

    pub(super) fn account(&self) -> Option<AccountId> {
        match self {
            Self::Anonymous | Self::Application => None,
            Self::Bearer(token) => Some(token.account),
        }
    }

    pub(super) fn payer(&self) -> Payer {
        match self {
            Self::Anonymous => Payer::Anonymous,
            Self::Application => Payer::Application,
            Self::Bearer(token) => Payer::Account(token.account),
        }
    }
}
