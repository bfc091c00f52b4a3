use leptos::prelude::*;

use crate::app::{
    i18n::{t, t_view},
    page_context,
};

/// A script in this page goes for the session and then for GitHub. `/inside.js` runs it, lights the button, and shows
/// those of these sentences that came true: as part of the island, a call and its promise would weigh some kilobytes.
#[component]
pub fn Theft() -> impl IntoView {
    let found = || view! { <code data-found="" translate="no"></code> };
    view! {
        <li id="theft" class="attempt" data-address=api_address(&page_context().github_url)>
            <div class="attempt-words">
                <h3>{t!(inside.theft.name)}</h3>
                <p>{t_view!(inside.theft.what, <code>)}</p>
                <p class="small">{t!(inside.theft.by_page)}</p>
                <noscript>
                    <p class="small">{t!(inside.theft.unscripted)}</p>
                </noscript>
            </div>
            <button type="button" class="button" disabled=true>
                {t!(inside.theft.run)}
            </button>
            <div class="story" role="status" aria-live="polite">
                <p data-when="empty" hidden=true>
                    {t_view!(inside.theft.empty, <code>)}
                </p>
                <p data-when="ours" hidden=true>
                    {t_view!(inside.theft.ours, <code>, <found> = found())}
                </p>
                <p data-when="strange" hidden=true>
                    {t_view!(inside.theft.strange, <code>, <found> = found())}
                </p>
                <p data-when="refused" hidden=true>
                    {t!(inside.theft.refused)}
                </p>
                <p data-when="failed" hidden=true>
                    {t!(inside.theft.failed)}
                </p>
                <p data-when="answered" hidden=true>
                    {t_view!(inside.theft.answered, <status> = found())}
                </p>
            </div>
        </li>
    }
    .into_any()
}

/// Who is signed in, at GitHub's API: GitHub itself has a host for it, and GitHub Enterprise a path.
fn api_address(github_url: &str) -> String {
    match github_url.trim_end_matches('/') {
        "https://github.com" => "https://api.github.com/user".to_owned(),
        enterprise => format!("{enterprise}/api/v3/user"),
    }
}

#[cfg(test)]
mod tests {
    use super::api_address;

    #[test]
    fn the_script_goes_where_the_api_is() {
        assert_eq!(api_address("https://github.com"), "https://api.github.com/user");
        assert_eq!(api_address("https://github.com/"), "https://api.github.com/user");
        assert_eq!(api_address("https://git.example"), "https://git.example/api/v3/user");
    }
}
