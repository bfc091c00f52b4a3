/// One rule of the protocol left out or got wrong. A model that does not notice proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A save asks for its owner's lease instead of the generation.
    SavesByOwner,
    /// A save asks for nothing but the token set's id.
    SavesBlindly,
    /// A save looks for the session it began in instead of the token set.
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
    /// A dead token set's session ends whatever its generation is by then.
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
    /// A reauthentication does not ask whether its session still stands.
    ReauthenticationRevives,
    /// A reauthentication moves the token set without the lease and the mark on it.
    ReauthenticationDropsLease,
    /// A reauthentication queues the pair of the token set it keeps, as the end of the old id would.
    ReauthenticationEndsOldId,
    /// The worker takes "not found" for "dead".
    NotFoundIsDone,
    /// The worker gives up at a database that does not take the pair it renewed.
    UnsavedIsForgotten,
}
