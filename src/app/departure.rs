use leptos::prelude::*;

use super::{i18n::t, layout::Mark, shell::document};

/// The page between a form of ours and `address` at GitHub, which it goes on to by itself, without a script.
///
/// It is no redirect, because `form-action` would judge the whole chain that follows one: an Enterprise Server may send
/// people on to an identity provider whose address nobody told us. A refresh is a navigation of its own, and takes this
/// page's place in the history, so that Back leads to the form (HTML standard, "shared declarative refresh steps").
pub fn departure_page(options: LeptosOptions, address: String) -> impl IntoView {
    let refresh = format!("0;url={address}");
    let head = move || {
        view! {
            <title>{t!(sign_in.departure.title)}</title>
            <meta http-equiv="refresh" content=refresh />
        }
    };
    let body = move || {
        view! {
            <main id="main" class="page narrow sign-in-page">
                <section class="card sign-in-card" aria-labelledby="card">
                    <Mark />
                    <h1 id="card">{t!(sign_in.departure.heading)}</h1>
                    <p class="lead">{t!(sign_in.departure.by_itself)}</p>
                    <p class="way-on">
                        <a class="button main" href=address>
                            {t!(sign_in.departure.go_on)}
                        </a>
                    </p>
                </section>
            </main>
        }
    };
    document(options, false, head, body)
}
