use std::process::ExitCode;

use super::{
    census::{Census, Holdings},
    desk::{Desk, Failure},
    say::say,
    table::Table,
};

/// `keys status`: how much each key has sealed. A key that has sealed nothing may go.
pub(super) async fn keys_status(desk: &Desk) -> Result<ExitCode, Failure> {
    let (ring, census) = (&desk.config.keyring, Census::take(&desk.db).await?);
    let mut table = Table::new(["KEY", "GRANTS", "QUEUED", "ROLE"]);
    let mut line = |id: &str, held: Holdings, role: &str| {
        table.push([id.to_owned(), held.token_sets.to_string(), held.queued.to_string(), role.to_owned()]);
    };
    for (place, id) in ring.ids().enumerate() {
        line(id, census.of(id), if place == 0 { "active: seals and opens" } else { "opens only" });
    }
    for (id, held) in census.strangers(ring) {
        line(id, held, "not on the ring: what it sealed is kept, and does not open here");
    }
    say(table);
    Ok(ExitCode::SUCCESS)
}
