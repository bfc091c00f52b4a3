use gatehouse_model::Flash;

use crate::app::{
    components::{Outcome, Tone, spent},
    i18n::t,
};

/// What an action on the settings led to, where it leads back here.
pub fn outcome(done: Flash) -> Option<Outcome> {
    let (tone, happened, next) = match done {
        Flash::DisconnectFailed => {
            (Tone::Bad, t!(settings.done.disconnect_failed), t!(settings.done.disconnect_failed_next))
        }
        Flash::Scopes => (Tone::Good, t!(settings.done.scopes), t!(settings.done.scopes_next)),
        Flash::FewerScopes => (Tone::Warn, t!(settings.done.fewer), t!(settings.done.fewer_next)),
        Flash::ScopesUnchanged => (Tone::Warn, t!(settings.done.unchanged), t!(settings.done.unchanged_next)),
        Flash::NoScopes => (Tone::Quiet, t!(settings.done.no_scopes), t!(settings.done.no_scopes_next)),
        Flash::ScopesLimited => (Tone::Warn, t!(settings.done.limited), t!(settings.done.limited_next)),
        Flash::Installed => (Tone::Good, t!(settings.done.installed), t!(settings.done.installed_next)),
        Flash::InstallationRequested => (Tone::Quiet, t!(settings.done.requested), t!(settings.done.requested_next)),
        Flash::Already => (Tone::Quiet, t!(settings.done.already), t!(settings.done.already_next)),
        Flash::Spent => return Some(spent()),
        _ => return None,
    };
    Some(Outcome { tone, happened, next })
}
