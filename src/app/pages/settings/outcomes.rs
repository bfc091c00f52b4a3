use gatehouse_model::Done;

use crate::app::{
    components::{Outcome, Tone, spent},
    words::say,
};

/// What an act on the settings led to, where it leads back here.
pub fn outcome(done: Done) -> Option<Outcome> {
    let (tone, happened, next) = match done {
        Done::DisconnectFailed => {
            (Tone::Bad, say!(settings.done.disconnect_failed), say!(settings.done.disconnect_failed_next))
        }
        Done::Scopes => (Tone::Good, say!(settings.done.scopes), say!(settings.done.scopes_next)),
        Done::FewerScopes => (Tone::Warn, say!(settings.done.fewer), say!(settings.done.fewer_next)),
        Done::ScopesUnchanged => (Tone::Warn, say!(settings.done.unchanged), say!(settings.done.unchanged_next)),
        Done::NoScopes => (Tone::Quiet, say!(settings.done.no_scopes), say!(settings.done.no_scopes_next)),
        Done::ScopesLimited => (Tone::Warn, say!(settings.done.limited), say!(settings.done.limited_next)),
        Done::Installed => (Tone::Good, say!(settings.done.installed), say!(settings.done.installed_next)),
        Done::InstallationRequested => (Tone::Quiet, say!(settings.done.requested), say!(settings.done.requested_next)),
        Done::Already => (Tone::Quiet, say!(settings.done.already), say!(settings.done.already_next)),
        Done::Spent => return Some(spent()),
        _ => return None,
    };
    Some(Outcome { tone, happened, next })
}
