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

/// How long a stop may take, 25 seconds in all. With nothing under way it takes none of it.
#[derive(Clone, Copy, Debug)]
pub struct StopLimits {
    /// For requests under way: an exchange and the question after it may take ten seconds each.
    pub requests: Duration,
    /// For the database, after that: whoever writes may finish.
    pub database: Duration,
}

impl Default for StopLimits {
    fn default() -> Self {
        Self { requests: Duration::from_secs(23), database: Duration::from_secs(2) }
    }
}
