use std::{cmp::Reverse, collections::BTreeSet};

use gatehouse_model::{AppError, Repository, RepositoryPage, RepositoryQuery, RepositorySort, Timestamp};

use super::paged::Paged;

/// Rows on a page.
const PER_PAGE: usize = 30;

/// Cuts the page that `query` asks for out of what is gathered.
pub(super) fn page(list: &Paged<Repository>, query: &RepositoryQuery, now: Timestamp) -> RepositoryPage {
    let gathering = list.wants_more().then(|| count(list.about()));
    let stopped = gathering.and_then(|_| list.gathering.stopped(now)).map(AppError::from);
    RepositoryPage { gathering, stopped, cut: list.cut, partial: list.is_partial(), ..cut_out(list.items(), query) }
}

/// Everything that `query` asks for, in its order.
pub(super) fn selection<'a>(all: impl Iterator<Item = &'a Repository>, query: &RepositoryQuery) -> Vec<&'a Repository> {
    // A server function takes its query as it is sent.
    let words = query.q.chars().take(RepositoryQuery::MAX_SEARCH_CHARS).collect::<String>().to_lowercase();
    let found =
        |repository: &&Repository| words.is_empty() || RepositoryQuery::found_in(&words, &repository.search_text());
    let mut selected: Vec<&Repository> = all.filter(|repository| query.admits(repository)).filter(found).collect();
    match query.sort {
        RepositorySort::Pushed => selected.sort_by_key(|repository| Reverse(repository.pushed_at)),
        RepositorySort::Name => selected.sort_by_cached_key(|repository| repository.name.to_lowercase()),
        RepositorySort::Stars => selected.sort_by_key(|repository| Reverse(repository.stars)),
        RepositorySort::Created => selected.sort_by_key(|repository| Reverse(repository.created_at)),
    }
    selected
}

fn cut_out<'a>(all: impl Iterator<Item = &'a Repository> + Clone, query: &RepositoryQuery) -> RepositoryPage {
    let languages: BTreeSet<&String> = all.clone().filter_map(|repository| repository.language.as_ref()).collect();
    let total = count(all.clone().count());
    let found = selection(all, query);
    let pages = count(found.len().div_ceil(PER_PAGE)).max(1);
    let page = query.page.clamp(1, pages);
    let skipped = PER_PAGE * (page as usize - 1);
    RepositoryPage {
        items: found.iter().skip(skipped).take(PER_PAGE).map(|&repository| repository.clone()).collect(),
        page,
        pages,
        matched: count(found.len()),
        total,
        languages: languages.into_iter().cloned().collect(),
        gathering: None,
        stopped: None,
        cut: false,
        partial: false,
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::cut_out;
    use gatehouse_model::{Repository, RepositoryKind, RepositoryQuery, RepositorySort, Timestamp, Visibility};

    fn repository(number: u64, name: &str, language: &str) -> Repository {
        Repository {
            id: number,
            name: name.to_owned(),
            full_name: format!("octocat/{name}"),
            html_url: String::new(),
            description: None,
            language: Some(language.to_owned()),
            license: None,
            topics: vec!["tide".to_owned()],
            visibility: Visibility::Public,
            fork: false,
            archived: false,
            template: false,
            stars: number % 7,
            forks: 0,
            open_issues: 0,
            pushed_at: (!number.is_multiple_of(3)).then(|| Timestamp(i64::try_from(number).unwrap_or_default())),
            created_at: None,
        }
    }

    fn ask(q: &str, sort: RepositorySort, page: u32) -> RepositoryQuery {
        RepositoryQuery { q: q.to_owned(), sort, page, ..RepositoryQuery::default() }
    }

    #[test]
    fn every_word_must_occur_somewhere() {
        let all = [repository(1, "harbour", "Rust"), repository(2, "Lighthouse", "Go")];
        let names = |q: &str| {
            let page = cut_out(all.iter(), &ask(q, RepositorySort::Name, 1));
            page.items.into_iter().map(|repository| repository.name).collect::<Vec<_>>()
        };
        assert_eq!(names("RUST tide"), ["harbour"]);
        assert_eq!(names("light go"), ["Lighthouse"]);
        assert_eq!(names("  "), ["harbour", "Lighthouse"]);
        assert!(names("rust go").is_empty());
    }

    #[test]
    fn filters_narrow_together() {
        let mut all = [repository(1, "harbour", "Rust"), repository(2, "tide", "Rust"), repository(3, "reef", "Go")];
        all[1].archived = true;
        all[2].fork = true;
        let names = |query: &RepositoryQuery| {
            let page = cut_out(all.iter(), query);
            assert_eq!((page.total, page.languages), (3, vec!["Go".to_owned(), "Rust".to_owned()]));
            page.items.into_iter().map(|repository| repository.name).collect::<Vec<_>>()
        };
        let any = RepositoryQuery { sort: RepositorySort::Name, ..RepositoryQuery::default() };
        let rust = RepositoryQuery { language: Some("Rust".to_owned()), ..any.clone() };
        assert_eq!(names(&rust), ["harbour", "tide"]);
        assert_eq!(names(&RepositoryQuery { archived: Some(false), ..rust }), ["harbour"]);
        assert_eq!(names(&RepositoryQuery { kind: Some(RepositoryKind::Fork), ..any.clone() }), ["reef"]);
        assert!(names(&RepositoryQuery { visibility: Some(Visibility::Private), ..any }).is_empty());
    }

    #[test]
    fn a_page_past_the_end_is_the_last_page() {
        let all: Vec<_> = (0..65).map(|number| repository(number, &format!("r{number:02}"), "C")).collect();
        let page = cut_out(all.iter(), &ask("", RepositorySort::Name, 99));
        assert_eq!((page.page, page.pages, page.items.len(), page.matched), (3, 3, 5, 65));
    }

    #[test]
    fn repositories_never_pushed_come_last() {
        let all: Vec<_> = (1..7).map(|number| repository(number, "r", "C")).collect();
        let page = cut_out(all.iter(), &ask("", RepositorySort::Pushed, 1));
        let pushed: Vec<_> =
            page.items.iter().map(|repository| repository.pushed_at.map(|timestamp| timestamp.0)).collect();
        assert_eq!(pushed, [Some(5), Some(4), Some(2), Some(1), None, None]);
    }

    #[test]
    fn nothing_found_is_one_empty_page() {
        let page = cut_out([].iter(), &ask("x", RepositorySort::Stars, 0));
        assert_eq!((page.page, page.pages, page.matched, page.total), (1, 1, 0, 0));
    }
}
