use crate::app::query::value;

/// The page of stars that the address asks for; the first where it asks for none.
pub fn read(query: &str) -> u32 {
    value(query, "stars").and_then(|page| page.parse().ok()).unwrap_or(1).max(1)
}

/// The address of a page of stars, at its place on the page: on a phone the stars are far down.
pub fn write(page: u32) -> String {
    if page > 1 { format!("/activity?stars={page}#starred") } else { "/activity#starred".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn nonsense_is_the_first_page() {
        for query in ["", "stars=", "stars=0", "stars=-1", "stars=two", "stars=99999999999"] {
            assert_eq!(read(query), 1, "{query}");
        }
        assert_eq!(read("x=1&stars=7"), 7);
    }

    #[test]
    fn an_address_says_only_what_is_asked() {
        assert_eq!(write(1), "/activity#starred");
        assert_eq!(write(2), "/activity?stars=2#starred");
    }
}
