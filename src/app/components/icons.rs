use leptos::prelude::*;

use crate::app::{
    i18n::{grouped, t_view},
    links::{local_path, web_link},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconKind {
    Fork,
    Lock,
    ExternalLink,
    Star,
}

/// A line drawing in the colour of the text, 16 pixels square. Decoration only: the text beside it says the same.
#[component]
pub fn Icon(kind: IconKind) -> impl IntoView {
    let lines = match kind {
        IconKind::Fork => {
            "M4 5.3A1.6 1.6 0 1 0 4 2a1.6 1.6 0 0 0 0 3.3m8 0A1.6 1.6 0 1 0 12 2a1.6 1.6 0 0 0 0 3.3M8 14\
             a1.6 1.6 0 1 0 0-3.3A1.6 1.6 0 0 0 8 14M4 5.3V6a2 2 0 0 0 2 2h4a2 2 0 0 0 2-2v-.7M8 8v2.7"
        }
        IconKind::Lock => "M3.5 7.2h9v6.3h-9zM5.3 7.2V5a2.7 2.7 0 0 1 5.4 0v2.2",
        IconKind::ExternalLink => "M6.5 3.5h-3v9h9v-3M9 2.8h4.2V7M13 3 7.6 8.4",
        IconKind::Star => "m8 2.2 1.8 3.7 4 .5-2.9 2.8.7 4L8 11.2l-3.6 2 .7-4-2.9-2.8 4-.5z",
    };
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=lines />
        </svg>
    }
}

/// A list item: how many stars a repository has. Renders nothing for none.
#[component]
pub fn StarCount(number: u64) -> impl IntoView {
    (number > 0).then(|| {
        let text = t_view!(repositories.stars, count = number, <figure> = grouped(number), <unseen>);
        view! {
            <li>
                <Icon kind=IconKind::Star />
                {text}
            </li>
        }
    })
}

/// A list item: how many forks a repository has. Renders nothing for none.
#[component]
pub fn ForkCount(number: u64) -> impl IntoView {
    (number > 0).then(|| {
        let text = t_view!(repositories.forks, count = number, <figure> = grouped(number), <unseen>);
        view! {
            <li>
                <Icon kind=IconKind::Fork />
                {text}
            </li>
        }
    })
}

/// An account's picture, or its first letter if there is none. The markup has its size, so the layout does not shift.
#[component]
pub fn Avatar(
    /// The address, as GitHub sent it.
    src: String,
    login: String,
    /// Width and height, in CSS pixels.
    size: u16,
) -> impl IntoView {
    let Some(src) = web_link(&src).or_else(|| local_path(&src)) else {
        let letter = login.chars().next().unwrap_or('?').to_uppercase().to_string();
        return view! { <span class="avatar letter" aria-hidden="true">{letter}</span> }.into_any();
    };
    view! {
        <img
            class="avatar"
            src=sized(&src, size)
            width=size
            height=size
            alt=""
            decoding="async"
            referrerpolicy="no-referrer"
        />
    }
    .into_any()
}

/// Requests twice the size shown, for high-density screens; GitHub would send 460 pixels.
fn sized(src: &str, size: u16) -> String {
    let separator = if src.contains('?') { '&' } else { '?' };
    format!("{src}{separator}s={}", u32::from(size) * 2)
}

#[cfg(test)]
mod tests {
    use super::sized;

    #[test]
    fn a_picture_is_requested_in_its_size() {
        assert_eq!(sized("https://a.example/u/1?v=4", 32), "https://a.example/u/1?v=4&s=64");
        assert_eq!(sized("https://a.example/u/1", 96), "https://a.example/u/1?s=192");
    }
}
