use axum::body::Bytes;
use gatehouse_model::{Repository, Timestamp};

const COLUMNS: [&str; 15] = [
    "full_name",
    "description",
    "language",
    "license",
    "topics",
    "visibility",
    "fork",
    "archived",
    "template",
    "stars",
    "forks",
    "open_issues",
    "pushed_at",
    "created_at",
    "url",
];

/// Without it Excel takes UTF-8 for the code page of the machine.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The line of names.
pub(super) fn head() -> Bytes {
    [BYTE_ORDER_MARK, &written([COLUMNS.map(str::to_owned)])].concat().into()
}

/// A line each.
pub(super) fn rows(repositories: &[Repository]) -> Bytes {
    written(repositories.iter().map(row))
}

fn row(repository: &Repository) -> [String; 15] {
    let text = |text: &Option<String>| text.as_deref().map(safe).unwrap_or_default();
    let time = |timestamp: Option<Timestamp>| timestamp.map(Timestamp::rfc3339).unwrap_or_default();
    [
        safe(&repository.full_name),
        text(&repository.description),
        text(&repository.language),
        text(&repository.license),
        safe(&repository.topics.join(" ")),
        repository.visibility.key().to_owned(),
        repository.fork.to_string(),
        repository.archived.to_string(),
        repository.template.to_string(),
        repository.stars.to_string(),
        repository.forks.to_string(),
        repository.open_issues.to_string(),
        time(repository.pushed_at),
        time(repository.created_at),
        safe(&repository.html_url),
    ]
}

/// What a formula may begin with: ASCII, the full-width forms that Japanese Excel takes for the same, the small and
/// mathematical ones that are folded into them, and what began one in Lotus and begins DDE.
const FORMULA: [char; 15] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−', '|', '%'];

/// Spreadsheets run what begins like a formula; an apostrophe makes it text (OWASP "CSV Injection", ASVS 1.2.10). What
/// cannot be seen does not count as a beginning, since some drop it before they look.
fn safe(text: &str) -> String {
    let begins = text.chars().find(|character| !unseen(*character));
    let runs = begins.is_some_and(|character| FORMULA.contains(&character));
    if runs || text.starts_with(char::is_control) { format!("'{text}") } else { text.to_owned() }
}

/// White space of any kind, control characters, and format characters of no width.
fn unseen(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

fn written<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> Bytes {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing rows of one length to memory cannot fail.
    let _ = rows.into_iter().try_for_each(|row| writer.write_record(row));
    writer.into_inner().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{head, safe};

    #[rstest]
    #[case("=HYPERLINK(\"https://evil.example\")", "'=HYPERLINK(\"https://evil.example\")")]
    #[case("+1", "'+1")]
    #[case("-2+3", "'-2+3")]
    #[case("@SUM(A1)", "'@SUM(A1)")]
    #[case("\t=1", "'\t=1")]
    #[case("\0=1", "'\0=1")]
    #[case("\r\nplain", "'\r\nplain")]
    #[case("＝HYPERLINK(A1)", "'＝HYPERLINK(A1)")]
    #[case("＋1", "'＋1")]
    #[case("－1", "'－1")]
    #[case("＠SUM(A1)", "'＠SUM(A1)")]
    #[case("−1", "'−1")]
    #[case("﹦1", "'﹦1")]
    #[case("|cmd", "'|cmd")]
    #[case("%0A=1", "'%0A=1")]
    #[case(" =1", "' =1")]
    #[case("\u{3000}＝1", "'\u{3000}＝1")]
    #[case("\u{a0}\u{feff}=1", "'\u{a0}\u{feff}=1")]
    #[case("\u{202e}\u{200b}+1", "'\u{202e}\u{200b}+1")]
    #[case("\u{200e}", "\u{200e}")]
    #[case(" plain", " plain")]
    #[case("a=b", "a=b")]
    #[case("", "")]
    #[case("plain, with \"quotes\"", "plain, with \"quotes\"")]
    fn nothing_begins_like_a_formula(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(safe(text), expected);
    }

    #[test]
    fn lines_end_as_the_standard_says() {
        assert!(head().ends_with(b",url\r\n"));
    }

    #[test]
    fn a_file_says_that_it_is_utf_8() {
        assert!(head().starts_with("\u{feff}full_name,".as_bytes()));
    }
}
