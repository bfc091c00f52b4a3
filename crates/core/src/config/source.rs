use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::Problem;

/// Where systemd puts a service's credentials (`LoadCredential=`, <https://systemd.io/CREDENTIALS>).
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";

/// Where settings come from: the process's environment, then `.env` for what is missing there.
///
/// The value of `NAME` may also be in a file: the one named by `NAME_FILE`, as container platforms mount secrets, or
/// the systemd credential `NAME`.
#[derive(Default)]
pub struct Source {
    process: HashMap<String, String>,
    dotenv: HashMap<String, Value>,
}

impl Source {
    /// The environment of this process and `.env` in the current directory, if it exists.
    ///
    /// # Errors
    ///
    /// If `.env` exists but can't be read.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn from_process() -> Result<Self, String> {
        let dotenv = match fs::read(".env") {
            Ok(bytes) => parse_dotenv(bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => HashMap::new(),
            Err(error) => return Err(format!(".env can't be read: {error}")),
        };
        // None of our variables has a value that is not UTF-8.
        let process =
            std::env::vars_os().filter_map(|(name, value)| name.into_string().ok().zip(value.into_string().ok()));
        Ok(Self { process: process.collect(), dotenv })
    }

    /// The value of `name`, or the content of its file or credential, without surrounding white space. Empty counts as
    /// absent.
    ///
    /// # Errors
    ///
    /// If more than one of them is set, a file can't be read, or the value is one that other programs would read
    /// differently.
    pub fn get(&self, name: &'static str) -> Result<Option<String>, Problem> {
        let file_variable = format!("{name}_FILE");
        let (value, file) = (self.set(name), self.set(&file_variable));
        if let Some(fault) = file.and_then(Set::fault) {
            return Err(Problem::new(name, format!("can't be read: {file_variable} {fault}")));
        }
        let file = file.map(|file| PathBuf::from(file.text));
        // Units written for older versions name the credential's file.
        let credential = self.credential(name).filter(|path| file.as_ref() != Some(path));
        let credential = credential.map(|path| content(name, &path, "systemd's credential")).transpose()?.flatten();
        match (value, file, credential) {
            (Some(_), Some(_), _) => Err(Problem::new(name, format!("and {file_variable} are both set; keep one"))),
            (Some(_), _, Some(_)) => Err(Problem::new(name, "is set, and is a credential of systemd's; keep one")),
            (_, Some(_), Some(_)) => {
                Err(Problem::new(name, format!("is a credential of systemd's, and {file_variable} is set; keep one")))
            }
            (Some(value), None, None) => match value.fault() {
                Some(fault) => Err(Problem::new(name, fault)),
                None => Ok(Some(value.text.to_owned())),
            },
            (None, Some(path), None) => content(name, &path, &format!("the file {file_variable} names")),
            (None, None, credential) => Ok(credential),
        }
    }

    /// Whether `name` is set in the environment, but empty.
    pub(super) fn is_blank(&self, name: &str) -> bool {
        self.process.get(name).is_some_and(|value| value.trim().is_empty())
    }

    /// An empty value in the environment falls back to `.env`.
    fn set(&self, name: &str) -> Option<Set<'_>> {
        let in_process = self.process.get(name).map(|text| (text.as_str(), Origin::Process));
        let in_dotenv = || match self.dotenv.get(name)? {
            Value::Plain(text) => Some((text.as_str(), Origin::Dotenv)),
            Value::Ambiguous => Some(("$", Origin::Ambiguous)),
        };
        let filled = |(text, _): &(&str, Origin)| !text.trim().is_empty();
        let (text, origin) = in_process.filter(filled).or_else(|| in_dotenv().filter(filled))?;
        Some(Set { text: text.trim(), origin })
    }

    fn credential(&self, name: &str) -> Option<PathBuf> {
        let folder = self.process.get(CREDENTIALS).filter(|folder| !folder.is_empty())?;
        Some(Path::new(folder).join(name)).filter(|path| path.exists())
    }
}

const WRAPPED: &str = "is wrapped in quotes that nothing removed (docker's --env-file keeps them); write it without";
const COMMENT: &str =
    "is followed by a comment that nothing removed (docker's --env-file keeps it); put the comment on its own line";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Process,
    /// Quotes and comments have been parsed, so any that remain are part of the value.
    Dotenv,
    /// A [`Value::Ambiguous`] of `.env`.
    Ambiguous,
}

