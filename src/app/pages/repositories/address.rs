use crate::{
    app::query::{encode, value},
    model::{RepositoryQuery, RepositorySort},
};

/// What the address asks for.
pub fn read(query: &str) -> RepositoryQuery {
    let part = |name| value(query, name);
    RepositoryQuery::from_parts(part("q").as_deref(), part("sort").as_deref(), part("page").as_deref())
}

/// The address that asks for `query`, without the parts that are as they would be anyway.
pub fn write(query: &RepositoryQuery) -> String {
    let q = (!query.q.is_empty()).then(|| format!("q={}", encode(&query.q)));
    let sort = (query.sort != RepositorySort::default()).then(|| format!("sort={}", query.sort.key()));
    let page = (query.page > 1).then(|| format!("page={}", query.page));
    let parts: Vec<String> = [q, sort, page].into_iter().flatten().collect();
    crate::app::links::address("/repositories", &parts.join("&"))
}

/// The same order, and all of it again.
pub fn without_search(query: &RepositoryQuery) -> String {
    write(&RepositoryQuery { q: String::new(), sort: query.sort, page: 1 })
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn an_address_says_only_what_is_asked() {
        assert_eq!(write(&read("")), "/repositories");
        assert_eq!(write(&read("q=&sort=pushed&page=0")), "/repositories");
        assert_eq!(write(&read("page=2&sort=stars&q=c%2B%2B+lib")), "/repositories?q=c%2B%2B%20lib&sort=stars&page=2");
    }

    #[test]
    fn an_address_reads_back() {
        let query = read("q=%26x%3D1&sort=name&page=7");
        let address = write(&query);
        assert_eq!(read(address.split_once('?').map_or("", |(_, query)| query)), query);
    }
}
