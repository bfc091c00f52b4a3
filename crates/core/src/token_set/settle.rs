use std::time::Duration;

use tokio::time::sleep;

use super::{Inner, gate::Renewal, row::TokenSetRow};
use crate::{db::Error, session_key::SessionKey};

/// How often we look whether a rival saves after all.
const LOOK_EVERY: Duration = Duration::from_millis(100);

const REFUSED: &str = "UPDATE token_sets SET refused_generation = $1 WHERE session_hash = $2 AND generation = $1";

const CLEARED: &str = "UPDATE token_sets SET refused_generation = 0 WHERE id = $1 AND generation = $2";

impl Inner {
    /// GitHub refused the refresh token of `row`. If somebody had sent it before us, the answer may be in that rival's
    /// hands: as long as it may still be saving, the token set is not dead.
    pub(super) async fn settle(&self, row: &TokenSetRow) -> Result<Renewal, Error> {
        // What an earlier owner sent, it saves within its lease or while it holds the answer.
        let hold = i64::try_from(self.timing.hold.as_secs()).unwrap_or_default();
        let until = row.sent_at.map(|sent| sent + self.timing.lease + hold);
        loop {
            let Some(now) = self.row(&row.pair.owner.token_set_id).await? else { return Ok(Renewal::Gone) };
            if now.generation > row.generation {
                return Ok(Renewal::Renewed);
            }
            if until.is_none_or(|until| now.database_now >= until) {
                return Ok(Renewal::Dead);
            }
            sleep(LOOK_EVERY).await;
        }
    }

    /// Remembers, for every instance, that GitHub answered 401 to this generation's access token: it is not sent again.
    pub(super) async fn note_refusal(&self, session: SessionKey, generation: i64) -> Result<(), Error> {
        sqlx::query(REFUSED)
            .bind(generation)
            .bind(session.as_bytes())
            .execute(&mut *self.db.write_one().await?)
            .await?;
        Ok(())
    }

    /// GitHub's check vouches for the token: once the pause is over it may be sent again.
    pub(super) async fn clear_refusal(&self, row: &TokenSetRow) -> Result<(), Error> {
        sqlx::query(CLEARED)
            .bind(&row.pair.owner.token_set_id)
            .bind(row.generation)
            .execute(&mut *self.db.write_one().await?)
            .await?;
        Ok(())
    }
}
