use super::finding::Chart;
use crate::{
    config::Config,
    db::Db,
    ops::{census::Census, say::count},
};

const PUT_BACK: &str = "Put it back into SESSION_KEYS; until then those people are asked to sign in again.";

/// Which keys there are, and whether any is missing.
pub(super) async fn look(config: &Config, db: &Db, chart: &mut Chart) {
    const WHAT: &str = "keys";
    let ids: Vec<&str> = config.keyring.ids().collect();
    let ring = match ids.as_slice() {
        [active] => format!("{active} seals and opens."),
        [active, others @ ..] => format!("{active} seals; {} opens, too.", others.join(", ")),
        [] => return,
    };
    chart.good(WHAT, ring);
    let census = match Census::take(db).await {
        Ok(census) => census,
        Err(error) => return chart.bad(WHAT, format!("What they have sealed can't be counted: {error}")),
    };
    for (id, held) in census.strangers(&config.keyring) {
        let (id, sealed) = (id.escape_debug(), count(held.all(), "pair"));
        chart.doubtful(WHAT, format!("{id} is not on the ring and has sealed {sealed}. {PUT_BACK}"));
    }
}
