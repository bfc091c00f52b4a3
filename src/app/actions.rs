//! The texts of sensitive actions.

use gatehouse_model::SensitiveAction;

use super::i18n::{device_name, t};

/// The label of the button that performs it.
pub fn verb(action: &SensitiveAction) -> String {
    match action {
        SensitiveAction::EndDevice { browser, .. } => {
            t!(reauthenticate.verb.end_device, browser = device_name(browser))
        }
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
pub fn consequence(action: &SensitiveAction) -> String {
    match action {
        SensitiveAction::EndDevice { browser, .. } => {
            t!(reauthenticate.meaning.end_device, browser = device_name(browser))
        }
        SensitiveAction::EndOthers => t!(reauthenticate.meaning.end_others),
        SensitiveAction::EndAll => t!(reauthenticate.meaning.end_all),
        SensitiveAction::Disconnect => t!(reauthenticate.meaning.disconnect),
        SensitiveAction::Export => t!(reauthenticate.meaning.export),
        SensitiveAction::DeleteData => t!(reauthenticate.meaning.delete_data),
        SensitiveAction::Scopes { organizations: true } => t!(reauthenticate.meaning.ask_organizations),
        SensitiveAction::Scopes { organizations: false } => t!(reauthenticate.meaning.give_organizations_back),
    }
}

/// The page that offers it.
pub fn page(action: &SensitiveAction) -> &'static str {
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

    use super::{SensitiveAction, consequence, page, verb};

    #[test]
    fn each_action_has_its_own_texts_and_a_page() {
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
        assert_eq!(actions.iter().map(consequence).collect::<HashSet<_>>().len(), actions.len());
        for action in &actions {
            assert!(action.path().starts_with(page(action)), "{action:?}");
        }
    }
}
