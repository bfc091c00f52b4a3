use crate::flow::Purpose;

/// The most that any scenario has.
pub const PROCESSES: usize = 3;

/// The bounds of one exploration: what may happen, and how often. Several small ones look into more corners than one
/// that never ends.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    pub name: &'static str,
    pub budget: Budget,
    /// How many processes refresh.
    pub processes: u8,
    /// Whoever has marked a refresh as sent saves, or fails, before others stop waiting for it: the call's deadline
    /// holds and nobody is suspended. Leases may run out at any time even so.
    pub in_time: bool,
}

/// How often something may begin. Spent step by step, so every exploration ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Budget {
    /// Attempts to refresh, by all processes together.
    pub refreshes: u8,
    pub requests: u8,
    pub flows: &'static [Purpose],
    /// Sign-outs, and devices ended.
    pub ends: u8,
    pub crashes: u8,
    /// Access tokens that run out.
    pub expiries: u8,
    /// Pairs that GitHub revokes on its own.
    pub revocations: u8,
    /// Living access tokens that GitHub answers 401 to.
    pub refusals: u8,
}

impl Budget {
    const NOTHING: Self =
        Self { refreshes: 0, requests: 0, flows: &[], ends: 0, crashes: 0, expiries: 0, revocations: 0, refusals: 0 };
}

pub const REFRESHES: Scenario = in_time("refreshes", Budget { refreshes: 3, requests: 2, ends: 1, ..Budget::NOTHING });

/// The third takes the lease from the second, who had it from the first.
pub const THREE: Scenario = Scenario {
    name: "three processes",
    budget: Budget { refreshes: 4, ends: 1, ..Budget::NOTHING },
    processes: 3,
    in_time: true,
};

pub const PROOF: Scenario = in_time(
    "reauthentication",
    Budget { refreshes: 3, flows: &[Purpose::Reauthentication], ends: 1, ..Budget::NOTHING },
);

pub const PROOF_AND_REQUESTS: Scenario = in_time(
    "reauthentication and requests",
    Budget { refreshes: 1, requests: 2, flows: &[Purpose::Reauthentication], ends: 1, ..Budget::NOTHING },
);

pub const SIGN_IN: Scenario =
    in_time("sign-in", Budget { refreshes: 2, flows: &[Purpose::SignIn], ends: 1, ..Budget::NOTHING });

pub const SCOPES: Scenario =
    in_time("scopes", Budget { refreshes: 3, flows: &[Purpose::Scopes], ends: 1, ..Budget::NOTHING });

/// Two tabs of one browser.
pub const TABS: Scenario = in_time(
    "tabs",
    Budget { refreshes: 1, flows: &[Purpose::Reauthentication, Purpose::SignIn], ends: 1, ..Budget::NOTHING },
);

pub const TWO_PROOFS: Scenario = in_time(
    "two reauthentications",
    Budget { refreshes: 1, flows: &[Purpose::Reauthentication, Purpose::Reauthentication], ends: 1, ..Budget::NOTHING },
);

pub const CRASH: Scenario = in_time("crash", Budget { refreshes: 3, ends: 1, crashes: 1, ..Budget::NOTHING });

pub const CRASH_AND_PROOF: Scenario = in_time(
    "crash and reauthentication",
    Budget { refreshes: 2, flows: &[Purpose::Reauthentication], ends: 1, crashes: 1, ..Budget::NOTHING },
);

pub const WORKER: Scenario =
    in_time("worker", Budget { refreshes: 2, ends: 1, crashes: 1, expiries: 2, ..Budget::NOTHING });

/// GitHub takes a pair back.
pub const REVOKED: Scenario =
    in_time("revoked", Budget { refreshes: 3, requests: 1, revocations: 1, ..Budget::NOTHING });

/// GitHub refuses tokens that it honours.
pub const REFUSED: Scenario =
    in_time("refused", Budget { refreshes: 2, requests: 2, ends: 1, refusals: 2, ..Budget::NOTHING });

/// Nothing goes wrong, but a process may stand still for longer than the others wait.
pub const SUSPENDED: Scenario = Scenario {
    name: "suspended",
    processes: 2,
    budget: Budget { refreshes: 3, flows: &[Purpose::Scopes], ..Budget::NOTHING },
    in_time: false,
};

const fn in_time(name: &'static str, budget: Budget) -> Scenario {
    Scenario { name, budget, processes: 2, in_time: true }
}
