use super::{
    Inner,
    row::{TokenSetRow, columns},
};
use crate::db::Error;

/// What came of asking for the lease.
pub(super) enum Claim {
    /// Ours, until the lease runs out; the row as it is.
    Won(Box<TokenSetRow>),
    /// A rival has saved a newer pair.
    Newer,
    /// The session ended.
    Gone,
    /// A rival holds it.
    LiveToken,
    /// Nobody may, for a moment: GitHub has just failed.
    Paused,
}

const CLAIM: &str = concat!(
    "UPDATE token_sets SET lease_owner = $1, lease_until = (SELECT now FROM database_clock) + $2 + $3
     WHERE id = $4 AND generation = $5 AND lease_until <= (SELECT now FROM database_clock) + $2
     RETURNING ",
    columns!(),
    ", (SELECT now FROM database_clock) + $2 AS database_now"
);

const SENT: &str = "
    UPDATE token_sets SET sent_at = (SELECT now FROM database_clock) + $1
    WHERE id = $2 AND generation = $3 AND lease_owner = $4";

const PAUSE: &str = "
    UPDATE token_sets SET lease_owner = NULL, lease_until = (SELECT now FROM database_clock) + $1 + $2, sent_at = $3
    WHERE id = $4 AND generation = $5 AND lease_owner = $6";

const REST: &str = "
    UPDATE token_sets SET lease_owner = NULL, lease_until = (SELECT now FROM database_clock) + $1 + $2
    WHERE id = $3 AND generation = $4
        AND (lease_owner IS NULL OR lease_until <= (SELECT now FROM database_clock) + $1)
        AND lease_until < (SELECT now FROM database_clock) + $1 + $2";

impl Inner {
    /// Asks to be the one of all processes that replaces `generation`.
    pub(super) async fn claim(&self, token_set_id: &str, generation: i64, me: &str) -> Result<Claim, Error> {
        let won = sqlx::query(CLAIM)
            .bind(me)
            .bind(self.clock.database_offset())
            .bind(self.timing.lease)
            .bind(token_set_id)
            .bind(generation)
            .fetch_optional(&mut *self.db.write_one().await?)
            .await?;
        if let Some(row) = won {
            return Ok(Claim::Won(Box::new(TokenSetRow::read(&row)?)));
        }
        Ok(match self.row(token_set_id).await? {
            None => Claim::Gone,
            Some(row) if row.generation > generation => Claim::Newer,
            Some(row) if row.is_paused() => Claim::Paused,
            Some(_) => Claim::LiveToken,
        })
    }

    /// Notes that the refresh token is about to leave. False where the session ended or the lease is another's by now:
    /// then nothing may be sent.
    pub(super) async fn about_to_send(&self, token_set_id: &str, generation: i64, me: &str) -> Result<bool, Error> {
        let noted = sqlx::query(SENT)
            .bind(self.clock.database_offset())
            .bind(token_set_id)
            .bind(generation)
            .bind(me)
            .execute(&mut *self.db.write_one().await?)
            .await?;
        Ok(noted.rows_affected() == 1)
    }

    /// Asks everybody to leave GitHub alone with this token set for `seconds`, where nobody holds its lease: whoever does is
    /// replacing the pair in question.
    pub(super) async fn rest(&self, row: &TokenSetRow, seconds: i64) -> Result<(), Error> {
        sqlx::query(REST)
            .bind(self.clock.database_offset())
            .bind(seconds)
            .bind(&row.pair.owner.token_set_id)
            .bind(row.generation)
            .execute(&mut *self.db.write_one().await?)
            .await?;
        Ok(())
    }

    /// Gives the lease back and asks everybody to leave GitHub alone for `seconds`. No answer is in our hands, and none
    /// will come: whoever is refused next need not wait for us, but for an earlier sender they still must.
    pub(super) async fn pause(&self, row: &TokenSetRow, me: &str, seconds: i64) {
        let paused = async {
            let query = sqlx::query(PAUSE)
                .bind(self.clock.database_offset())
                .bind(seconds)
                .bind(row.sent_at)
                .bind(&row.pair.owner.token_set_id)
                .bind(row.generation)
                .bind(me);
            query.execute(&mut *self.db.write_one().await?).await
        };
        if let Err(error) = paused.await {
            // The lease runs out by itself.
            tracing::warn!(%error, "a lease could not be given back");
        }
    }
}
