//! What was measured beside what was promised, in Markdown.

#[derive(Default)]
pub struct Table(Vec<Row>);

pub struct Row {
    pub what: String,
    pub measured: String,
    pub limit: String,
    /// Whether it is within the limit.
    pub within: bool,
}

impl Table {
    pub fn add(&mut self, row: Row) {
        self.0.push(row);
    }

    pub fn print(&self) {
        println!("\n| what | measured | limit | within |\n|---|---|---|---|");
        for Row { what, measured, limit, within } in &self.0 {
            println!("| {what} | {measured} | {limit} | {} |", if *within { "yes" } else { "NO" });
        }
    }

    /// Whether nothing is over its limit.
    pub fn all_within(&self) -> bool {
        self.0.iter().all(|row| row.within)
    }
}
