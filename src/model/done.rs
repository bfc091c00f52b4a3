/// What an act led to, where its 303 ends on a page that says so. A fixed list: the address carries only the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A device was ended.
    Ended,
    EndedOthers,
    /// There was nothing left to end.
    Already,
    /// The act's form was sent twice, or too late: nothing was done.
    Spent,
    DisconnectFailed,
    Deleted,
    SignedOutEverywhere,
}

impl Done {
    /// The word in the address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::EndedOthers => "ended-others",
            Self::Already => "already",
            Self::Spent => "spent",
            Self::DisconnectFailed => "disconnect-failed",
            Self::Deleted => "deleted",
            Self::SignedOutEverywhere => "signed-out-everywhere",
        }
    }
}
