use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A tiny HTTP proxy that lets `http` through, refuses to open tunnels unless it is told where to, and remembers what was
/// asked of it.
pub struct HttpProxy {
    pub url: String,
    heard: Arc<Mutex<Vec<u8>>>,
    tunnels_to: Arc<OnceLock<SocketAddr>>,
    server: JoinHandle<()>,
}

impl HttpProxy {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let heard: Arc<Mutex<Vec<u8>>> = Arc::default();
        let tunnels_to: Arc<OnceLock<SocketAddr>> = Arc::default();
        let (ear, exit) = (Arc::clone(&heard), Arc::clone(&tunnels_to));
        let server = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass(client, Arc::clone(&ear), exit.get().copied()));
            }
        });
        Self { url, heard, tunnels_to, server }
    }

    /// Every tunnel ends there, whatever name it is opened to.
    pub fn tunnel_to(&self, address: SocketAddr) {
        self.tunnels_to.set(address).expect("once");
    }

    /// Everything that clients said, in lower case.
    pub fn heard(&self) -> String {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&heard).to_lowercase()
    }
}

impl Drop for HttpProxy {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// The address stands whole in the first line; servers take it so, and all of a connection's requests go to one of them.
async fn pass(mut client: TcpStream, ear: Arc<Mutex<Vec<u8>>>, exit: Option<SocketAddr>) {
    let mut head = vec![0; 16 * 1024];
    let Ok(length) = client.read(&mut head).await else { return };
    head.truncate(length);
    let note = move |bytes: &[u8]| ear.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
    note(&head);
    let line = String::from_utf8_lossy(&head).into_owned();
    if let Some(exit) = exit.filter(|_| line.starts_with("CONNECT")) {
        let Ok(mut server) = TcpStream::connect(exit).await else { return };
        if client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.is_ok() {
            let _ = copy_bidirectional(&mut client, &mut server).await;
        }
        return;
    }
    let target = line.split(' ').nth(1).and_then(|address| address.parse::<http::Uri>().ok());
    let authority = target.filter(|_| !line.starts_with("CONNECT")).and_then(|uri| uri.authority().cloned());
    let Some(authority) = authority else {
        let _ = client.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n").await;
        return;
    };
    let Ok(mut server) = TcpStream::connect(authority.as_str()).await else { return };
    if server.write_all(&head).await.is_err() {
        return;
    }
    let ((mut from_client, mut to_client), (mut from_server, mut to_server)) = (client.split(), server.split());
    let back = copy(&mut from_server, &mut to_client);
    let forth = async {
        let mut piece = vec![0; 16 * 1024];
        while let Ok(length @ 1..) = from_client.read(&mut piece).await {
            note(&piece[..length]);
            if to_server.write_all(&piece[..length]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! { _ = back => {}, () = forth => {} }
}
