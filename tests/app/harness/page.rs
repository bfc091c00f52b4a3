use reqwest::header::HeaderMap;

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
    landing: String,
    going_on: Option<String>,
}

impl Page {
    pub async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self::new(status, headers, response.text().await.expect("a body in UTF-8"))
    }

    pub fn new(status: u16, headers: HeaderMap, body: String) -> Self {
        Self { landing: landing(&headers), going_on: going_on(&body), status, headers, body }
    }

    /// The header's text, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("headers are ASCII")).unwrap_or_default()
    }

    /// Where the answer leads: by its header, or, on the way to GitHub, by the page that goes on by itself.
    pub fn location(&self) -> &str {
        self.going_on.as_deref().unwrap_or_else(|| self.header("location"))
    }

    /// Whether this is the page from which the browser goes on to GitHub.
    pub fn is_departure(&self) -> bool {
        self.status == 200 && self.going_on.is_some()
    }

    /// Where the answer leads, and the message it leaves for that page: `/sign-in?why=idle&return_to=%2Factivity`. The
    /// message travels in a cookie; an address could be written by anybody.
    pub fn landing(&self) -> &str {
        &self.landing
    }

    /// The body without the marks that leptos leaves between a sentence's parts.
    pub fn text(&self) -> String {
        self.body.replace("<!>", "")
    }

    /// The mark that the page's forms carry.
    pub fn lineage(&self) -> Option<String> {
        Some(self.body.split("data-lineage=\"").nth(1)?.split('"').next()?.to_owned())
    }

    /// Every header and the body, for searches.
    pub fn everything(&self) -> String {
        format!("{:?}\n{}", self.headers, self.body)
    }
}

/// The address that a page refreshes to.
fn going_on(body: &str) -> Option<String> {
    let address = body.split(r#"http-equiv="refresh" content="0;url="#).nth(1)?.split('"').next()?;
    Some(address.replace("&amp;", "&"))
}

fn landing(headers: &HeaderMap) -> String {
    let location = headers.get("location").and_then(|location| location.to_str().ok()).unwrap_or_default();
    let cookies = headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
    let mut left = cookies.filter_map(|cookie| cookie.split_once("flash=")?.1.split(';').next()?.split_once('.'));
    let Some((kind, code)) = left.next() else { return location.to_owned() };
    let (path, query) = location.split_once('?').unwrap_or((location, ""));
    let rest = if query.is_empty() { String::new() } else { format!("&{query}") };
    format!("{path}?{kind}={code}{rest}")
}
