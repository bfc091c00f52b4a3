use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame};

const PIECE: usize = 16 * 1024;

/// So many bytes of a JSON string that never ends, made as they are read.
pub(super) struct Huge {
    left: u64,
    started: bool,
}

impl Huge {
    pub(super) fn of(bytes: u64) -> Self {
        Self { left: bytes, started: false }
    }
}

impl Body for Huge {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let length = usize::try_from(self.left).map_or(PIECE, |left| left.min(PIECE));
        let mut piece = vec![b'a'; length];
        if !self.started {
            piece[0] = b'"';
        }
        self.started = true;
        self.left -= length as u64;
        Poll::Ready(Some(Ok(Frame::data(piece.into()))))
    }
}
