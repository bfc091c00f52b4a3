use crate::app::{links, query::value};

/// Which page of each list the address asks for, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// Sign-ins, reauthentications and endings.
    pub sessions: u32,
    /// What else happened. None where nobody has opened it.
    pub noise: Option<u32>,
}

/// What the address asks for; the first page where it is nonsense.
pub fn read(query: &str) -> Pages {
    let page = |text: String| text.parse().unwrap_or(1).max(1);
    Pages { sessions: value(query, "page").map_or(1, page), noise: value(query, "other").map(page) }
}

impl Pages {
    /// The address of a page of sign-ins, reauthentications and endings; the other list stays where it is.
    pub fn of_sessions(self, page: u32) -> String {
        format!("{}#history", Self { sessions: page, ..self }.address())
    }

    /// The address of a page of the rest, likewise.
    pub fn of_noise(self, page: u32) -> String {
        format!("{}#other", Self { noise: Some(page), ..self }.address())
    }

    fn address(self) -> String {
        let sessions = (self.sessions > 1).then(|| format!("page={}", self.sessions));
        let noise = self.noise.map(|page| format!("other={page}"));
        links::address("/devices", &sessions.into_iter().chain(noise).collect::<Vec<_>>().join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Pages, read};

    #[test]
    fn nonsense_is_the_first_page() {
        for query in ["", "page=", "page=0", "page=-1", "page=two", "page=99999999999", "done=ended"] {
            assert_eq!(read(query), Pages { sessions: 1, noise: None }, "{query}");
        }
        assert_eq!(read("other=x&page=7"), Pages { sessions: 7, noise: Some(1) });
    }

    #[test]
    fn each_list_is_paged_and_leaves_the_other_where_it_is() {
        let both = read("page=3&other=2");
        assert_eq!(both.of_sessions(4), "/devices?page=4&other=2#history");
        assert_eq!(both.of_noise(1), "/devices?page=3&other=1#other");
        assert_eq!(read("").of_sessions(1), "/devices#history");
    }
}
