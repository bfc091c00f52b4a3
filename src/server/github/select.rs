use std::cmp::Reverse;

use crate::model::{Repository, RepositoryPage, RepositoryQuery, RepositorySort};

/// Rows on a page.
const PER_PAGE: usize = 30;

/// Cuts the page that `query` asks for out of all repositories.
#[must_use]
pub fn select(all: Vec<Repository>, truncated: bool, query: &RepositoryQuery) -> RepositoryPage {
    let total = count(all.len());
    // A server function takes its query as it is sent.
    let words = query.q.chars().take(RepositoryQuery::LONGEST).collect::<String>().to_lowercase();
    let wanted = |repository: &Repository| RepositoryQuery::found_in(&words, &repository.search_text());
    let mut found: Vec<Repository> = all.into_iter().filter(wanted).collect();
    match query.sort {
        RepositorySort::Pushed => found.sort_by_key(|repository| Reverse(repository.pushed_at)),
        RepositorySort::Name => found.sort_by_cached_key(|repository| repository.name.to_lowercase()),
        RepositorySort::Stars => found.sort_by_key(|repository| Reverse(repository.stars)),
        RepositorySort::Created => found.sort_by_key(|repository| Reverse(repository.created_at)),
    }
    let matched = found.len();
    let pages = count(matched.div_ceil(PER_PAGE)).max(1);
    let page = query.page.clamp(1, pages);
    let skipped = PER_PAGE * (page as usize - 1);
    let items = found.into_iter().skip(skipped).take(PER_PAGE).collect();
    RepositoryPage { items, page, pages, matched: count(matched), total, truncated }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::select;
    use crate::model::{Moment, Repository, RepositoryQuery, RepositorySort, Visibility};

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
            pushed_at: (!number.is_multiple_of(3)).then(|| Moment(i64::try_from(number).unwrap_or_default())),
            created_at: None,
        }
    }

    fn ask(q: &str, sort: RepositorySort, page: u32) -> RepositoryQuery {
        RepositoryQuery { q: q.to_owned(), sort, page }
    }

    #[test]
    fn every_word_must_occur_somewhere() {
        let all = vec![repository(1, "harbour", "Rust"), repository(2, "Lighthouse", "Go")];
        let names = |q: &str| {
            let page = select(all.clone(), false, &ask(q, RepositorySort::Name, 1));
            page.items.into_iter().map(|repository| repository.name).collect::<Vec<_>>()
        };
        assert_eq!(names("RUST tide"), ["harbour"]);
        assert_eq!(names("light go"), ["Lighthouse"]);
        assert_eq!(names("  "), ["harbour", "Lighthouse"]);
        assert!(names("rust go").is_empty());
    }

    #[test]
    fn a_page_past_the_end_is_the_last_page() {
        let all: Vec<_> = (0..65).map(|number| repository(number, &format!("r{number:02}"), "C")).collect();
        let page = select(all, true, &ask("", RepositorySort::Name, 99));
        assert_eq!((page.page, page.pages, page.items.len(), page.matched), (3, 3, 5, 65));
        assert!(page.truncated);
    }

    #[test]
    fn repositories_never_pushed_come_last() {
        let all: Vec<_> = (1..7).map(|number| repository(number, "r", "C")).collect();
        let page = select(all, false, &ask("", RepositorySort::Pushed, 1));
        let pushed: Vec<_> = page.items.iter().map(|repository| repository.pushed_at.map(|moment| moment.0)).collect();
        assert_eq!(pushed, [Some(5), Some(4), Some(2), Some(1), None, None]);
    }

    #[test]
    fn nothing_found_is_one_empty_page() {
        let page = select(Vec::new(), false, &ask("x", RepositorySort::Stars, 0));
        assert_eq!((page.page, page.pages, page.matched, page.total), (1, 1, 0, 0));
    }
}
