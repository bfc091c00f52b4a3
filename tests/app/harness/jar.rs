use std::collections::BTreeMap;

use reqwest::header::{HeaderMap, SET_COOKIE};

/// The cookies of one browser, as far as one host needs them.
#[derive(Clone, Default)]
pub struct Jar(pub BTreeMap<String, String>);

impl Jar {
    pub fn take_from(&mut self, headers: &HeaderMap) {
        for header in headers.get_all(SET_COOKIE) {
            let text = header.to_str().expect("cookies are ASCII");
            let cookie = cookie::Cookie::parse(text.to_owned()).expect("a cookie");
            let removed = cookie.max_age().is_some_and(|age| age.is_zero() || age.is_negative());
            // What browsers demand of the prefix (RFC 6265bis section 4.1.3.2), for removal as well.
            if cookie.name().starts_with("__Host-") {
                let whole = cookie.secure() == Some(true) && cookie.path() == Some("/") && cookie.domain().is_none();
                assert!(whole, "a browser refuses this cookie: {text}");
            }
            if removed {
                self.0.remove(cookie.name());
            } else {
                self.0.insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
    }

    pub fn header(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}
