//! The floor: an axum without any layer of ours that hands out given bytes.

use std::{collections::HashMap, fs, path::Path, process::Command, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::{Path as UrlPath, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::net::TcpListener;

use crate::process::{Measured, answers, free_address};

/// A process with the files of `folder`, each at its name.
pub struct Floor {
    process: Measured,
    pub url: String,
}

impl Floor {
    pub async fn start(folder: &Path) -> Self {
        let address = free_address();
        let mut program = Command::new(std::env::current_exe().expect("this program"));
        program.arg("floor").arg(folder).arg(address.to_string());
        let process = Measured::start(&mut program);
        let url = format!("http://{address}");
        answers(&url).await;
        Self { process, url }
    }

    pub fn cpu(&self) -> f64 {
        self.process.cpu()
    }
}

/// Serves until it is killed.
pub async fn serve(folder: &Path, address: &str) -> ! {
    let files = fs::read_dir(folder).expect("the folder").map(|entry| {
        let entry = entry.expect("an entry");
        (entry.file_name().to_string_lossy().into_owned(), Bytes::from(fs::read(entry.path()).expect("a file")))
    });
    let files: Arc<HashMap<String, Bytes>> = Arc::new(files.collect());
    let router = Router::new().route("/healthz", get(async || StatusCode::NO_CONTENT)).route("/{file}", get(file));
    let listener = TcpListener::bind(address).await.expect("a free port");
    axum::serve(listener, router.with_state(files)).await.expect("it serves");
    unreachable!("axum serves for ever")
}

async fn file(State(files): State<Arc<HashMap<String, Bytes>>>, UrlPath(name): UrlPath<String>) -> Response {
    match files.get(&name) {
        Some(bytes) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
