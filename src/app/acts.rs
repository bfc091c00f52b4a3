//! Sensitive acts in words.

use crate::model::Act;

/// The verb on the button that does it.
pub fn verb(act: &Act) -> String {
    match act {
        Act::EndDevice { browser, .. } => format!("End {browser}"),
        Act::EndOthers => "End all other devices".to_owned(),
        Act::EndAll => "Sign out everywhere".to_owned(),
        Act::Disconnect => "Disconnect GitHub".to_owned(),
        Act::Export => "Download my data".to_owned(),
        Act::DeleteData => "Delete my data".to_owned(),
    }
}

/// What it will do, in a sentence or two.
pub fn meaning(act: &Act) -> String {
    match act {
        Act::EndDevice { browser, .. } => return format!("This signs out {browser}. This device stays signed in."),
        Act::EndOthers => "This signs out every other device. This one stays signed in.",
        Act::EndAll => "This signs out every device, the one in front of you as well.",
        Act::Disconnect => {
            "This withdraws the site's access at GitHub and signs out every device, the one in front of you as well."
        }
        Act::Export => "This gives you a file with everything kept here about you. It holds no tokens.",
        Act::DeleteData => "This ends every session and deletes what is kept here about you, for good.",
    }
    .to_owned()
}

/// The page it is asked for on.
pub fn place(act: &Act) -> &'static str {
    match act {
        Act::EndDevice { .. } | Act::EndOthers | Act::EndAll => "/devices",
        Act::Disconnect | Act::Export | Act::DeleteData => "/settings",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Act, meaning, place, verb};

    #[test]
    fn each_act_has_words_of_its_own_and_a_way_back() {
        let device = Act::EndDevice { id: "1".to_owned(), browser: "Firefox on Linux".to_owned() };
        let acts = [device, Act::EndOthers, Act::EndAll, Act::Disconnect, Act::Export, Act::DeleteData];
        assert_eq!(acts.iter().map(verb).collect::<HashSet<_>>().len(), acts.len());
        assert_eq!(acts.iter().map(meaning).collect::<HashSet<_>>().len(), acts.len());
        for act in &acts {
            assert!(act.path().starts_with(place(act)), "{act:?}");
        }
    }
}
