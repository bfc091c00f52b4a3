use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

const STYLE: &str = include_str!("page.css");

/// A whole page around `body`, which is HTML already.
pub(crate) fn page(title: &str, body: &str) -> Html<String> {
    Html(format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · This is not GitHub</title>
<link rel="icon" href="data:,">
<style>{STYLE}</style>
</head>
<body>
<header><p><strong>This is not GitHub.</strong> It is an emulator on your own machine, for development and tests.</p></header>
<main>
{body}
</main>
</body>
</html>
"#
    ))
}

pub(crate) fn error_page(status: StatusCode, sentence: &str) -> Response {
    let body = format!("<h1>{}</h1><p>{}</p>", status.as_u16(), escape(sentence));
    (status, page(&status.to_string(), &body)).into_response()
}

/// Text as HTML text or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
