//! An HTTP/1 server with limits on connections, slow clients and shutdown, none of which `axum::serve` has.

mod connection;

use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use connection::{Deadlines, WatchedBody, WatchedStream};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::Instant,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

/// A request's headers take a few hundred bytes, a few thousand with all our cookies.
const MAX_HEADERS: usize = 64 * 1024;

/// The pause after a failure of our own to accept, such as a lack of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

/// How often to log that the connection limit is reached.
const WARN_EVERY: Duration = Duration::from_mins(1);

/// The limits on connections.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// Concurrent connections.
    pub most: usize,
    /// From a request's first byte, or the start of the connection, to the end of the request's headers.
    pub head: Duration,
    /// Between a response and the next request. Longer than proxies keep idle connections (nginx: 60 seconds, Caddy:
    /// two minutes), so that the proxy is the one to close: a request sent into a connection we are closing is lost.
    pub idle: Duration,
    /// Without any progress in sending a response.
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

/// How long a shutdown may take, 25 seconds in all. An idle server stops at once.
#[derive(Clone, Copy, Debug)]
pub struct StopLimits {
    /// For requests in progress. A code exchange and the request that follows it may take ten seconds each.
    pub requests: Duration,
    /// For writes to the database after that.
    pub database: Duration,
}

impl Default for StopLimits {
    fn default() -> Self {
        Self { requests: Duration::from_secs(23), database: Duration::from_secs(2) }
    }
}

/// Serves `router` until `stopping`, and then until every request in progress is answered. Connections above the limit
/// wait in the kernel's queue.
pub async fn listen(listener: TcpListener, router: Router, limits: ConnectionLimits, stopping: CancellationToken) {
    // Prepares every route once instead of on each request.
    let router: Router = router.with_state(());
    let (permits, connections) = (Arc::new(Semaphore::new(limits.most)), TaskTracker::new());
    let mut warned: Option<Instant> = None;
    loop {
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await.ok()?;
            let (stream, peer) = accept(&listener).await;
            Some((permit, stream, peer))
        };
        let Some((permit, stream, peer)) = stopping.run_until_cancelled(next).await.flatten() else { break };
        if permits.available_permits() == 0 && warned.is_none_or(|warned| warned.elapsed() > WARN_EVERY) {
            warned = Some(Instant::now());
            tracing::warn!(connections = limits.most, "the connection limit is reached; new connections wait");
        }
        let (router, stopping) = (router.clone(), stopping.clone());
        connections.spawn(async move {
            serve_connection(stream, peer, router, limits, stopping).await;
            drop(permit);
        });
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

/// A client that hangs up before we accept is no error. A failure of our own must neither end the loop nor make it
/// spin.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) => {}
            Err(error) => {
                tracing::error!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// Serves one connection until it closes or misses a deadline.
async fn serve_connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: ConnectionLimits,
    stopping: CancellationToken,
) {
    let deadlines = Arc::new(Deadlines::new(limits));
    let requests = Arc::clone(&deadlines);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let (answering, router) = (requests.answering(), router.clone());
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        async move {
            let response = router.oneshot(request).await?;
            Ok::<_, Infallible>(response.map(|body| WatchedBody::new(body, answering)))
        }
    });
    let io = TokioIo::new(WatchedStream::new(stream, Arc::clone(&deadlines)));
    // hyper has a single deadline for headers and for idle connections; `Deadlines` has one for each.
    let mut http = http1::Builder::new();
    let mut connection = pin!(http.header_read_timeout(None).max_buf_size(MAX_HEADERS).serve_connection(io, service));
    let conversation = async {
        if stopping.run_until_cancelled(connection.as_mut()).await.is_none() {
            deadlines.hurry();
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    };
    tokio::select! {
        biased;
        () = conversation => {}
        missed = deadlines.missed() => tracing::debug!(missed, "a connection was closed"),
    }
}

/// File descriptors for everything but connections: the database, GitHub, the log, static files.
const RESERVED_FILES: u64 = 200;

/// How many of `wanted` connections the process has file descriptors for. Raises the process's own limit as far as
/// allowed: systemd and most shells set 1,024 and permit far more.
pub fn reserve_connections(wanted: usize) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let needed = u64::try_from(wanted).unwrap_or(u64::MAX).saturating_add(RESERVED_FILES);
    let allowed = limit.maximum.map_or(needed, |maximum| maximum.min(needed));
    let mut current = limit.current.unwrap_or(u64::MAX);
    if current < allowed
        && setrlimit(Resource::Nofile, Rlimit { current: Some(allowed), maximum: limit.maximum }).is_ok()
    {
        current = allowed;
    }
    // If there are few, connections get half of them.
    let available = current.saturating_sub(RESERVED_FILES).max(current / 2);
    wanted.min(usize::try_from(available).unwrap_or(usize::MAX)).max(1)
}
