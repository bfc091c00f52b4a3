use std::{error::Error, io};

/// Whether somebody was not asked because their certificate is not believed, however deep that stands in `error`.
#[must_use]
pub fn is_distrust(error: &(dyn Error + 'static)) -> bool {
    if matches!(error.downcast_ref(), Some(rustls::Error::InvalidCertificate(_))) {
        return true;
    }
    // What an io::Error wraps is not its source: that would be the wrapped error's own.
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => is_distrust(wrapped),
        None => error.source().is_some_and(is_distrust),
    }
}
