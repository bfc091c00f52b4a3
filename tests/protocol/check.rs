use std::time::Instant;

use stateright::{Checker, Expectation, HasDiscoveries, Model, Path};

use crate::{
    broken::Broken,
    model::{Action, Protocol},
    scenario::Scenario,
    state::State,
};

/// Explores all of `scenario`: every invariant holds, and each of `sights` is reached.
pub fn holds(scenario: Scenario, sights: &[&'static str]) {
    let begun = Instant::now();
    let checker = Protocol { scenario, broken: None }.checker().spawn_bfs().join();
    let (states, depth) = (checker.unique_state_count(), checker.max_depth());
    println!("{}: {states} states, up to {depth} steps, {:.1?}", scenario.name, begun.elapsed());
    let invariants = checker.model().properties().into_iter();
    for invariant in invariants.filter(|property| property.expectation == Expectation::Always) {
        let found = checker.discovery(invariant.name).map(|path| told(checker.model(), invariant.name, path));
        assert!(found.is_none(), "not so: {}\n{}", invariant.name, found.unwrap_or_default());
    }
    for sight in sights {
        assert!(checker.discovery(sight).is_some(), "never reached: {sight}");
    }
}

/// Breaks one rule: `invariant` must fail.
pub fn fails(broken: Broken, scenario: Scenario, invariant: &'static str) {
    let protocol = Protocol { scenario, broken: Some(broken) };
    let checker = protocol.checker().finish_when(HasDiscoveries::AnyOf([invariant].into())).spawn_bfs().join();
    let way = checker.discovery(invariant).map(|path| told(checker.model(), invariant, path));
    assert!(way.is_some(), "{broken:?} goes unnoticed: {invariant}");
    println!("{broken:?}, so not: {invariant}\n{}", way.unwrap_or_default());
}

/// The way to the first state where `invariant` fails, a step a line.
fn told(protocol: &Protocol, invariant: &'static str, path: Path<State, Action>) -> String {
    let condition = protocol.property(invariant).condition;
    let steps = path.into_vec().into_iter().take_while(|(state, _)| condition(protocol, state));
    steps.filter_map(|(_, action)| action).fold(String::new(), |told, action| format!("{told}    {action:?}\n"))
}
