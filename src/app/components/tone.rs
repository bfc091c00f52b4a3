/// What a part means to the person. Colour follows it, but never carries it alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do.
    #[default]
    Quiet,
    /// As it should be.
    Good,
    /// Look at this.
    Warn,
    /// This did not work.
    Bad,
}

impl Tone {
    /// The class in the stylesheets.
    pub fn class(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}
