//! What was asked: numbers for "never asks twice", and the requests themselves for "never sends that there".

use std::collections::{BTreeMap, VecDeque};

use axum::http::{HeaderMap, Method, Uri, header};
use serde::Serialize;

const KEPT: usize = 500;

/// One request as it arrived, without the values of its headers.
#[derive(Clone, Debug, Serialize)]
pub struct RequestLine {
    pub method: String,
    pub path: String,
    pub query: Option<String>,
    /// Header names in lower case, in the order they arrived.
    pub headers: Vec<String>,
    /// How many `Authorization` headers there were; two is a mistake worth finding.
    pub authorization_headers: usize,
    /// Whether there was one at all.
    pub authorized: bool,
}

#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    counters: BTreeMap<String, u64>,
    lines: VecDeque<RequestLine>,
}

impl RequestLog {
    pub(crate) fn record(&mut self, method: &Method, uri: &Uri, headers: &HeaderMap) {
        let key = format!("{method} {}", uri.path());
        *self.counters.entry(key).or_default() += 1;
        if self.lines.len() == KEPT {
            self.lines.pop_front();
        }
        let authorization_headers = headers.get_all(header::AUTHORIZATION).iter().count();
        self.lines.push_back(RequestLine {
            method: method.to_string(),
            path: uri.path().to_owned(),
            query: uri.query().map(str::to_owned),
            headers: headers.keys().map(ToString::to_string).collect(),
            authorization_headers,
            authorized: authorization_headers > 0,
        });
    }

    pub(crate) fn count(&self, key: &str) -> u64 {
        self.counters.get(key).copied().unwrap_or_default()
    }

    pub(crate) fn total_api_calls(&self) -> u64 {
        let api = self.counters.iter().filter(|(key, _)| key.contains(" /api/"));
        api.map(|(_, count)| count).sum()
    }

    pub(crate) fn counters(&self) -> &BTreeMap<String, u64> {
        &self.counters
    }

    pub(crate) fn lines(&self) -> Vec<RequestLine> {
        self.lines.iter().cloned().collect()
    }
}
