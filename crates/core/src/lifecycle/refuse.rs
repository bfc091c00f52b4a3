use super::Lifecycle;
use crate::{
    db::Error,
    revocation,
    token::{Owner, SealedPair, TokenPair},
};

impl Lifecycle {
    /// Queues a pair that GitHub gave and we will not use.
    ///
    /// # Errors
    ///
    /// When the database does not answer; then the pair is lost and lives on at GitHub until it runs out.
    pub async fn refuse(&self, owner: Owner, pair: &TokenPair) -> Result<(), Error> {
        let sealed = SealedPair::seal(&self.keyring, owner, pair);
        let queued = async {
            let mut write = self.db.write_surely().await?;
            revocation::queue_pair(&mut write, &sealed, self.clock.now()).await?;
            write.commit().await
        };
        queued.await.inspect_err(|error| {
            let viewer = sealed.owner.viewer;
            tracing::error!(target: "security", event = "pair-lost", viewer, %error, "a pair could not be queued");
        })
    }
}
