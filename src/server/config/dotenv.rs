use std::collections::HashMap;

/// Stands for `$` while we ask how a value would read without it. Private use: nobody writes it.
const DOLLAR: char = '\u{e024}';

/// The variables of a `.env` file.
///
/// dotenvy replaces `$NAME` outside single quotes, docker and systemd leave it as it is, and a shell has rules of its own.
/// A secret that means something else to each is not guessed at.
///
/// # Errors
///
/// A sentence that names the variable and never its value.
pub(super) fn parse(bytes: Vec<u8>) -> Result<HashMap<String, String>, String> {
    let text = String::from_utf8(bytes).map_err(|_| ".env is not UTF-8; save it as that".to_owned())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let veiled = veil(text);
    let (mut variables, mut last) = (HashMap::new(), None);
    for (literal, expanded) in dotenvy::from_read_iter(veiled.as_bytes()).zip(dotenvy::from_read_iter(text.as_bytes()))
    {
        // The parse error quotes the line, which may hold a secret.
        let (name, value) = literal.map_err(|_| unreadable(last.as_deref()))?;
        let value = value.replace(DOLLAR, "$");
        if !expanded.is_ok_and(|(_, expanded)| expanded == value) {
            return Err(format!(
                "{name} in .env has a $ outside single quotes, which some programs replace and others keep; put its value in single quotes"
            ));
        }
        last = Some(name.clone());
        variables.insert(name, value);
    }
    Ok(variables)
}

/// `\$` says itself that it is no variable.
fn veil(text: &str) -> String {
    let mut escaped = false;
    let veiled = text.chars().map(|letter| {
        let veiled = if letter == '$' && !escaped { DOLLAR } else { letter };
        escaped = letter == '\\' && !escaped;
        veiled
    });
    veiled.collect()
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

    use super::parse;

    #[rstest]
    #[case::plain("SECRET=abc", "abc")]
    #[case::after_a_byte_order_mark("\u{feff}SECRET=abc\r\n", "abc")]
    #[case::quoted("SECRET=\"abc def\"", "abc def")]
    #[case::dollar_in_single_quotes("SECRET='a$b${c}$'", "a$b${c}$")]
    #[case::backslash_and_dollar_in_single_quotes("SECRET='a\\$b'", "a\\$b")]
    #[case::escaped_dollar("SECRET=a\\$b", "a$b")]
    #[case::quotes_of_its_own("SECRET='\"abc\"'", "\"abc\"")]
    #[case::last_of_two("SECRET=a\nSECRET=b", "b")]
    #[case::exported("export SECRET=abc # and why", "abc")]
    #[case::dollar_in_a_comment("# costs $5\nSECRET=abc # $5", "abc")]
    fn a_value_is_what_is_written(#[case] text: &str, #[case] value: &str) {
        let read = parse(text.as_bytes().to_vec());
        assert_eq!(read.as_ref().ok().and_then(|read| read.get("SECRET")).map(String::as_str), Some(value), "{read:?}");
    }

    #[rstest]
    #[case::bare("SECRET=canary$word")]
    #[case::at_the_end("SECRET=canary$")]
    #[case::in_braces("SECRET=canary${word}")]
    #[case::open_brace("SECRET=canary${word")]
    #[case::in_double_quotes("SECRET=\"canary$word\"")]
    #[case::of_another_variable("WORD=x\nSECRET=canary$WORD")]
    fn a_dollar_that_others_would_read_otherwise_is_named_and_not_shown(#[case] text: &str) {
        let told = parse(text.as_bytes().to_vec()).expect_err("ambiguous");
        assert!(told.contains("SECRET") && told.contains("single quotes") && !told.contains("canary"), "{told}");
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
