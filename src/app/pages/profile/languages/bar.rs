//! The bar, and how it is divided.

use gatehouse_model::LanguageShare;
use leptos::prelude::*;

use super::{bar_text, segment_class, segment_text};
use crate::app::{components::CollectAny, i18n::t};

/// How many languages have a segment of their own. More colours would be hard to distinguish.
const NAMED: usize = 8;

/// A language, or all those after the named ones. Positions are thousandths of the bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// None for the others.
    pub name: Option<String>,
    pub repositories: u32,
    /// Of the repositories with a language, in thousandths.
    pub permille: u32,
    pub start: u32,
    pub width: u32,
}

/// The segments are adjacent and fill the bar; rounded shares would leave a gap at its end.
pub fn segments(shares: Vec<LanguageShare>) -> Vec<Segment> {
    let all: u64 = shares.iter().map(|share| u64::from(share.repositories)).sum();
    let thousandths = |count: u64| u32::try_from(count * 1_000 / all.max(1)).unwrap_or(1_000);
    let mut before = 0;
    let mut segment = |name: Option<String>, repositories: u32, permille: u32| {
        let start = thousandths(before);
        before += u64::from(repositories);
        Segment { name, repositories, permille, start, width: thousandths(before) - start }
    };
    let mut shares = shares.into_iter();
    let mut segments: Vec<Segment> = shares
        .by_ref()
        .take(NAMED)
        .map(|share| segment(Some(share.name), share.repositories, share.permille))
        .collect();
    let others: u32 = shares.map(|share| share.repositories).sum();
    if others > 0 {
        segments.push(segment(None, others, thousandths(u64::from(others))));
    }
    segments
}

/// Colours only distinguish the segments; the table says what they are.
#[component]
pub fn LanguageBar(
    /// From left to right.
    segments: Vec<Segment>,
) -> impl IntoView {
    let description = bar_text(&segments);
    let rects = segments
        .into_iter()
        .zip(0_u8..)
        .map(|(segment, index)| {
            let class = segment_class(index);
            view! {
                <rect class=class x=segment.start y="0" width=segment.width height="12">
                    <title>{segment_text(&segment)}</title>
                </rect>
            }
        })
        .collect_any();
    view! {
        <svg
            class="language-bar"
            width="1000"
            height="12"
            viewBox="0 0 1000 12"
            preserveAspectRatio="none"
            role="img"
            aria-labelledby="languages-title languages-description"
        >
            <title id="languages-title">{t!(contributions.languages.title)}</title>
            <desc id="languages-description">{description}</desc>
            {rects}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::LanguageShare;

    use super::{NAMED, segments};

    fn shares(repositories: &[u32]) -> Vec<LanguageShare> {
        let all: u32 = repositories.iter().sum();
        let share = |count: &u32| LanguageShare {
            name: format!("of {count}"),
            repositories: *count,
            permille: count * 1_000 / all,
        };
        repositories.iter().map(share).collect()
    }

    #[test]
    fn the_segments_fill_the_bar_without_a_gap() {
        let segments = segments(shares(&[3, 2, 1]));
        let places: Vec<_> = segments.iter().map(|segment| (segment.start, segment.width)).collect();
        assert_eq!(places, [(0, 500), (500, 333), (833, 167)]);
        assert_eq!(segments[2].permille, 166);
    }

    #[test]
    fn languages_after_the_eighth_share_one_segment() {
        let segments = segments(shares(&[20, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]));
        assert_eq!(segments.len(), NAMED + 1);
        assert!(segments[..NAMED].iter().all(|segment| segment.name.is_some()));
        let others = &segments[NAMED];
        assert_eq!((others.name.as_deref(), others.repositories, others.permille), (None, 6, 80));
        assert_eq!(others.start + others.width, 1_000);
    }

    #[test]
    fn eight_languages_leave_no_others() {
        assert_eq!(segments(shares(&[1; NAMED])).len(), NAMED);
        assert!(segments(Vec::new()).is_empty());
    }
}
