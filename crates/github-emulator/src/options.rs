/// The callbacks the application has registered unless [`Options::callbacks`] says otherwise.
pub const DEFAULT_CALLBACKS: [&str; 4] = [
    "http://127.0.0.1/auth/github/callback",
    "https://127.0.0.1/auth/github/callback",
    "http://localhost/auth/github/callback",
    "https://localhost/auth/github/callback",
];

/// What is fixed when an emulator starts.
///
/// There is no host to choose: the emulator listens on loopback, because it hands out accounts for the asking.
#[derive(Clone, Debug)]
pub struct Options {
    /// 0 lets the system choose a free port.
    pub port: u16,
    /// Registered callback addresses; a loopback one matches any port, as at GitHub.
    pub callbacks: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 0, callbacks: DEFAULT_CALLBACKS.map(str::to_owned).to_vec() }
    }
}
