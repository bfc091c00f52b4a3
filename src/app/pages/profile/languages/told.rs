use super::parts::Part;
use crate::app::{bidi::isolated, i18n::t};

/// The class that colours the part at this place.
pub fn class(place: u8) -> String {
    format!("language-{place}")
}

/// What a part stands for.
pub fn name(part: &Part) -> String {
    part.name.as_deref().map_or_else(|| t!(contributions.languages.others), isolated)
}

/// A share in whole hundredths. Little is not nothing.
pub fn share(permille: u32) -> String {
    match (permille + 5) / 10 {
        0 => t!(contributions.languages.least),
        percent => t!(contributions.languages.percent, number = percent),
    }
}

/// A part in words.
pub fn part(part: &Part) -> String {
    t!(contributions.languages.part, name = name(part), share = share(part.permille))
}

/// The whole bar in words.
pub fn bar(parts: &[Part]) -> String {
    parts.iter().map(part).collect::<Vec<_>>().join(&t!(common.comma))
}

#[cfg(test)]
mod tests {
    use super::{Part, bar, share};

    #[test]
    fn shares_are_rounded_and_never_to_nothing() {
        assert_eq!([0, 4, 5, 314, 995, 1_000].map(share), ["under 1%", "under 1%", "1%", "31%", "100%", "100%"]);
    }

    #[test]
    fn the_bar_is_told_from_left_to_right() {
        let part = |name: Option<&str>, permille| {
            let name = name.map(str::to_owned);
            Part { name, repositories: 1, permille, start: 0, width: 0 }
        };
        assert_eq!(bar(&[part(Some("Rust"), 700), part(None, 300)]), "Rust 70%, Others 30%");
    }
}
