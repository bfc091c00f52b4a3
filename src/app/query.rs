//! Query strings, read and written. `leptos_router` 0.8 decodes values twice (leptos#4800): `%2541` would become `A`.

/// The first value called `name` in `query`, decoded once.
pub fn value(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(key) == name).then(|| decode(value))
    })
}

/// `value`, safe as a value in a query string.
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(hex_digit(byte >> 4));
            out.push(hex_digit(byte & 15));
        }
    }
    out
}

fn decode(text: &str) -> String {
    let mut rest = text.as_bytes();
    let mut out = Vec::with_capacity(rest.len());
    while let [byte, tail @ ..] = rest {
        rest = tail;
        out.push(match (byte, tail) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match hex_value(*high).zip(hex_value(*low)) {
                Some((high, low)) => {
                    rest = after;
                    high << 4 | low
                }
                None => b'%',
            },
            _ => *byte,
        });
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex_value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn hex_digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{encode, value};

    #[test]
    fn a_value_is_decoded_once() {
        assert_eq!(value("q=a+b%20c&sort=name", "q").as_deref(), Some("a b c"));
        assert_eq!(value("q=%2541", "q").as_deref(), Some("%41"));
        assert_eq!(value("q=1&q=2", "q").as_deref(), Some("1"));
        assert_eq!(value("q", "q").as_deref(), Some(""));
        assert_eq!(value("sort=name", "q"), None);
        assert_eq!(value("", "q"), None);
    }

    #[test]
    fn nonsense_neither_panics_nor_vanishes() {
        assert_eq!(value("q=100%", "q").as_deref(), Some("100%"));
        assert_eq!(value("q=%zz%4", "q").as_deref(), Some("%zz%4"));
        assert_eq!(value("q=%C0%AE", "q").as_deref(), Some("\u{fffd}\u{fffd}"));
    }

    #[test]
    fn what_is_written_reads_back() {
        for text in ["a b", "100% & more?", "日本語", "/profile?x=1#y", "+"] {
            assert_eq!(value(&format!("q={}", encode(text)), "q").as_deref(), Some(text));
        }
    }
}
