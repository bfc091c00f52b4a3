//! Sensitive acts in words.

use gatehouse_model::Act;

use crate::app::words::{device, say};

/// The verb on the button that does it.
pub fn verb(act: &Act) -> String {
    match act {
        Act::EndDevice { browser, .. } => say!(prove.verb.end_device, browser = device(browser)),
        Act::EndOthers => say!(prove.verb.end_others),
        Act::EndAll => say!(prove.verb.end_all),
        Act::Disconnect => say!(prove.verb.disconnect),
        Act::Export => say!(prove.verb.export),
        Act::DeleteData => say!(prove.verb.delete_data),
        Act::Scopes { organizations: true } => say!(prove.verb.ask_organizations),
        Act::Scopes { organizations: false } => say!(prove.verb.give_organizations_back),
    }
}

/// What it will do, in a sentence or two.
pub fn meaning(act: &Act) -> String {
    match act {
        Act::EndDevice { browser, .. } => say!(prove.meaning.end_device, browser = device(browser)),
        Act::EndOthers => say!(prove.meaning.end_others),
        Act::EndAll => say!(prove.meaning.end_all),
        Act::Disconnect => say!(prove.meaning.disconnect),
        Act::Export => say!(prove.meaning.export),
        Act::DeleteData => say!(prove.meaning.delete_data),
        Act::Scopes { organizations: true } => say!(prove.meaning.ask_organizations),
        Act::Scopes { organizations: false } => say!(prove.meaning.give_organizations_back),
    }
}

/// The page it is asked for on.
pub fn place(act: &Act) -> &'static str {
    match act {
        Act::EndDevice { .. } | Act::EndOthers | Act::EndAll => "/devices",
        Act::Disconnect | Act::Export | Act::DeleteData | Act::Scopes { .. } => "/settings",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Act, meaning, place, verb};

    #[test]
    fn each_act_has_words_of_its_own_and_a_way_back() {
        let device = Act::EndDevice { id: "1".to_owned(), browser: "Firefox on Linux".to_owned() };
        let scopes = [true, false].map(|organizations| Act::Scopes { organizations });
        let acts = [device, Act::EndOthers, Act::EndAll, Act::Disconnect, Act::Export, Act::DeleteData];
        let acts: Vec<Act> = acts.into_iter().chain(scopes).collect();
        assert_eq!(acts.iter().map(verb).collect::<HashSet<_>>().len(), acts.len());
        assert_eq!(acts.iter().map(meaning).collect::<HashSet<_>>().len(), acts.len());
        for act in &acts {
            assert!(act.path().starts_with(place(act)), "{act:?}");
        }
    }
}
