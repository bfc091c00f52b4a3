use std::{fmt::Display, io::Write};

/// One line of a command's result. Whoever reads may stop reading (`gatehouse sessions list | head`), and that is no
/// failure, where `println!` would panic.
pub(super) fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// `1 session`, `2 sessions`.
pub(super) fn count(number: impl TryInto<u64>, thing: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
