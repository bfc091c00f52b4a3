//! One connection's deadlines, and the stream and response body that keep them up to date.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::{Body, Bytes, HttpBody};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::watch,
    time::{Instant, sleep_until},
};

use super::ConnectionLimits;

/// A stream that reports to its deadlines what is read and written.
pub(super) struct WatchedStream {
    stream: TcpStream,
    deadlines: Arc<Deadlines>,
}

impl WatchedStream {
    pub(super) fn new(stream: TcpStream, deadlines: Arc<Deadlines>) -> Self {
        Self { stream, deadlines }
    }

    fn note_write(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        self.deadlines.note_write(written.is_ready());
        written
    }
}

impl AsyncRead for WatchedStream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        if buffer.filled().len() > before {
            self.deadlines.note_read();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for WatchedStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.note_write(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.note_write(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// A response body. Once it is dropped, the response is complete.
pub(super) struct WatchedBody {
    body: Body,
    _answering: Answering,
}

impl WatchedBody {
    pub(super) fn new(body: Body, answering: Answering) -> Self {
        Self { body, _answering: answering }
    }
}

impl HttpBody for WatchedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
    }
}

/// How long a request that has started to arrive may take when the process is stopping.
const LAST_HEAD: Duration = Duration::from_millis(500);

/// What one connection is currently waiting for, and until when.
pub(super) struct Deadlines {
    limits: ConnectionLimits,
    now: watch::Sender<Now>,
}

#[derive(Clone, Copy)]
struct Now {
    reading: Reading,
    /// While the client takes nothing of what we send: when to give up.
    stalled: Option<Instant>,
}

#[derive(Clone, Copy)]
enum Reading {
    /// Between requests. The next one must start by then.
    Idle(Instant),
    /// Headers are arriving. They must be complete by then.
    Head(Instant),
    /// A request is being handled. The router has a timeout of its own for that.
    Answering,
}

/// While this exists, a request is being handled.
pub(super) struct Answering(Arc<Deadlines>);

impl Drop for Answering {
    fn drop(&mut self) {
        let until = Instant::now() + self.0.limits.idle;
        self.0.now.send_modify(|now| now.reading = Reading::Idle(until));
    }
}

impl Deadlines {
    /// A new connection has the time for headers, not the longer one between requests: a client connects to send
    /// something.
    pub(super) fn new(limits: ConnectionLimits) -> Self {
        let reading = Reading::Head(Instant::now() + limits.head);
        Self { limits, now: watch::Sender::new(Now { reading, stalled: None }) }
    }

    /// The headers are complete.
    pub(super) fn answering(self: &Arc<Self>) -> Answering {
        self.now.send_modify(|now| now.reading = Reading::Answering);
        Answering(Arc::clone(self))
    }

    /// The process is stopping. Requests that are being handled keep their time.
    pub(super) fn hurry(&self) {
        let last = Instant::now() + LAST_HEAD;
        self.now.send_if_modified(|now| match &mut now.reading {
            Reading::Head(until) if *until > last => {
                *until = last;
                true
            }
            _ => false,
        });
    }

    fn note_read(&self) {
        let until = Instant::now() + self.limits.head;
        self.now.send_if_modified(|now| {
            let begins = matches!(now.reading, Reading::Idle(_));
            if begins {
                now.reading = Reading::Head(until);
            }
            begins
        });
    }

    /// The client took something of a response, or nothing although something is pending.
    fn note_write(&self, progress: bool) {
        let (until, idle) = (Instant::now() + self.limits.stalled, Instant::now() + self.limits.idle);
        self.now.send_if_modified(|now| {
            let changed = now.stalled.is_some() == progress;
            if changed {
                now.stalled = (!progress).then_some(until);
            }
            // hyper may have buffered the whole response while a slow client is still reading it.
            let rests = progress && matches!(now.reading, Reading::Idle(_));
            if rests {
                now.reading = Reading::Idle(idle);
            }
            changed || rests
        });
    }

    /// Resolves once a deadline is missed, with what it was for.
    pub(super) async fn missed(&self) -> &'static str {
        let mut changes = self.now.subscribe();
        loop {
            let now = *changes.borrow_and_update();
            let (until, what) = match now.reading {
                Reading::Idle(until) => (Some(until), "another request"),
                Reading::Head(until) => (Some(until), "the rest of a request's head"),
                Reading::Answering => (None, ""),
            };
            let stalled = now.stalled.map(|until| (until, "a reader for our answer"));
            let next = until.map(|until| (until, what)).into_iter().chain(stalled).min();
            let over = async {
                match next {
                    Some((until, what)) => {
                        sleep_until(until).await;
                        what
                    }
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                // The sender is `self`, which outlives this loop.
                _ = changes.changed() => {}
                what = over => return what,
            }
        }
    }
}
