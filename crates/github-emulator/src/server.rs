//! Listening on loopback, one task a connection, all of them ending with the emulator.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};

use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::front::Front;

/// 127.0.0.1 and, where the machine has it, `[::1]` on the same port: `localhost` may mean either.
pub(crate) async fn bind(port: u16) -> io::Result<(u16, Vec<TcpListener>)> {
    let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let port = v4.local_addr()?.port();
    let v6 = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await.ok();
    Ok((port, std::iter::once(v4).chain(v6).collect()))
}

/// Accepts until dropped; its connections, hanging ones too, end with it.
pub(crate) async fn serve(listener: TcpListener, front: Front) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // Only this connection failed (reset by its client, too many open files); the next may do.
                let Ok((stream, _)) = accepted else {
                    tokio::task::yield_now().await;
                    continue;
                };
                connections.spawn(connection(stream, front.clone()));
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

async fn connection(stream: TcpStream, front: Front) {
    let service =
        service_fn(move |request: hyper::Request<hyper::body::Incoming>| front.clone().answer(request.map(Body::new)));
    // An error here is the client going away, or an answer lost on purpose; neither is news.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
