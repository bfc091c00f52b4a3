use std::collections::HashMap;

/// Stands for `$` while we ask how a value would read without it. Private use: nobody writes it.
const DOLLAR: char = '\u{e024}';

/// What a variable of `.env` is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Plain(String),
    /// It has a `$` outside single quotes. dotenvy replaces `$NAME` and takes the backslash off `\$`, docker and systemd leave
    /// both as they are, and a shell has rules of its own: a secret that means something else to each is not guessed at.
    Ambiguous,
}

/// What is wrong with an ambiguous value, to go on after its variable's name.
pub(super) const AMBIGUOUS: &str = "has, in .env, a $ outside single quotes, which some programs replace and others keep; put its value in single quotes";

/// The variables of a `.env` file. Those that are not asked for may mean what they like.
///
/// # Errors
///
/// A sentence about a line that sets nothing; never with a value.
pub(super) fn parse(bytes: Vec<u8>) -> Result<HashMap<String, Value>, String> {
    let text = String::from_utf8(bytes).map_err(|_| ".env is not UTF-8; save it as that".to_owned())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let veiled = text.replace('$', &DOLLAR.to_string());
    let (mut variables, mut last) = (HashMap::new(), None);
    for (literal, read) in dotenvy::from_read_iter(veiled.as_bytes()).zip(dotenvy::from_read_iter(text.as_bytes())) {
        let (name, value) = match (literal, read) {
            (Ok((name, literal)), Ok((_, read))) if literal.replace(DOLLAR, "$") == read => (name, Value::Plain(read)),
            (Ok((name, _)), _) | (_, Ok((name, _))) => (name, Value::Ambiguous),
            // The parse error quotes the line, which may hold a secret.
            (Err(_), Err(_)) => return Err(unreadable(last.as_deref())),
        };
        last = Some(name.clone());
        variables.insert(name, value);
    }
    Ok(variables)
}

fn unreadable(last: Option<&str>) -> String {
    let place = last.map_or_else(|| "at its beginning".to_owned(), |name| format!("after {name}"));
    format!(
        ".env has a line {place} that is not NAME=value; a value with spaces, quotes or backslashes wants single quotes"
    )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Value, parse};

    #[rstest]
    #[case::plain("SECRET=abc", "abc")]
    #[case::after_a_byte_order_mark("\u{feff}SECRET=abc\r\n", "abc")]
    #[case::quoted("SECRET=\"abc def\"", "abc def")]
    #[case::dollar_in_single_quotes("SECRET='a$b${c}$'", "a$b${c}$")]
    #[case::backslash_and_dollar_in_single_quotes("SECRET='a\\$b'", "a\\$b")]
    #[case::quotes_of_its_own("SECRET='\"abc\"'", "\"abc\"")]
    #[case::last_of_two("SECRET=a\nSECRET=b", "b")]
    #[case::exported("export SECRET=abc # and why", "abc")]
    #[case::dollar_in_a_comment("# costs $5\nSECRET=abc # $5", "abc")]
    fn a_value_is_what_is_written(#[case] text: &str, #[case] value: &str) {
        let read = parse(text.as_bytes().to_vec());
        let expected = Value::Plain(value.to_owned());
        assert_eq!(read.as_ref().ok().and_then(|read| read.get("SECRET")), Some(&expected), "{read:?}");
    }

    #[rstest]
    #[case::bare("SECRET=canary$word")]
    #[case::at_the_end("SECRET=canary$")]
    #[case::in_braces("SECRET=canary${word}")]
    #[case::open_brace("SECRET=canary${word")]
    #[case::in_double_quotes("SECRET=\"canary$word\"")]
    #[case::of_another_variable("WORD=x\nSECRET=canary$WORD")]
    #[case::escaped("SECRET=canary\\$word")]
    fn a_dollar_that_others_would_read_otherwise_is_ambiguous(#[case] text: &str) {
        let read = parse(format!("{text}\nNEXT=abc").into_bytes()).expect("lines");
        assert_eq!(read.get("SECRET"), Some(&Value::Ambiguous));
        assert_eq!(read.get("NEXT"), Some(&Value::Plain("abc".to_owned())));
    }

    #[rstest]
    #[case("FIRST=x\nSECRET=canary word", "after FIRST")]
    #[case("canary", "beginning")]
    #[case("FIRST='x'\nSECRET='canary", "after FIRST")]
    fn a_line_that_cannot_be_read_is_placed_and_not_shown(#[case] text: &str, #[case] place: &str) {
        let told = parse(text.as_bytes().to_vec()).expect_err("no setting");
        assert!(told.contains(place) && !told.contains("canary"), "{told}");
    }

    #[test]
    fn another_encoding_is_called_so() {
        let utf16: Vec<u8> = "\u{feff}SECRET=abc".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(parse(utf16).expect_err("UTF-16").contains("UTF-8"));
    }
}
