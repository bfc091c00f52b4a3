//! The table at the end: medians of this run, and how they grow.

use std::path::Path;

use crate::{RESULTS, SIZES};

/// What was measured for each size, and what it is.
const ROWS: [(&str, &str); 6] = [
    ("resolve", "resolve a session that stands"),
    ("resolve-unknown", "resolve an id nobody has"),
    ("access-token", "read and open an access token"),
    ("devices", "list a viewer's devices"),
    ("due", "find 50 pairs due for renewal"),
    ("sweep", "sweep, nothing overdue"),
];

const ONCE: [(&str, &str); 2] = [("seal", "seal a token"), ("open", "open a token")];

pub fn print() {
    let [few, many] = SIZES;
    println!("\nmedian, µs                      {few:>12} {many:>12}      ratio");
    for (name, what) in ROWS {
        if let Some((few, many)) = median(&format!("{name}/{few}")).zip(median(&format!("{name}/{many}"))) {
            println!("{what:<31} {few:>12.1} {many:>12.1} {:>10.2}", many / few);
        }
    }
    for (name, what) in ONCE {
        if let Some(time) = median(name) {
            println!("{what:<31} {time:>12.1}");
        }
    }
}

/// In microseconds; none for what this run left out.
fn median(name: &str) -> Option<f64> {
    let file = Path::new(RESULTS).join(name).join("new/estimates.json");
    let estimates: serde_json::Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
    estimates["median"]["point_estimate"].as_f64().map(|nanoseconds| nanoseconds / 1_000.0)
}
