use std::process::ExitCode;

use super::{
    census::Census,
    desk::{Desk, Failure},
    say::{count, say},
};
use crate::{lifecycle::BATCH_PAUSE, rekey};

/// `keys reseal`: what the servers do once a minute in batches, until nothing is left. Not successful where something
/// stays under another key than the active one.
pub(super) async fn keys_reseal(desk: &Desk) -> Result<ExitCode, Failure> {
    let ring = &desk.config.keyring;
    let mut resealed = 0;
    loop {
        let batch = rekey::reseal(&desk.db, ring).await?;
        resealed += batch;
        if batch == 0 {
            break;
        }
        tokio::time::sleep(BATCH_PAUSE).await;
    }
    say(format!("Sealed {} anew with the active key.", count(resealed, "pair")));
    let census = Census::take(&desk.db).await?;
    let stuck: u64 = ring.ids().skip(1).map(|id| census.of(id).all()).sum();
    if stuck > 0 {
        say(format!("Left under an older key of the ring: {}. The log says why; try again.", count(stuck, "pair")));
    }
    let strange: u64 = census.strangers(ring).map(|(_, held)| held.all()).sum();
    if strange > 0 {
        say(format!(
            "Left under keys that are not on the ring: {}. Put them back; see keys status.",
            count(strange, "pair")
        ));
    }
    Ok(if stuck + strange == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
