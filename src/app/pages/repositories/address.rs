use gatehouse_model::{RepositoryQuery, RepositorySort};

use crate::app::links::{encode_query_value, path_and_query, query_value};

pub fn parse_query(query: &str) -> RepositoryQuery {
    RepositoryQuery::from_parts(|name| query_value(query, name))
}

/// The address of the page that shows `query`. Defaults are left out.
pub fn search_address(query: &RepositoryQuery) -> String {
    address_at("/repositories", query)
}

/// Downloads have their own paths, and take the same parameters.
pub fn address_at(path: &str, query: &RepositoryQuery) -> String {
    let parts = [
        (!query.q.is_empty()).then(|| format!("q={}", encode_query_value(&query.q))),
        query.language.as_ref().map(|language| format!("language={}", encode_query_value(language))),
        query.kind.map(|kind| format!("kind={}", kind.key())),
        query.archived.map(|archived| format!("archived={}", if archived { "yes" } else { "no" })),
        query.visibility.map(|visibility| format!("visibility={}", visibility.key())),
        (query.sort != RepositorySort::default()).then(|| format!("sort={}", query.sort.key())),
        (query.page > 1).then(|| format!("page={}", query.page)),
    ];
    path_and_query(path, &parts.into_iter().flatten().collect::<Vec<_>>().join("&"))
}

/// The address of the whole list, in the same order.
pub fn address_without_search(query: &RepositoryQuery) -> String {
    search_address(&RepositoryQuery { sort: query.sort, page: 1, ..RepositoryQuery::default() })
}

#[cfg(test)]
mod tests {
    use super::{address_without_search, parse_query, search_address};

    #[test]
    fn defaults_are_left_out_of_an_address() {
        assert_eq!(search_address(&parse_query("")), "/repositories");
        assert_eq!(search_address(&parse_query("q=&sort=pushed&page=0&language=&archived=")), "/repositories");
        assert_eq!(
            search_address(&parse_query("page=2&sort=stars&q=c%2B%2B+lib")),
            "/repositories?q=c%2B%2B%20lib&sort=stars&page=2"
        );
    }

    #[test]
    fn an_address_reads_back() {
        let query = parse_query("q=%26x%3D1&language=C%23&kind=fork&archived=no&visibility=private&sort=name&page=7");
        let address = search_address(&query);
        assert_eq!(parse_query(address.split_once('?').map_or("", |(_, query)| query)), query);
        assert_eq!(address_without_search(&query), "/repositories?sort=name");
    }
}
