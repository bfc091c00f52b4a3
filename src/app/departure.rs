use leptos::prelude::*;

use super::{layout::Mark, shell::document, words::say};

/// The page between a form of ours and `address` at GitHub, which it goes on to by itself, without a script.
///
/// It is no redirect, because `form-action` would judge the whole chain that follows one: an Enterprise Server may send
/// people on to an identity provider whose address nobody told us. A refresh is a navigation of its own, and takes this
/// page's place in the history, so that Back leads to the form (HTML standard, "shared declarative refresh steps").
pub fn departure_page(options: LeptosOptions, address: String) -> impl IntoView {
    let refresh = format!("0;url={address}");
    let head = move || {
        view! {
            <title>{say!(sign_in.departure.title)}</title>
            <meta http-equiv="refresh" content=refresh />
        }
    };
    let body = move || {
        view! {
            <main id="main" class="page narrow door-page">
                <section class="card door-card" aria-labelledby="door">
                    <Mark />
                    <h1 id="door">{say!(sign_in.departure.heading)}</h1>
                    <p class="lead">{say!(sign_in.departure.by_itself)}</p>
                    <p class="way-on">
                        <a class="button main" href=address>
                            {say!(sign_in.departure.go_on)}
                        </a>
                    </p>
                </section>
            </main>
        }
    };
    document(options, false, head, body)
}
