use std::{
    fmt::{self, Display},
    io::Write,
};

/// Prints one line of a command's result. Unlike `println!`, does not panic if the reader stops reading (as in
/// `gatehouse sessions list | head`).
pub(super) fn print_line(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// `1 session`, `2 sessions`.
pub(super) fn count(number: impl TryInto<u64>, thing: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// Rows of aligned columns.
pub(super) struct Table<const N: usize> {
    rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    pub(super) fn new(head: [&str; N]) -> Self {
        Self { rows: vec![head.map(str::to_owned)] }
    }

    /// Control characters are removed: text chosen by others, such as a login, must not move the terminal's cursor.
    pub(super) fn push(&mut self, row: [String; N]) {
        self.rows.push(row.map(|cell| cell.chars().filter(|c| !c.is_control()).collect()));
    }
}

impl<const N: usize> fmt::Display for Table<N> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| self.rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let widths: [usize; N] = std::array::from_fn(width);
        for (index, row) in self.rows.iter().enumerate() {
            let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
            let line = cells.collect::<Vec<_>>().join("  ");
            let end = if index + 1 < self.rows.len() { "\n" } else { "" };
            write!(out, "{}{end}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn columns_are_aligned_and_cells_have_no_control_characters() {
        let mut table = Table::new(["A", "B", "C"]);
        table.push(["größe".to_owned(), String::new(), "x\u{1b}[2J\n".to_owned()]);
        assert_eq!(table.to_string(), "A      B  C\ngröße     x[2J");
    }
}
