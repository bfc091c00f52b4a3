/// One rule of the protocol left out or got wrong. A model that does not notice proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A save asks for its owner's lease instead of the generation.
    SavesByOwner,
    /// A save asks for nothing but the grant's id.
    SavesBlindly,
    /// A save looks for the session it began in instead of the grant.
    SavesBySession,
    /// A save that finds no row makes one.
    SaveInserts,
    /// A save that came too late throws its pair away.
    LoserIsDropped,
    /// A refresh token goes out without a mark in the row.
    SendsUnmarked,
    /// The mark is written without asking whether the lease is still one's own.
    SendsWithoutLease,
    /// Who takes a lease over does not look whose mark it is about to overwrite.
    ClaimForgetsRival,
    /// `bad_refresh_token` is believed at once, a rival's save not waited for.
    GivesUpAtOnce,
    /// A refused process waits for a rival without looking at the time.
    WaitsForEver,
    /// A dead grant's session ends whatever its generation is by then.
    EndsAnyGeneration,
    /// A second 401 is believed without asking GitHub's check.
    SecondRefusalEnds,
    /// A check that says "dead" is believed although somebody has just used the refresh token.
    CheckForgetsSender,
    /// A session ends without its pair going into the queue.
    EndQueuesNothing,
    /// A touch that finds no row makes one.
    TouchInserts,
    /// A session once seen is not looked up again.
    ResolvesFromMemory,
    /// A proof does not ask whether its session still stands.
    ProofRevives,
    /// A proof moves the grant without the lease and the mark on it.
    ProofDropsLease,
    /// A proof queues the pair of the grant it keeps, as the end of the old id would.
    ProofEndsOldId,
    /// The worker takes "not found" for "dead".
    NotFoundIsDone,
    /// The worker gives up at a database that does not take the pair it renewed.
    UnsavedIsForgotten,
}
