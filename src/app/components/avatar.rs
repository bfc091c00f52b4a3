use leptos::prelude::*;

use crate::app::links::{local_path, web_link};

/// A person's picture, or their first letter where there is none. Its size is in the markup, so nothing jumps.
#[component]
pub fn Avatar(
    /// Where GitHub says the picture is.
    src: String,
    /// Whose picture it is; for the letter.
    login: String,
    /// Width and height in CSS pixels.
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

/// Asks for twice the size shown, for dense screens, and not for the 460 pixels GitHub sends otherwise.
fn sized(src: &str, size: u16) -> String {
    let joint = if src.contains('?') { '&' } else { '?' };
    format!("{src}{joint}s={}", u32::from(size) * 2)
}

#[cfg(test)]
mod tests {
    use super::sized;

    #[test]
    fn the_picture_is_asked_for_in_its_size() {
        assert_eq!(sized("https://a.example/u/1?v=4", 32), "https://a.example/u/1?v=4&s=64");
        assert_eq!(sized("https://a.example/u/1", 96), "https://a.example/u/1?s=192");
    }
}
