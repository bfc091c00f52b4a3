use std::time::Duration;

/// What a connection may take of us.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// So many at once.
    pub most: usize,
    /// From the first byte of a request, or the connection's beginning, to the end of the request's head.
    pub head: Duration,
    /// Between an answer and the next request. Longer than proxies keep theirs (nginx: 60 seconds, Caddy: two minutes), so
    /// that it is they who close: a request sent into a connection that we close is lost.
    pub idle: Duration,
    /// In which a reader takes nothing of an answer.
    pub stalled: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            most: 2_000,
            head: Duration::from_secs(15),
            idle: Duration::from_secs(150),
            stalled: Duration::from_secs(30),
        }
    }
}
