use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{Problem, dotenv};

/// Where systemd puts a service's credentials (`LoadCredential=`, <https://systemd.io/CREDENTIALS>).
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";

/// Where settings come from: the process's environment, then `.env` for what it leaves out.
///
/// The value of `NAME` may also stand in a file: the one that `NAME_FILE` names, as container platforms mount secrets, or
/// systemd's credential `NAME`.
#[derive(Default)]
pub struct Source {
    process: HashMap<String, String>,
    dotenv: HashMap<String, String>,
}

impl Source {
    /// The environment of this process and the `.env` in the current folder, if there is one.
    ///
    /// # Errors
    ///
    /// When `.env` is there and cannot be read, or one of its values would mean something else to other programs.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn from_process() -> Result<Self, String> {
        let dotenv = match fs::read(".env") {
            Ok(bytes) => dotenv::parse(bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => HashMap::new(),
            Err(error) => return Err(format!(".env can't be read: {error}")),
        };
        // What is not UTF-8 is none of ours.
        let process =
            std::env::vars_os().filter_map(|(name, value)| name.into_string().ok().zip(value.into_string().ok()));
        Ok(Self { process: process.collect(), dotenv })
    }

    /// The value of `name`, or the content of its file or credential. Empty counts as absent, and white space around a
    /// value as nothing.
    ///
    /// # Errors
    ///
    /// When more than one is set, a file cannot be read, or the value is wrapped in quotes.
    pub fn get(&self, name: &'static str) -> Result<Option<String>, Problem> {
        let file_variable = format!("{name}_FILE");
        let (value, file) = (self.set(name), self.set(&file_variable));
        if file.is_some_and(Set::is_wrapped) {
            return Err(Problem::new(name, format!("can't be read: {file_variable} is {WRAPPED}")));
        }
        let file = file.map(|file| PathBuf::from(file.text));
        // Older units name the credential's own file.
        let credential = self.credential(name).filter(|path| file.as_ref() != Some(path));
        let credential = credential.map(|path| content(name, &path, "systemd's credential")).transpose()?.flatten();
        match (value, file, credential) {
            (Some(_), Some(_), _) => Err(Problem::new(name, format!("and {file_variable} are both set; keep one"))),
            (Some(_), _, Some(_)) => Err(Problem::new(name, "is set, and is a credential of systemd's; keep one")),
            (_, Some(_), Some(_)) => {
                Err(Problem::new(name, format!("is a credential of systemd's, and {file_variable} is set; keep one")))
            }
            (Some(value), None, None) if value.is_wrapped() => Err(Problem::new(name, format!("is {WRAPPED}"))),
            (Some(value), None, None) => Ok(Some(value.text.to_owned())),
            (None, Some(path), None) => content(name, &path, &format!("the file {file_variable} names")),
            (None, None, credential) => Ok(credential),
        }
    }

    /// Whether the environment has `name`, and nothing in it.
    pub(super) fn is_blank(&self, name: &str) -> bool {
        self.process.get(name).is_some_and(|value| value.trim().is_empty())
    }

    /// An empty value in the environment leaves the word to `.env`.
    fn set(&self, name: &str) -> Option<Set<'_>> {
        let is_filled =
            |values: &HashMap<String, String>| values.get(name).is_some_and(|value| !value.trim().is_empty());
        let verbatim = is_filled(&self.process);
        let values = if verbatim { &self.process } else { &self.dotenv };
        let text = values.get(name)?.trim();
        (!text.is_empty()).then_some(Set { text, verbatim })
    }

    fn credential(&self, name: &str) -> Option<PathBuf> {
        let folder = self.process.get(CREDENTIALS).filter(|folder| !folder.is_empty())?;
        Some(Path::new(folder).join(name)).filter(|path| path.exists())
    }
}

const WRAPPED: &str = "wrapped in quotes, and nobody took them off (docker's --env-file keeps them); write it without";

/// A value that is there.
#[derive(Clone, Copy)]
struct Set<'s> {
    text: &'s str,
    /// As it came, and not out of `.env`, whose own quotes are gone: what is left of them there is meant.
    verbatim: bool,
}

impl Set<'_> {
    fn is_wrapped(self) -> bool {
        self.verbatim && is_wrapped(self.text)
    }
}

fn is_wrapped(text: &str) -> bool {
    text.len() > 1 && ['"', '\''].iter().any(|quote| text.starts_with(*quote) && text.ends_with(*quote))
}

/// What stands in a file, without the byte order mark of an editor and the white space around it.
fn content(name: &'static str, path: &Path, place: &str) -> Result<Option<String>, Problem> {
    let text =
        fs::read_to_string(path).map_err(|error| Problem::new(name, format!("can't be read from {place}: {error}")))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).trim();
    if is_wrapped(text) {
        return Err(Problem::new(name, format!("is, in {place}, {WRAPPED}")));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

impl<const N: usize> From<[(&str, &str); N]> for Source {
    fn from(values: [(&str, &str); N]) -> Self {
        values.into_iter().collect()
    }
}

/// As the process's environment.
impl<'a> FromIterator<(&'a str, &'a str)> for Source {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(values: I) -> Self {
        let process = values.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { process, dotenv: HashMap::new() }
    }
}
