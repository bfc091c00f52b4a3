use std::sync::atomic::{AtomicBool, Ordering};

use gatehouse_model::Application;

use crate::token::AccessToken;

/// As what the application is registered at GitHub: of one `client_id` all tokens say the same.
pub(super) struct Registered {
    github_app: AtomicBool,
}

impl Registered {
    /// Until a token has told it, the `client_id` does: GitHub gives those of GitHub Apps that begin with `Iv`.
    pub(super) fn guess(client_id: &str) -> Self {
        Self { github_app: AtomicBool::new(client_id.starts_with("Iv")) }
    }

    pub(super) fn learn(&self, token: &AccessToken) {
        if let Some(application) = token.application() {
            self.github_app.store(application == Application::GitHubApp, Ordering::Relaxed);
        }
    }

    pub(super) fn known(&self) -> Application {
        if self.github_app.load(Ordering::Relaxed) { Application::GitHubApp } else { Application::OAuthApp }
    }
}

#[cfg(test)]
mod tests {
    use super::{AccessToken, Application, Registered};

    #[test]
    fn a_token_knows_better_than_the_client_id() {
        for (client_id, guess) in [("Iv23liXy", Application::GitHubApp), ("Ov23liXy", Application::OAuthApp)] {
            let registered = Registered::guess(client_id);
            assert_eq!(registered.known(), guess);
            for (token, told) in [("ghu_x", Application::GitHubApp), ("gho_x", Application::OAuthApp)] {
                registered.learn(&AccessToken::new(token));
                registered.learn(&AccessToken::new("of another kind"));
                assert_eq!(registered.known(), told);
            }
        }
    }
}
