use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Whether and how the callback carries `iss` (RFC 9207).
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Iss {
    /// Its own, as GitHub sends `https://github.com/login/oauth` since April 2026.
    #[default]
    On,
    /// Nothing, as GitHub Enterprise and GitHub's own past.
    Off,
    /// Another issuer: a mix-up attack.
    Wrong,
    /// Twice, which RFC 6749, 3.1 forbids.
    Doubled,
}

/// Which tokens an exchange yields.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenLife {
    /// Eight hours and a single-use refresh token: the default of new apps.
    #[default]
    Expiring,
    /// Until revoked, without a refresh token.
    Lasting,
}

/// What kind of application is registered.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Application {
    /// An OAuth app, whose tokens have scopes and begin with `gho_`.
    #[default]
    OAuth,
    /// A GitHub App, whose user tokens have permissions in place of scopes and begin with `ghu_`.
    GitHub,
}

/// What GitHub, the app's owner or the user could have decided, and a test decides here.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub iss: Iss,
    pub tokens: TokenLife,
    pub application: Application,
    /// The scopes granted whatever was asked, comma separated: fewer than asked, in life; `None` grants what was asked.
    pub grant_scopes: Option<String>,
    /// Whether `DELETE /applications/{client_id}/token` leaves the refresh token alive. GitHub does not say.
    pub delete_keeps_refresh: bool,
    /// Life of an expiring access token in seconds, in place of eight hours.
    pub expires_in: Option<u64>,
    /// How many REST calls every account has left of its hour, counting from when this is set; `None` for 5,000 again.
    pub core_left: Option<u64>,
    /// The same for GraphQL, which is counted apart.
    pub graphql_left: Option<u64>,
    /// Who comes to authorize is first sent to an identity provider of another origin, as by an Enterprise Server with SAML
    /// or OpenID Connect.
    pub identity_provider: bool,
    /// The longest time in days over which GitHub counts contributions in one query; more is refused with
    /// `RESOURCE_LIMITS_EXCEEDED`, as for accounts that contribute a lot. `None` for any.
    pub contribution_days: Option<u64>,
}

impl Settings {
    /// These settings with the members of a JSON object put over them.
    pub(crate) fn changed_by(&self, change: &Value) -> Result<Self, String> {
        let change = change.as_object().ok_or("settings are a JSON object")?;
        let mut merged = serde_json::to_value(self).map_err(|error| error.to_string())?;
        if let Value::Object(members) = &mut merged {
            members.extend(change.clone());
        }
        serde_json::from_value(merged).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::{Iss, Settings};
    use serde_json::json;

    #[test]
    fn a_change_leaves_the_other_settings_alone() {
        let settings = Settings { expires_in: Some(5), ..Settings::default() };
        let changed = settings.changed_by(&json!({"iss": "wrong"}));
        assert_eq!(changed, Ok(Settings { iss: Iss::Wrong, ..settings }));
    }

    #[test]
    fn an_unknown_setting_is_refused() {
        assert!(Settings::default().changed_by(&json!({"isss": "on"})).is_err());
    }
}
