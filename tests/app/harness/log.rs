use std::{
    io::Write,
    sync::{LazyLock, Mutex, Once},
};

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

static LINES: LazyLock<Mutex<Vec<u8>>> = LazyLock::new(Mutex::default);

/// Collects every line at TRACE, of all tests of the process: a search for one test's secrets is not disturbed by them.
pub fn capture() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let lines = fmt::layer().with_ansi(false).with_writer(|| Sink);
        tracing_subscriber::registry().with(lines).with(EnvFilter::new("trace")).init();
    });
}

/// What was logged until now.
pub fn captured() -> String {
    String::from_utf8_lossy(&LINES.lock().expect("no test panics while it logs")).into_owned()
}

struct Sink;

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.lock().map_err(|_| std::io::Error::other("poisoned"))?.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
