//! Sensitive actions in words.

use gatehouse_model::SensitiveAction;

use crate::app::i18n::{device, t};

/// The verb on the button that does it.
pub fn verb(action: &SensitiveAction) -> String {
    match action {
        SensitiveAction::EndDevice { browser, .. } => t!(reauthenticate.verb.end_device, browser = device(browser)),
        SensitiveAction::EndOthers => t!(reauthenticate.verb.end_others),
        SensitiveAction::EndAll => t!(reauthenticate.verb.end_all),
        SensitiveAction::Disconnect => t!(reauthenticate.verb.disconnect),
        SensitiveAction::Export => t!(reauthenticate.verb.export),
        SensitiveAction::DeleteData => t!(reauthenticate.verb.delete_data),
        SensitiveAction::Scopes { organizations: true } => t!(reauthenticate.verb.ask_organizations),
        SensitiveAction::Scopes { organizations: false } => t!(reauthenticate.verb.give_organizations_back),
    }
}

/// What it will do, in a sentence or two.
pub fn meaning(action: &SensitiveAction) -> String {
    match action {
        SensitiveAction::EndDevice { browser, .. } => t!(reauthenticate.meaning.end_device, browser = device(browser)),
        SensitiveAction::EndOthers => t!(reauthenticate.meaning.end_others),
        SensitiveAction::EndAll => t!(reauthenticate.meaning.end_all),
        SensitiveAction::Disconnect => t!(reauthenticate.meaning.disconnect),
        SensitiveAction::Export => t!(reauthenticate.meaning.export),
        SensitiveAction::DeleteData => t!(reauthenticate.meaning.delete_data),
        SensitiveAction::Scopes { organizations: true } => t!(reauthenticate.meaning.ask_organizations),
        SensitiveAction::Scopes { organizations: false } => t!(reauthenticate.meaning.give_organizations_back),
    }
}

/// The page it is asked for on.
pub fn place(action: &SensitiveAction) -> &'static str {
    match action {
        SensitiveAction::EndDevice { .. } | SensitiveAction::EndOthers | SensitiveAction::EndAll => "/devices",
        SensitiveAction::Disconnect
        | SensitiveAction::Export
        | SensitiveAction::DeleteData
        | SensitiveAction::Scopes { .. } => "/settings",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{SensitiveAction, meaning, place, verb};

    #[test]
    fn each_action_has_words_of_its_own_and_a_way_back() {
        let device = SensitiveAction::EndDevice { id: "1".to_owned(), browser: "Firefox on Linux".to_owned() };
        let scopes = [true, false].map(|organizations| SensitiveAction::Scopes { organizations });
        let actions = [
            device,
            SensitiveAction::EndOthers,
            SensitiveAction::EndAll,
            SensitiveAction::Disconnect,
            SensitiveAction::Export,
            SensitiveAction::DeleteData,
        ];
        let actions: Vec<SensitiveAction> = actions.into_iter().chain(scopes).collect();
        assert_eq!(actions.iter().map(verb).collect::<HashSet<_>>().len(), actions.len());
        assert_eq!(actions.iter().map(meaning).collect::<HashSet<_>>().len(), actions.len());
        for action in &actions {
            assert!(action.path().starts_with(place(action)), "{action:?}");
        }
    }
}
