use std::{env, fmt, path::Path};

use rustls::{RootCertStore, pki_types::CertificateDer};
use rustls_native_certs::{CertificateResult, load_certs_from_paths};

use super::{Problem, Source};

const FILE: &str = "SSL_CERT_FILE";
const FOLDERS: &str = "SSL_CERT_DIR";

/// Whose certificates are trusted: those of `SSL_CERT_FILE` and `SSL_CERT_DIR` together, else the system's. It holds for
/// everything that is asked of GitHub.
#[derive(Clone, Default)]
pub struct Trust {
    named: Option<Authorities>,
}

#[derive(Clone)]
struct Authorities {
    /// The variables and what they say, for people.
    told: String,
    certificates: Vec<CertificateDer<'static>>,
}

impl Trust {
    /// # Errors
    ///
    /// When the file has nothing that could be trusted, or the folders do not and there is no file. One damaged certificate
    /// among others is passed over.
    pub fn load(source: &Source) -> Result<Self, Problem> {
        let (mut told, mut certificates) = (Vec::new(), Vec::new());
        if let Some(file) = source.get(FILE)? {
            certificates.extend(usable(FILE, load_certs_from_paths(Some(Path::new(&file)), None))?);
            told.push(format!("{FILE} ({file})"));
        }
        if let Some(folders) = source.get(FOLDERS)? {
            let mut found = CertificateResult::default();
            for folder in env::split_paths(&folders).filter(|folder| !folder.as_os_str().is_empty()) {
                let next = load_certs_from_paths(None, Some(&folder));
                found.certs.extend(next.certs);
                found.errors.extend(next.errors);
            }
            match usable(FOLDERS, found) {
                Ok(more) => {
                    certificates.extend(more);
                    told.push(format!("{FOLDERS} ({folders})"));
                }
                // Slim images set both, and have no folder.
                Err(_) if !told.is_empty() => {}
                Err(problem) => return Err(problem),
            }
        }
        // What reads the system's certificates looks at the environment itself, and reads what has no name.
        let blank = [FILE, FOLDERS].into_iter().find(|variable| source.is_blank(variable));
        if let Some(variable) = blank.filter(|_| told.is_empty()) {
            let sentence = "is set to nothing, and not even the system's certificates are read then; unset it";
            return Err(Problem::new(variable, sentence));
        }
        let named = (!told.is_empty()).then(|| Authorities { told: told.join(" and "), certificates });
        Ok(Self { named })
    }

    /// The authorities that are named, and believed alone. `None`: those of the system.
    #[must_use]
    pub fn named(&self) -> Option<&[CertificateDer<'static>]> {
        self.named.as_ref().map(|named| named.certificates.as_slice())
    }

    /// Where the authorities come from, to go on after "trusted certificates:".
    #[must_use]
    pub fn told(&self) -> String {
        match &self.named {
            None => "those of the system (ca-certificates)".to_owned(),
            Some(named) => format!("those of {}, {} in all, and no others", named.told, named.certificates.len()),
        }
    }
}

/// What can vouch for a server.
fn usable(variable: &'static str, found: CertificateResult) -> Result<Vec<CertificateDer<'static>>, Problem> {
    let vouches = |certificate: &CertificateDer<'static>| RootCertStore::empty().add(certificate.clone()).is_ok();
    let usable: Vec<_> = found.certs.into_iter().filter(vouches).collect();
    if usable.is_empty() {
        let reason = found.errors.first().map(|error| format!(" ({error})")).unwrap_or_default();
        return Err(Problem::new(variable, format!("leads to no certificate in PEM that could be believed{reason}")));
    }
    Ok(usable)
}

impl fmt::Debug for Trust {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Trust({})", self.told())
    }
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair};

    use super::{Source, Trust};

    fn certificate() -> String {
        let params = CertificateParams::new(vec!["git.example".to_owned()]).expect("a name");
        params.self_signed(&KeyPair::generate().expect("a key")).expect("it signs itself").pem()
    }

    #[test]
    fn what_the_variables_lead_to_is_believed_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("two.pem");
        std::fs::write(&file, format!("# ours\n{}\n{}", certificate(), certificate())).expect("written");
        let (file, folder) = (file.to_str().expect("UTF-8"), folder.path().to_str().expect("UTF-8"));
        for (variable, value) in [("SSL_CERT_FILE", file), ("SSL_CERT_DIR", folder)] {
            let trust = Trust::load(&Source::from([(variable, value)])).expect("certificates");
            assert_eq!(trust.named().map(<[_]>::len), Some(2));
            assert!(trust.told().contains(variable) && trust.told().contains(value), "{}", trust.told());
        }
        let system = Trust::load(&Source::default()).expect("nothing is set");
        assert!(system.named().is_none() && system.told().contains("system"));
    }

    #[test]
    fn what_is_damaged_or_missing_beside_what_is_good_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("bundle.pem");
        let damaged = "-----BEGIN CERTIFICATE-----\nbm8gY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n";
        std::fs::write(&file, format!("{}{damaged}{}", certificate(), certificate())).expect("written");
        let file = file.to_str().expect("UTF-8");
        let trust = Trust::load(&Source::from([("SSL_CERT_FILE", file), ("SSL_CERT_DIR", "/nowhere")]));
        let trust = trust.expect("certificates");
        assert_eq!(trust.named().map(<[_]>::len), Some(2));
        assert!(!trust.told().contains("SSL_CERT_DIR"), "{}", trust.told());
    }

    #[test]
    fn where_nothing_can_be_believed_the_variable_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let empty = folder.path().join("none");
        std::fs::create_dir(&empty).expect("made");
        let place = |name: &str, content: &str| {
            let file = folder.path().join(name);
            std::fs::write(&file, content).expect("written");
            file.display().to_string()
        };
        let cut: String = certificate().lines().take(3).collect();
        for (variable, value) in [
            ("SSL_CERT_FILE", String::new()),
            ("SSL_CERT_FILE", "/nowhere/at/all.pem".to_owned()),
            ("SSL_CERT_FILE", place("words.pem", "no certificate")),
            ("SSL_CERT_FILE", place("cut.pem", &cut)),
            ("SSL_CERT_FILE", place("key.pem", &KeyPair::generate().expect("a key").serialize_pem())),
            ("SSL_CERT_DIR", String::new()),
            ("SSL_CERT_DIR", "/nowhere".to_owned()),
            ("SSL_CERT_DIR", empty.display().to_string()),
        ] {
            let told = Trust::load(&Source::from([(variable, value.as_str())])).expect_err("nothing there");
            assert_eq!(told.variable, variable, "{value}: {told}");
        }
    }
}
