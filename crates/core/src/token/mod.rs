//! GitHub's tokens as types that cannot be copied, printed or serialised.
//!
//! A module without imports of its neighbours, so that `oauth` and `github` can name what they receive and use without
//! knowing how token sets are stored.

mod sealed;

pub use sealed::{OpenTokenError, SealedPair, TokenOwner};

use std::fmt;

use gatehouse_model::{Application, Timestamp};
use secrecy::{ExposeSecret, SecretString};

macro_rules! token {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name(SecretString);

        impl $name {
            /// The text's memory is wiped on drop.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(SecretString::from(text.into()))
            }

            /// The text itself, for sealing it and for requests to GitHub only; see `clippy.toml`.
            #[must_use]
            pub fn expose(&self) -> &str {
                self.0.expose_secret()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

token!(
    /// What GitHub's API accepts (RFC 6749 section 1.4).
    AccessToken
);
token!(
    /// What GitHub's token endpoint accepts once, for a new pair (RFC 6749 section 1.5).
    RefreshToken
);

impl AccessToken {
    /// The kind of application it was issued to, by its prefix.
    ///
    /// Source: GitHub "About authentication to GitHub", "GitHub's token formats".
    #[must_use]
    pub fn application(&self) -> Option<Application> {
        match self.0.expose_secret().get(..4)? {
            "gho_" => Some(Application::OAuthApp),
            "ghu_" => Some(Application::GitHubApp),
            _ => None,
        }
    }
}

/// An opened access token, and the generation of its pair.
#[derive(Debug)]
pub struct LiveToken {
    pub token: AccessToken,
    /// Rises with every new pair.
    pub generation: i64,
}

/// A successful response of the token endpoint.
#[derive(Debug)]
pub struct TokenPair {
    pub access: AccessToken,
    /// Absent if the access token does not expire.
    pub refresh: Option<RefreshToken>,
    /// `None` if it does not expire, which GitHub's response says, never the kind of application.
    pub access_expires_at: Option<Timestamp>,
    pub refresh_expires_at: Option<Timestamp>,
    /// What the person granted, which may be less than was asked for.
    pub scopes: Vec<String>,
}

#[cfg(test)]
mod tests {
    use static_assertions::assert_not_impl_any;

    use super::{AccessToken, Application, RefreshToken, TokenPair};

    assert_not_impl_any!(AccessToken: Clone, Copy, std::fmt::Display, serde::Serialize, AsRef<str>, std::ops::Deref);
    assert_not_impl_any!(RefreshToken: Clone, Copy, std::fmt::Display, serde::Serialize, AsRef<str>, std::ops::Deref);
    assert_not_impl_any!(TokenPair: Clone, serde::Serialize);

    #[test]
    fn a_tokens_prefix_names_the_application() {
        let kinds = ["gho_x", "ghu_x", "ghp_x", "gh", ""].map(|text| AccessToken::new(text).application());
        assert_eq!(kinds, [Some(Application::OAuthApp), Some(Application::GitHubApp), None, None, None]);
    }

    #[test]
    fn printing_a_token_shows_its_type_only() {
        assert_eq!(format!("{:?}", AccessToken::new("gho_canary")), "AccessToken(…)");
    }
}
