//! What is put into a rendered page when it is sent: it depends on the moment, and all the rest can be kept.
//!
//! While a page renders, each of these is a mark with random characters that nobody outside can know, so that no text from
//! elsewhere can pass for one.

use std::borrow::Cow;

use gatehouse_model::{Language, Timestamp};
use leptos::prelude::with_context;

use super::{
    PageContext,
    components::time_left,
    i18n::{self, relative_time},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    /// How long ago something was.
    Age(Timestamp),
    /// How long until something happens.
    TimeLeft(Timestamp),
    /// The server's time, in seconds.
    Now,
    /// The nonce of the content security policy.
    Nonce,
}

impl Hole {
    /// What to render in its place.
    pub fn mark(self) -> String {
        with_context(|page: &PageContext| self.mark_with(&page.mark)).unwrap_or_default()
    }

    pub fn mark_with(self, mark: &str) -> String {
        let (kind, Timestamp(seconds)) = match self {
            Self::Age(timestamp) => ('a', timestamp),
            Self::TimeLeft(timestamp) => ('l', timestamp),
            Self::Now => ('w', Timestamp(0)),
            Self::Nonce => ('n', Timestamp(0)),
        };
        format!("{mark}{kind}{seconds}.")
    }

    /// What follows a mark, and how long it is.
    fn parse(text: &str) -> Option<(Self, usize)> {
        let end = text.find('.')?;
        let timestamp = Timestamp(text.get(1..end)?.parse().ok()?);
        let hole = match text.as_bytes().first()? {
            b'a' => Self::Age(timestamp),
            b'l' => Self::TimeLeft(timestamp),
            b'w' => Self::Now,
            b'n' => Self::Nonce,
            _ => return None,
        };
        Some((hole, end + 1))
    }

    fn fill(self, now: Timestamp, nonce: &str, page: &mut String) {
        match self {
            Self::Age(timestamp) => page.push_str(&relative_time(timestamp, now)),
            Self::TimeLeft(until) => page.push_str(&time_left(until, now)),
            Self::Now => page.push_str(&now.0.to_string()),
            Self::Nonce => page.push_str(nonce),
        }
    }
}

/// A rendered page without what depends on the moment.
#[derive(Debug)]
pub struct Template {
    text: String,
    /// In the order of their places, in bytes of the text.
    holes: Vec<(usize, Hole)>,
}

impl Template {
    /// From a page that was rendered with this mark.
    ///
    /// Leptos ends texts with a comment, for islands to find their nodes by. Where there is none, that is a tenth of a page.
    pub fn new(rendered: &str, mark: &str) -> Self {
        let plain: Cow<str> =
            if rendered.contains("<leptos-island") { rendered.into() } else { rendered.replace("<!>", "").into() };
        let (mut text, mut holes) = (String::with_capacity(plain.len()), Vec::new());
        let mut parts = plain.split(mark);
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let Some((hole, length)) = Hole::parse(part) else { continue };
            holes.push((text.len(), hole));
            text.push_str(&part[length..]);
        }
        text.shrink_to_fit();
        Self { text, holes }
    }

    /// In bytes.
    pub fn size(&self) -> usize {
        self.text.len() + self.holes.len() * size_of::<(usize, Hole)>()
    }

    pub fn fill(&self, language: Language, now: Timestamp, nonce: &str) -> String {
        // A text in a hole is a few words.
        let mut page = String::with_capacity(self.text.len() + self.holes.len() * 48);
        let mut from = 0;
        i18n::speak(language, || {
            for (place, hole) in &self.holes {
                page.push_str(&self.text[from..*place]);
                hole.fill(now, nonce, &mut page);
                from = *place;
            }
        });
        page.push_str(&self.text[from..]);
        page
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::{Language, Timestamp};

    use super::{Hole, Template};

    const MARK: &str = "hF9x2kQz";

    fn page(parts: [&str; 3]) -> String {
        let [before, between, after] = parts;
        let (age, left) = (Hole::Age(Timestamp(1_000)), Hole::TimeLeft(Timestamp(5_000)));
        format!("{before}{}{between}{}{after}", age.mark_with(MARK), left.mark_with(MARK))
    }

    #[test]
    fn holes_are_filled_by_the_moment_and_the_language() {
        let template = Template::new(&page(["<p>", " and ", "</p>"]), MARK);
        let fill = |language, now| template.fill(language, Timestamp(now), "");
        assert_eq!(fill(Language::English, 1_180), "<p>3 minutes ago and in 1 h 3 min</p>");
        assert_eq!(fill(Language::English, 5_000), "<p>1 hour ago and now</p>");
        assert!(fill(Language::Japanese, 1_180).starts_with("<p>3分前"));
    }

    #[test]
    fn nonce_and_clock_are_those_of_the_request() {
        let rendered = format!("{} {}", Hole::Nonce.mark_with(MARK), Hole::Now.mark_with(MARK));
        assert_eq!(Template::new(&rendered, MARK).fill(Language::English, Timestamp(7), "abc"), "abc 7");
    }

    #[test]
    fn a_mark_of_another_render_is_text() {
        let rendered = Hole::Nonce.mark_with("another");
        assert_eq!(Template::new(&rendered, MARK).fill(Language::English, Timestamp(7), "abc"), rendered);
    }
}
