use crate::{check::holds, scenario, sometimes as seen};

#[test]
fn two_processes_refresh_one_token_set() {
    holds(
        scenario::REFRESHES,
        &[
            seen::WAITS,
            seen::OVERTAKEN,
            seen::LOSER_QUEUED,
            seen::END_IN_FLIGHT,
            seen::ANSWERED_PAST_END,
            seen::SETTLED,
        ],
    );
}

#[test]
fn three_processes_refresh_one_token_set() {
    holds(scenario::THREE, &[seen::WAITS, seen::OVERTAKEN, seen::LOSER_QUEUED, seen::SETTLED]);
}

#[test]
fn a_reauthentication_meets_refreshes() {
    holds(scenario::PROOF, &[seen::PROOF_IN_FLIGHT, seen::PROVED, seen::LOSER_QUEUED, seen::WAITS, seen::SETTLED]);
}

#[test]
fn a_reauthentication_meets_requests() {
    holds(scenario::PROOF_AND_REQUESTS, &[seen::PROOF_IN_FLIGHT, seen::ANSWERED_PAST_END, seen::SETTLED]);
}

#[test]
fn a_new_sign_in_meets_refreshes() {
    holds(scenario::SIGN_IN, &[seen::LOSER_QUEUED, seen::END_IN_FLIGHT, seen::SETTLED]);
}

#[test]
fn a_change_of_scopes_meets_refreshes() {
    holds(scenario::SCOPES, &[seen::NEWER_IN_FLIGHT, seen::LOSER_QUEUED, seen::SETTLED]);
}

#[test]
fn two_tabs_come_back() {
    holds(scenario::TABS, &[seen::PROOF_IN_FLIGHT, seen::PROVED, seen::LEFT_BEHIND, seen::SETTLED]);
    holds(scenario::TWO_PROOFS, &[seen::PROOF_IN_FLIGHT, seen::PROVED, seen::SETTLED]);
}

#[test]
fn a_process_crashes() {
    holds(scenario::CRASH, &[seen::TAKEN_OVER, seen::LOST, seen::GRANT_DEAD, seen::LOSER_QUEUED]);
}

#[test]
fn a_process_crashes_around_a_reauthentication() {
    holds(scenario::CRASH_AND_PROOF, &[seen::TAKEN_OVER, seen::LOST, seen::GRANT_DEAD, seen::PROOF_IN_FLIGHT]);
}

#[test]
fn the_worker_crashes() {
    holds(scenario::WORKER, &[seen::RENEWED, seen::LOST]);
}

#[test]
fn github_refuses_tokens_that_it_honours() {
    holds(scenario::REFUSED, &[seen::REFUSED_AGAIN, seen::SETTLED]);
}

#[test]
fn github_takes_a_pair_back() {
    holds(scenario::REVOKED, &[seen::GRANT_DEAD, seen::SETTLED]);
}

/// The price of not waiting forever: a process that stands still while it holds GitHub's answer costs the session,
/// and nothing else.
#[test]
fn a_process_is_suspended() {
    holds(scenario::SUSPENDED, &[seen::GRANT_DEAD, seen::LOSER_QUEUED]);
}
