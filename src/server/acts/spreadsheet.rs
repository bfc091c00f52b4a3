use axum::body::Bytes;

use crate::model::{Moment, Repository};

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
    let time = |moment: Option<Moment>| moment.map(Moment::rfc3339).unwrap_or_default();
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

/// Spreadsheets run what begins like a formula; an apostrophe makes it text (OWASP "CSV Injection", ASVS 1.2.10).
fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']) { format!("'{text}") } else { text.to_owned() }
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
