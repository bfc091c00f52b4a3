use gatehouse_model::{RepositoryQuery, RepositorySort};

use crate::app::{
    links::address,
    query::{encode, value},
};

/// What the address asks for.
pub fn read(query: &str) -> RepositoryQuery {
    RepositoryQuery::from_parts(|name| value(query, name))
}

/// The address that asks for `query`, without the parts that are as they would be anyway.
pub fn write(query: &RepositoryQuery) -> String {
    write_to("/repositories", query)
}

/// The same at another path: downloads take what the page takes.
pub fn write_to(path: &str, query: &RepositoryQuery) -> String {
    let parts = [
        (!query.q.is_empty()).then(|| format!("q={}", encode(&query.q))),
        query.language.as_ref().map(|language| format!("language={}", encode(language))),
        query.kind.map(|kind| format!("kind={}", kind.key())),
        query.archived.map(|archived| format!("archived={}", if archived { "yes" } else { "no" })),
        query.visibility.map(|visibility| format!("visibility={}", visibility.key())),
        (query.sort != RepositorySort::default()).then(|| format!("sort={}", query.sort.key())),
        (query.page > 1).then(|| format!("page={}", query.page)),
    ];
    address(path, &parts.into_iter().flatten().collect::<Vec<_>>().join("&"))
}

/// The same order, and all of it again.
pub fn without_search(query: &RepositoryQuery) -> String {
    write(&RepositoryQuery { sort: query.sort, page: 1, ..RepositoryQuery::default() })
}

#[cfg(test)]
mod tests {
    use super::{read, without_search, write};

    #[test]
    fn an_address_says_only_what_is_asked() {
        assert_eq!(write(&read("")), "/repositories");
        assert_eq!(write(&read("q=&sort=pushed&page=0&language=&archived=")), "/repositories");
        assert_eq!(write(&read("page=2&sort=stars&q=c%2B%2B+lib")), "/repositories?q=c%2B%2B%20lib&sort=stars&page=2");
    }

    #[test]
    fn an_address_reads_back() {
        let query = read("q=%26x%3D1&language=C%23&kind=fork&archived=no&visibility=private&sort=name&page=7");
        let address = write(&query);
        assert_eq!(read(address.split_once('?').map_or("", |(_, query)| query)), query);
        assert_eq!(without_search(&query), "/repositories?sort=name");
    }
}
