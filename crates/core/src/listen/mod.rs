//! How connections are taken, watched and let go. What a request is, the router knows.

mod deadlines;
mod limits;
mod room;
mod watched;

use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use deadlines::Deadlines;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::Instant,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;
use watched::{WatchedBody, WatchedStream};

pub use limits::{ConnectionLimits, StopLimits};
pub use room::room_for;

/// A request's head is some hundred bytes, with every cookie of ours a few thousand.
const LARGEST_HEAD: usize = 64 * 1024;

/// After a failure that is not the visitor's, such as a lack of file descriptors, nothing is taken for so long.
const REST: Duration = Duration::from_secs(1);

/// While every place is taken, the log hears of it this often.
const TELL_EVERY: Duration = Duration::from_mins(1);

/// Serves `router` until `stopping`, and then until every request under way has its answer. Connections above the limit
/// are not taken, and wait in the kernel.
pub async fn listen(listener: TcpListener, router: Router, limits: ConnectionLimits, stopping: CancellationToken) {
    // Makes every route ready once, instead of at each request.
    let router: Router = router.with_state(());
    let (places, connections) = (Arc::new(Semaphore::new(limits.most)), TaskTracker::new());
    let mut told: Option<Instant> = None;
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.ok()?;
            let (stream, peer) = accept(&listener).await;
            Some((place, stream, peer))
        };
        let Some((place, stream, peer)) = stopping.run_until_cancelled(next).await.flatten() else { break };
        if places.available_permits() == 0 && told.is_none_or(|told| told.elapsed() > TELL_EVERY) {
            told = Some(Instant::now());
            tracing::warn!(connections = limits.most, "every place is taken; more visitors wait");
        }
        let (router, stopping) = (router.clone(), stopping.clone());
        connections.spawn(async move {
            converse(stream, peer, router, limits, stopping).await;
            drop(place);
        });
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

/// A visitor who hangs up before we come costs nothing; a failure of ours must neither end the loop nor make it spin.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    loop {
        match listener.accept().await {
            Ok(taken) => return taken,
            Err(error) if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) => {}
            Err(error) => {
                tracing::error!(%error, "a connection could not be taken");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// One connection, from its first byte to its end or to the first deadline it misses.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: ConnectionLimits,
    stopping: CancellationToken,
) {
    let deadlines = Arc::new(Deadlines::of_new_connection(limits));
    let told = Arc::clone(&deadlines);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let (answering, router) = (told.answering(), router.clone());
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        async move {
            let answer = router.oneshot(request).await?;
            Ok::<_, Infallible>(answer.map(|body| WatchedBody::new(body, answering)))
        }
    });
    let io = TokioIo::new(WatchedStream::new(stream, Arc::clone(&deadlines)));
    // hyper's own deadline is one for a head and for silence between two, and both have theirs here.
    let mut http = http1::Builder::new();
    let mut connection = pin!(http.header_read_timeout(None).max_buf_size(LARGEST_HEAD).serve_connection(io, service));
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
