//! The figures of one run: printed, written, and compared with those of another.

use std::{collections::BTreeMap, fs, process::Command, time::Duration};

use serde::{Deserialize, Serialize};

/// What a page may lose against the floor before `make bench-check` fails.
const TOLERATED: f64 = 1.15;

#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Figures {
    date: String,
    machine: String,
    pages: Vec<Figure>,
    /// A second.
    rates: BTreeMap<String, f64>,
    /// Resident, in KB.
    memory: BTreeMap<String, u64>,
    /// In milliseconds, from the start on an existing database to the first byte.
    start: f64,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Figure {
    /// Address, encoding, connections.
    pub what: String,
    pub per_second: f64,
    /// In milliseconds.
    pub p50: f64,
    pub p99: f64,
    /// Of the server, in milliseconds a request.
    pub cpu: f64,
    pub bytes: usize,
    /// Requests a second, in parts of what the bare axum does.
    pub of_floor: f64,
    /// CPU, as a multiple of the bare axum's.
    pub cpu_of_floor: f64,
}

impl Figures {
    pub fn new() -> Self {
        Self { date: run("date", &["-u", "+%F"]), machine: machine(), ..Self::default() }
    }

    /// # Panics
    ///
    /// If no run has written them yet.
    pub fn read(path: &str) -> Self {
        let text = fs::read_to_string(path).expect("`make bench` writes the figures to compare with");
        serde_json::from_str(&text).expect("what `make bench` wrote")
    }

    pub fn write(&self, path: &str) {
        let text = serde_json::to_string_pretty(self).expect("plain data");
        fs::write(path, text + "\n").expect("written");
    }

    pub fn add(&mut self, figure: Figure) {
        eprintln!("{}", row(&figure));
        self.pages.push(figure);
    }

    pub fn rate(&mut self, what: &str, per_second: f64) {
        self.rates.insert(what.to_owned(), per_second);
    }

    pub fn start(&mut self, took: Duration) {
        self.start = took.as_secs_f64() * 1_000.0;
    }

    pub fn memory(&mut self, when: &str, kb: u64) {
        self.memory.insert(when.to_owned(), kb);
    }

    /// In Markdown.
    pub fn print(&self) {
        println!("\n{}; {}\n", self.date, self.machine);
        println!(
            "| page, encoding, connections | bytes | a second | of bare axum | p50 | p99 | CPU | of bare axum's |"
        );
        println!("|---|---|---|---|---|---|---|---|");
        for figure in &self.pages {
            println!("{}", row(figure));
        }
        println!("\n| what | |\n|---|---|");
        for (what, rate) in &self.rates {
            println!("| {what} | {rate:.0} |");
        }
        for (when, kb) in &self.memory {
            println!("| resident {when} | {kb} KB |");
        }
        println!("| from the start to the first byte | {:.0} ms |", self.start);
    }

    /// A sentence for each page that costs more, in terms of the floor, than it does here.
    pub fn losses(&self, now: &Self) -> Vec<String> {
        let pairs = self.pages.iter().filter_map(|then| {
            let now = now.pages.iter().find(|now| now.what == then.what)?;
            (now.cpu_of_floor > then.cpu_of_floor * TOLERATED).then_some((then, now))
        });
        let sentence = |(then, now): (&Figure, &Figure)| {
            format!(
                "{}: {:.1} times the CPU of a bare axum, where it was {:.1}",
                then.what, now.cpu_of_floor, then.cpu_of_floor
            )
        };
        pairs.map(sentence).collect()
    }
}

fn row(figure: &Figure) -> String {
    let Figure { what, per_second, p50, p99, cpu, bytes, of_floor, cpu_of_floor } = figure;
    format!(
        "| {what} | {bytes} | {per_second:.0} | {:.1} % | {p50:.2} ms | {p99:.2} ms | {cpu:.3} ms | {cpu_of_floor:.1} |",
        of_floor * 100.0
    )
}

fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    format!("{} × {}", run("nproc", &[]), name.trim_start_matches([' ', '\t', ':']))
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect("it is installed");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
