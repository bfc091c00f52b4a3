use std::{collections::HashMap, path::Path};

use super::Problem;

/// Where settings come from: the process's environment, then `.env` for what it leaves out.
///
/// `NAME_FILE` names a file that holds the value of `NAME`, as container platforms mount secrets.
#[derive(Default)]
pub struct Source(HashMap<String, String>);

impl Source {
    /// The environment of this process and the `.env` in the current folder, if there is one.
    ///
    /// # Errors
    ///
    /// When `.env` is there and cannot be read; the message says at which line.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn from_process() -> Result<Self, String> {
        let mut values = HashMap::new();
        if Path::new(".env").exists() {
            let lines = dotenvy::from_path_iter(".env").map_err(|error| format!(".env can't be read: {error}"))?;
            for line in lines {
                // The parse error quotes the line, which may hold a secret; its kind is enough.
                let (name, value) = line.map_err(|_| ".env has a line that is not NAME=value".to_owned())?;
                values.insert(name, value);
            }
        }
        // What is not UTF-8 is none of ours; what is empty leaves the word to `.env`.
        let process =
            std::env::vars_os().filter_map(|(name, value)| name.into_string().ok().zip(value.into_string().ok()));
        values.extend(process.filter(|(_, value)| !value.trim().is_empty()));
        Ok(Self(values))
    }

    /// The value of `name`, or the content of the file `name_FILE` names. Empty counts as absent.
    ///
    /// # Errors
    ///
    /// When both are set, or the file cannot be read.
    pub fn get(&self, name: &'static str) -> Result<Option<String>, Problem> {
        let filled = |name: &str| self.0.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        match (filled(name), filled(&format!("{name}_FILE"))) {
            (Some(_), Some(_)) => Err(Problem::new(name, format!("and {name}_FILE are both set; keep one"))),
            (Some(value), None) => Ok(Some(value.to_owned())),
            (None, None) => Ok(None),
            (None, Some(path)) => match std::fs::read_to_string(path) {
                Ok(content) => Ok(Some(content.trim().to_owned()).filter(|content| !content.is_empty())),
                Err(error) => {
                    Err(Problem::new(name, format!("can't be read from the file {name}_FILE names: {error}")))
                }
            },
        }
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Source {
    fn from(values: [(&str, &str); N]) -> Self {
        values.into_iter().collect()
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Source {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(values: I) -> Self {
        Self(values.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }
}
