use leptos::prelude::*;

use super::{i18n::t, layout::Logo, shell::document};

/// The page between one of our forms and `address` at GitHub. It goes there by itself, without a script.
///
/// A redirect would not do: `form-action` applies to every redirect that follows a form, and an Enterprise Server may
/// redirect to an identity provider whose address we do not know. A refresh is a separate navigation, and replaces this
/// page in the history, so that Back leads to the form (HTML standard, "shared declarative refresh steps").
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
                    <Logo />
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
