use leptos::prelude::*;

/// The few signs in use, each beside words that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Fork,
    Lock,
    ExternalLink,
    Star,
}

/// A line drawing in the colour of the text, 16 pixels square. Always decoration: the words are elsewhere.
#[component]
pub fn Icon(
    /// Which one.
    sign: Sign,
) -> impl IntoView {
    let lines = match sign {
        Sign::Fork => {
            "M4 5.3A1.6 1.6 0 1 0 4 2a1.6 1.6 0 0 0 0 3.3m8 0A1.6 1.6 0 1 0 12 2a1.6 1.6 0 0 0 0 3.3M8 14\
             a1.6 1.6 0 1 0 0-3.3A1.6 1.6 0 0 0 8 14M4 5.3V6a2 2 0 0 0 2 2h4a2 2 0 0 0 2-2v-.7M8 8v2.7"
        }
        Sign::Lock => "M3.5 7.2h9v6.3h-9zM5.3 7.2V5a2.7 2.7 0 0 1 5.4 0v2.2",
        Sign::ExternalLink => "M6.5 3.5h-3v9h9v-3M9 2.8h4.2V7M13 3 7.6 8.4",
        Sign::Star => "m8 2.2 1.8 3.7 4 .5-2.9 2.8.7 4L8 11.2l-3.6 2 .7-4-2.9-2.8 4-.5z",
    };
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=lines />
        </svg>
    }
    .into_any()
}
