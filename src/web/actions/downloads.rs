use std::{collections::HashMap, convert::Infallible};

use axum::{
    body::{Body, Bytes},
    extract::{Query, State},
    http::{
        HeaderName, Uri,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use futures::stream;
use gatehouse_core::{
    access::GitHub,
    flow::ReturnTo,
    github::{GitHubError, Selection},
    sign_in::{see_other, to_sign_in},
    state::CoreState,
};
use gatehouse_model::{Repository, RepositoryQuery, SessionVerdict, Timestamp};

use super::{CurrentViewer, files::RepositoryEntry};

/// Rows that are written at once: a few tens of kilobytes.
const AT_ONCE: usize = 100;

const PAGE: &str = "/repositories";

/// Whether GitHub has more repositories than the file was selected from: `true` or `false`.
const TRUNCATED: HeaderName = HeaderName::from_static("gatehouse-truncated");

type Parts = Query<HashMap<String, String>>;

/// `GET /repositories.csv`: the selection that the page shows, all its pages, for a spreadsheet (RFC 4180). Where
/// the list behind it is cut, its name says so, and a header.
///
/// # Errors
///
/// Where GitHub does not give the list to its end: a 303 to the page, which says why.
pub async fn repositories_csv(
    state: State<CoreState>,
    actor: CurrentViewer,
    uri: Uri,
    parts: Parts,
) -> Result<Response, Response> {
    let Selection { repositories, truncated } = select(state, actor, &uri, parts).await?;
    let name = if truncated {
        "attachment; filename=\"repositories-truncated.csv\""
    } else {
        "attachment; filename=\"repositories.csv\""
    };
    let rows = chunks(repositories).map(|(rows, _)| csv_rows(rows.as_ref()));
    let body = streamed(std::iter::once(csv_head()).chain(rows));
    Ok((file_headers("text/csv; charset=utf-8", name, truncated), body).into_response())
}

/// `GET /repositories.json`: the same as JSON (`docs/schemas/repositories.schema.json`), which says it within, too.
///
/// # Errors
///
/// As [`repositories_csv`].
pub async fn repositories_json(
    state: State<CoreState>,
    actor: CurrentViewer,
    uri: Uri,
    parts: Parts,
) -> Result<Response, Response> {
    let Selection { repositories, truncated } = select(state, actor, &uri, parts).await?;
    let name = if truncated {
        "attachment; filename=\"repositories-truncated.json\""
    } else {
        "attachment; filename=\"repositories.json\""
    };
    let begin = format!("{{\"truncated\": {truncated}, \"repositories\": [\n");
    let rows = chunks(repositories).map(|(rows, is_last)| json(rows.as_ref(), is_last));
    let body = streamed(std::iter::once(Bytes::from(begin)).chain(rows).chain([Bytes::from_static(b"]}\n")]));
    Ok((file_headers("application/json; charset=utf-8", name, truncated), body).into_response())
}

async fn select(
    State(state): State<CoreState>,
    CurrentViewer(active): CurrentViewer,
    uri: &Uri,
    Query(parts): Parts,
) -> Result<Selection, Response> {
    let query = RepositoryQuery::from_parts(|name| parts.get(name).cloned());
    let selected = GitHub::for_session(&state, &active).selection(&query).await;
    selected.map_err(|error| to_page(&state, uri, &error))
}

/// The rows in parts, and whether one is the last.
fn chunks(selected: Vec<Repository>) -> impl Iterator<Item = (Vec<Repository>, bool)> {
    let mut rest = selected.into_iter().peekable();
    std::iter::from_fn(move || {
        let part: Vec<Repository> = rest.by_ref().take(AT_ONCE).collect();
        let is_last = rest.peek().is_none();
        (!part.is_empty()).then_some((part, is_last))
    })
}

/// One repository a line, so that the file can be read and compared.
fn json(rows: &[Repository], is_last: bool) -> Bytes {
    let lines = rows.iter().map(RepositoryEntry::from).filter_map(|entry| serde_json::to_string(&entry).ok());
    let lines: Vec<String> = lines.collect();
    Bytes::from(format!("{}{}\n", lines.join(",\n"), if is_last { "" } else { "," }))
}

fn streamed(parts: impl Iterator<Item = Bytes> + Send + 'static) -> Body {
    Body::from_stream(stream::iter(parts.map(Ok::<_, Infallible>)))
}

fn file_headers(
    content_type: &'static str,
    disposition: &'static str,
    truncated: bool,
) -> [(HeaderName, &'static str); 3] {
    let truncated = if truncated { "true" } else { "false" };
    [(CONTENT_TYPE, content_type), (CONTENT_DISPOSITION, disposition), (TRUNCATED, truncated)]
}

/// The page asks the same again: it can tell what a file cannot.
fn to_page(state: &CoreState, uri: &Uri, error: &GitHubError) -> Response {
    let page = uri.query().map_or_else(|| PAGE.to_owned(), |query| format!("{PAGE}?{query}"));
    let answer = match error {
        GitHubError::NoToken(SessionVerdict::SignIn(reason)) => {
            to_sign_in(state, *reason, Some(&ReturnTo::parse(&state.pages, &page)))
        }
        _ => see_other(&page),
    };
    answer.unwrap_or_else(IntoResponse::into_response)
}

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
fn csv_head() -> Bytes {
    [BYTE_ORDER_MARK, &written([COLUMNS.map(str::to_owned)])].concat().into()
}

/// A line each.
fn csv_rows(repositories: &[Repository]) -> Bytes {
    written(repositories.iter().map(csv_row))
}

fn csv_row(repository: &Repository) -> [String; 15] {
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

    use super::{csv_head, safe};

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
        assert!(csv_head().ends_with(b",url\r\n"));
    }

    #[test]
    fn a_file_says_that_it_is_utf_8() {
        assert!(csv_head().starts_with("\u{feff}full_name,".as_bytes()));
    }
}
