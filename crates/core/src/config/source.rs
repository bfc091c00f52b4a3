use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Problem,
    dotenv::{self, AMBIGUOUS, Value},
};

/// Where systemd puts a service's credentials (`LoadCredential=`, <https://systemd.io/CREDENTIALS>).
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";

/// Where settings come from: the process's environment, then `.env` for what it leaves out.
///
/// The value of `NAME` may also stand in a file: the one that `NAME_FILE` names, as container platforms mount secrets, or
/// systemd's credential `NAME`.
#[derive(Default)]
pub struct Source {
    process: HashMap<String, String>,
    dotenv: HashMap<String, Value>,
}

impl Source {
    /// The environment of this process and the `.env` in the current folder, if there is one.
    ///
    /// # Errors
    ///
    /// When `.env` is there and cannot be read.
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
    /// When more than one is set, a file cannot be read, or the value would mean something else had it come another way.
    pub fn get(&self, name: &'static str) -> Result<Option<String>, Problem> {
        let file_variable = format!("{name}_FILE");
        let (value, file) = (self.set(name), self.set(&file_variable));
        if let Some(fault) = file.and_then(Set::fault) {
            return Err(Problem::new(name, format!("can't be read: {file_variable} {fault}")));
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
            (Some(value), None, None) => match value.fault() {
                Some(fault) => Err(Problem::new(name, fault)),
                None => Ok(Some(value.text.to_owned())),
            },
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
        let of_process = self.process.get(name).map(|text| (text.as_str(), Origin::Process));
        let of_dotenv = || match self.dotenv.get(name)? {
            Value::Plain(text) => Some((text.as_str(), Origin::Dotenv)),
            Value::Ambiguous => Some(("$", Origin::Ambiguous)),
        };
        let filled = |(text, _): &(&str, Origin)| !text.trim().is_empty();
        let (text, origin) = of_process.filter(filled).or_else(|| of_dotenv().filter(filled))?;
        Some(Set { text: text.trim(), origin })
    }

    fn credential(&self, name: &str) -> Option<PathBuf> {
        let folder = self.process.get(CREDENTIALS).filter(|folder| !folder.is_empty())?;
        Some(Path::new(folder).join(name)).filter(|path| path.exists())
    }
}

const WRAPPED: &str =
    "is wrapped in quotes, and nobody took them off (docker's --env-file keeps them); write it without";
const COMMENT: &str =
    "has a comment after it, which nobody took off (docker's --env-file keeps it); write it on a line of its own";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// As it came.
    Process,
    /// Whose own quotes and comments are gone: what is left of them there is meant.
    Dotenv,
    Ambiguous,
}

/// A value that is there.
#[derive(Clone, Copy)]
struct Set<'s> {
    text: &'s str,
    origin: Origin,
}

impl Set<'_> {
    /// Why it would mean something else had it come another way, to go on after the variable's name.
    fn fault(self) -> Option<&'static str> {
        match self.origin {
            Origin::Process if is_wrapped(self.text) => Some(WRAPPED),
            Origin::Process if self.text.contains(" #") => Some(COMMENT),
            Origin::Process | Origin::Dotenv => None,
            Origin::Ambiguous => Some(AMBIGUOUS),
        }
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
        return Err(Problem::new(name, format!("{WRAPPED}: it stands in {place}")));
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
