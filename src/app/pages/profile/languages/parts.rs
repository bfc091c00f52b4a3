//! How the bar is cut. Pure numbers, in thousandths of it.

use gatehouse_model::LanguageShare;

/// How many languages have a part of their own; more colours could not be told apart.
const NAMED: usize = 8;

/// One part of the bar: a language, or all that come after the named ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// None for the others.
    pub name: Option<String>,
    pub repositories: u32,
    /// Of the repositories with a language, in thousandths.
    pub permille: u32,
    /// Where it begins.
    pub start: u32,
    /// How far it goes.
    pub width: u32,
}

/// The parts, which touch each other and fill the bar: rounded shares alone would leave a gap at its end.
pub fn parts(shares: Vec<LanguageShare>) -> Vec<Part> {
    let all: u64 = shares.iter().map(|share| u64::from(share.repositories)).sum();
    let along = |part: u64| u32::try_from(part * 1_000 / all.max(1)).unwrap_or(1_000);
    let mut before = 0;
    let mut part = |name: Option<String>, repositories: u32, permille: u32| {
        let start = along(before);
        before += u64::from(repositories);
        Part { name, repositories, permille, start, width: along(before) - start }
    };
    let mut shares = shares.into_iter();
    let mut parts: Vec<Part> =
        shares.by_ref().take(NAMED).map(|share| part(Some(share.name), share.repositories, share.permille)).collect();
    let others: u32 = shares.map(|share| share.repositories).sum();
    if others > 0 {
        parts.push(part(None, others, along(u64::from(others))));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{NAMED, parts};
    use gatehouse_model::LanguageShare;

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
    fn the_parts_fill_the_bar_without_a_gap() {
        let parts = parts(shares(&[3, 2, 1]));
        let places: Vec<_> = parts.iter().map(|part| (part.start, part.width)).collect();
        assert_eq!(places, [(0, 500), (500, 333), (833, 167)]);
        assert_eq!(parts[2].permille, 166);
    }

    #[test]
    fn what_comes_after_the_eighth_is_one_part() {
        let parts = parts(shares(&[20, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]));
        assert_eq!(parts.len(), NAMED + 1);
        assert!(parts[..NAMED].iter().all(|part| part.name.is_some()));
        let others = &parts[NAMED];
        assert_eq!((others.name.as_deref(), others.repositories, others.permille), (None, 6, 80));
        assert_eq!(others.start + others.width, 1_000);
    }

    #[test]
    fn eight_languages_leave_no_others() {
        assert_eq!(parts(shares(&[1; NAMED])).len(), NAMED);
        assert!(parts(Vec::new()).is_empty());
    }
}