/// A value that is set.
#[derive(Clone, Copy)]
struct Set<'s> {
    text: &'s str,
    origin: Origin,
}

impl Set<'_> {
    /// Why other programs would read the value differently, as a sentence that continues after the variable's name.
    fn fault(self) -> Option<&'static str> {
        match self.origin {
            Origin::Process if is_wrapped(self.text) => Some(WRAPPED),
            Origin::Process if self.text.contains(" #") => Some(COMMENT),
            Origin::Process | Origin::Dotenv => None,
            Origin::Ambiguous => Some(AMBIGUOUS),
        }
    }
}

fn is_wrapped(text: &str) -> bool {
    text.len() > 1 && ['"', '\''].iter().any(|quote| text.starts_with(*quote) && text.ends_with(*quote))
}

/// A file's content without byte order mark and surrounding white space.
fn content(name: &'static str, path: &Path, place: &str) -> Result<Option<String>, Problem> {
    let text =
        fs::read_to_string(path).map_err(|error| Problem::new(name, format!("can't be read from {place}: {error}")))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).trim();
    if is_wrapped(text) {
        return Err(Problem::new(name, format!("{WRAPPED} (in {place})")));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

impl<const N: usize> From<[(&str, &str); N]> for Source {
    fn from(values: [(&str, &str); N]) -> Self {
        values.into_iter().collect()
    }
}

/// Values that stand for the process's environment.
impl<'a> FromIterator<(&'a str, &'a str)> for Source {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(values: I) -> Self {
        let process = values.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { process, dotenv: HashMap::new() }
    }
}

/// Replaces `$` to find out how a value reads without substitution. A private-use character that nobody writes.
const DOLLAR: char = '\u{e024}';

/// The value of a variable in `.env`.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Plain(String),
    /// It has a `$` outside single quotes. dotenvy substitutes `$NAME` and unescapes `\$`, docker and systemd leave
    /// both as they are, and shells have their own rules. We don't guess what a secret means.
    Ambiguous,
}

const AMBIGUOUS: &str = "has a $ outside single quotes in .env, which some programs substitute and others keep; put its value in single quotes";

/// The variables in a `.env` file. Ambiguous values are only an error once they are asked for.
///
/// # Errors
///
/// A sentence about a line that can't be parsed, without quoting it.
fn parse_dotenv(bytes: Vec<u8>) -> Result<HashMap<String, Value>, String> {
    let text = String::from_utf8(bytes).map_err(|_| ".env is not UTF-8; save it as that".to_owned())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let masked = text.replace('$', &DOLLAR.to_string());
    let (mut variables, mut last) = (HashMap::new(), None);
    for (literal, read) in dotenvy::from_read_iter(masked.as_bytes()).zip(dotenvy::from_read_iter(text.as_bytes())) {
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
        ".env has a line {place} that is not NAME=value; a value with spaces, quotes or backslashes needs single quotes"
    )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Value, parse_dotenv};

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
    fn a_value_is_taken_as_written(#[case] text: &str, #[case] value: &str) {
        let read = parse_dotenv(text.as_bytes().to_vec());
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
    fn a_dollar_that_other_programs_read_differently_is_ambiguous(#[case] text: &str) {
        let read = parse_dotenv(format!("{text}\nNEXT=abc").into_bytes()).expect("lines");
        assert_eq!(read.get("SECRET"), Some(&Value::Ambiguous));
        assert_eq!(read.get("NEXT"), Some(&Value::Plain("abc".to_owned())));
    }

    #[rstest]
    #[case("FIRST=x\nSECRET=canary word", "after FIRST")]
    #[case("canary", "beginning")]
    #[case("FIRST='x'\nSECRET='canary", "after FIRST")]
    fn an_unreadable_line_is_located_but_not_quoted(#[case] text: &str, #[case] place: &str) {
        let message = parse_dotenv(text.as_bytes().to_vec()).expect_err("no setting");
        assert!(message.contains(place) && !message.contains("canary"), "{message}");
    }

    #[test]
    fn another_encoding_is_reported() {
        let utf16: Vec<u8> = "\u{feff}SECRET=abc".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(parse_dotenv(utf16).expect_err("UTF-16").contains("UTF-8"));
    }
}
