use crate::{always as rule, broken::Broken, check::fails, scenario};

#[test]
fn a_save_that_asks_for_the_wrong_thing() {
    fails(Broken::SavesByOwner, scenario::REFRESHES, rule::NO_RACE_SIGNS_OUT);
    fails(Broken::SavesBySession, scenario::PROOF, rule::NO_RACE_SIGNS_OUT);
    fails(Broken::SavesBlindly, scenario::SCOPES, rule::NO_PAIR_ASTRAY);
    fails(Broken::SavesBlindly, scenario::SCOPES, rule::NO_OLD_GRANT);
}

#[test]
fn a_save_that_comes_too_late() {
    fails(Broken::SaveInserts, scenario::REFRESHES, rule::NO_OLD_GRANT);
    fails(Broken::SaveInserts, scenario::REFRESHES, rule::ONE_OF_EACH);
    fails(Broken::LoserIsDropped, scenario::REFRESHES, rule::NO_PAIR_ASTRAY);
}

#[test]
fn a_refusal_that_is_misread() {
    fails(Broken::SendsUnmarked, scenario::REFRESHES, rule::NO_RACE_SIGNS_OUT);
    fails(Broken::SendsWithoutLease, scenario::REFRESHES, rule::NO_RACE_SIGNS_OUT);
    fails(Broken::ClaimForgetsRival, scenario::REFRESHES, rule::NO_RACE_SIGNS_OUT);
    fails(Broken::GivesUpAtOnce, scenario::REFRESHES, rule::NO_RACE_SIGNS_OUT);
    fails(Broken::WaitsForEver, scenario::REVOKED, rule::NOTHING_STUCK);
    fails(Broken::SecondRefusalEnds, scenario::REFUSED, rule::NO_RACE_SIGNS_OUT);
    fails(Broken::CheckForgetsSender, scenario::REFRESHES, rule::NO_RACE_SIGNS_OUT);
}

#[test]
fn an_end_that_leaves_something_behind() {
    fails(Broken::EndQueuesNothing, scenario::REFRESHES, rule::NO_PAIR_ASTRAY);
    fails(Broken::EndsAnyGeneration, scenario::SUSPENDED, rule::NO_PAIR_ASTRAY);
    fails(Broken::NotFoundIsDone, scenario::WORKER, rule::NO_PAIR_ASTRAY);
    fails(Broken::UnsavedIsForgotten, scenario::WORKER, rule::NO_PAIR_ASTRAY);
}

#[test]
fn an_end_that_does_not_last() {
    fails(Broken::TouchInserts, scenario::REFRESHES, rule::NO_RETURN);
    fails(Broken::ResolvesFromMemory, scenario::REFRESHES, rule::NO_LATE_ANSWER);
    fails(Broken::ReauthenticationRevives, scenario::PROOF, rule::NO_RETURN);
}

#[test]
fn a_reauthentication_that_does_not_keep_the_token_set() {
    fails(Broken::ReauthenticationDropsLease, scenario::PROOF, rule::NO_RACE_SIGNS_OUT);
    fails(Broken::ReauthenticationEndsOldId, scenario::PROOF, rule::NO_KILLING_IN_USE);
}
