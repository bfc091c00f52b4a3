//! A bare axum application that signs people in with GitHub. The crate's README says how to try it.

use std::{error::Error, io};

use axum::{Extension, Router, response::Html, routing::get};
use gatehouse_core::{
    access::SignedIn,
    config::{Config, Source},
    flow::Pages,
    github, install_tls,
    server::{auth_routes, serve, with_session},
    session::CurrentSession,
    state::CoreState,
    telemetry,
};
use tokio::{net::TcpListener, signal::ctrl_c};

const PAGES: Pages =
    Pages { all: &["/", "/profile"], home: "/profile", sign_in: "/", reauthenticate: "/", settings: "/" };

/// A login has letters, digits and hyphens, a lineage hexadecimal digits, so neither needs escaping.
async fn home(Extension(current): Extension<CurrentSession>) -> Html<String> {
    Html(match current.active() {
        Some(session) => format!(
            "Signed in as {}. <a href='/profile'>Profile</a> <form method='post' action='/auth/sign-out'>
             <input type='hidden' name='lineage' value='{}'><button>Sign out</button></form>",
            session.viewer.login, session.device
        ),
        None => "Nobody is signed in.
            <form method='post' action='/auth/github'><button>Sign in with GitHub</button></form>"
            .to_owned(),
    })
}

/// Asks GitHub as the viewer. The access token stays inside `GitHub`, and never reaches the browser.
async fn profile(viewer: SignedIn) -> Html<String> {
    Html(match viewer.github().get(github::Profile).await {
        Ok(profile) => format!("{} public repositories. <a href='/'>Home</a>", profile.value.public_repos),
        Err(error) => format!("{error}. <a href='/'>Home</a>"),
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    install_tls();
    let config = Config::load(&Source::from_process()?)?;
    telemetry::start(&config, io::stdout);
    let clock = config.clock();
    let state = CoreState::new(config, clock, PAGES).await?;
    let pages = Router::new().route("/", get(home)).route("/profile", get(profile));
    let router = with_session(pages.merge(auth_routes(&state)), &state).with_state(state.clone());
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    serve(state, router, listener, async { ctrl_c().await.unwrap_or_default() }).await;
    Ok(())
}
