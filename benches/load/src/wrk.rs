//! The load: wrk (<https://github.com/wg/wrk>) with two threads.

use std::process::Stdio;

use tokio::process::Command;

/// What wrk says of one run.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub requests: u64,
    pub per_second: f64,
    /// In milliseconds.
    pub p50: f64,
    pub p99: f64,
}

/// Asks for `url` over `connections` for `seconds`. Every answer must be a success.
pub async fn run(url: &str, headers: &[(&str, &str)], connections: u32, seconds: u32) -> Load {
    let mut wrk = Command::new("wrk");
    let threads = connections.min(2);
    wrk.args([
        "--latency",
        &format!("-t{threads}"),
        &format!("-c{connections}"),
        &format!("-d{seconds}s"),
        "--timeout",
        "10s",
    ]);
    for (name, value) in headers {
        wrk.args(["-H", &format!("{name}: {value}")]);
    }
    let output = wrk.arg(url).stdin(Stdio::null()).output().await.expect("wrk is installed");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && !text.contains("Non-2xx"), "{url}: {text}");
    parse(&text).expect("what wrk reports")
}

fn parse(text: &str) -> Option<Load> {
    let after = |label: &str| text.lines().map(str::trim).find_map(|line| line.strip_prefix(label)).map(str::trim);
    let requests = text.lines().map(str::trim).find(|line| line.contains(" requests in "))?;
    Some(Load {
        requests: requests.split(' ').next()?.parse().ok()?,
        per_second: after("Requests/sec:")?.parse().ok()?,
        p50: millis(after("50%")?)?,
        p99: millis(after("99%")?)?,
    })
}

/// `812.00us`, `1.23ms`, `2.01s`
fn millis(text: &str) -> Option<f64> {
    let (number, factor) = if let Some(number) = text.strip_suffix("us") {
        (number, 0.001)
    } else if let Some(number) = text.strip_suffix("ms") {
        (number, 1.0)
    } else {
        (text.strip_suffix('s')?, 1_000.0)
    };
    number.parse::<f64>().ok().map(|number| number * factor)
}
