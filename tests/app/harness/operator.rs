use std::process::{Command, Stdio};

use github_emulator::{CLIENT_ID, CLIENT_SECRET};

use super::TestApp;

/// An operator at the machine of one Gatehouse.
pub struct Operator<'a> {
    app: &'a TestApp,
    settings: Vec<(&'static str, String)>,
}

/// What a command said.
#[derive(Debug)]
pub struct CommandOutput {
    pub code: Option<i32>,
    pub out: String,
    pub log: String,
}

impl<'a> Operator<'a> {
    pub fn of(app: &'a TestApp) -> Self {
        let config = &app.state.config;
        let settings = vec![
            ("PUBLIC_URL", config.public_url.origin().to_owned()),
            ("DATABASE_URL", config.database_url.clone()),
            ("SESSION_KEYS", format!("test:{}", app.key)),
            ("GITHUB_CLIENT_ID", CLIENT_ID.to_owned()),
            ("GITHUB_CLIENT_SECRET", CLIENT_SECRET.to_owned()),
            ("GITHUB_WEB_URL", app.emulator.web_url()),
            ("GITHUB_API_URL", app.emulator.api_url()),
        ];
        Self { app, settings }
    }

    /// The later setting counts.
    pub fn with(mut self, variable: &'static str, value: &str) -> Self {
        self.settings.push((variable, value.to_owned()));
        self
    }

    /// This setting is not made.
    pub fn without(mut self, variable: &str) -> Self {
        self.settings.retain(|(name, _)| *name != variable);
        self
    }

    /// The program with these settings and no others.
    pub fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gatehouse"));
        program.env_clear().envs(self.settings.clone()).current_dir(self.app.folder.path()).stdin(Stdio::null());
        program
    }

    /// Gives a command and reads what it says: never a secret, to nobody.
    pub async fn run(&self, command: &str) -> CommandOutput {
        let mut program = self.program();
        program.args(command.split(' '));
        // The emulator answers from this thread.
        let output = tokio::task::spawn_blocking(move || program.output()).await.expect("waited").expect("it starts");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        let output = CommandOutput { code: output.status.code(), out: text(output.stdout), log: text(output.stderr) };
        let keys = self.settings.iter().filter(|(name, _)| name.contains("KEYS") || name.contains("SECRET"));
        let keys = keys.flat_map(|(_, value)| value.split(',').map(|key| key.rsplit(':').next().unwrap_or(key)));
        for secret in self.app.emulator.secrets().iter().map(String::as_str).chain(keys) {
            assert!(!output.out.contains(secret) && !output.log.contains(secret), "{output:?}");
        }
        output
    }
}

impl CommandOutput {
    /// The line that says `words`, cut at its spaces.
    pub fn line(&self, words: &str) -> Vec<&str> {
        let line = self.out.lines().find(|line| line.contains(words));
        self.the(line, words).split_whitespace().collect()
    }

    /// How the doctor marked `what`: at worst, where it had several things to say.
    pub fn mark(&self, what: &str) -> char {
        let about = |line: &&str| line.chars().skip(2).take(14).collect::<String>().trim() == what;
        let marks = self.out.lines().filter(about).filter_map(|line| line.chars().next());
        self.the(marks.max_by_key(|mark| "✓!✗".find(*mark)), what)
    }

    /// The token sets and the queued pairs that `keys status` tells of a key.
    pub fn sealed_with(&self, key: &str) -> (&str, &str) {
        let line = self.out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let line = self.the(line.into_iter().find(|line| line[0] == key), key);
        (line[1], line[2])
    }

    pub fn the<T>(&self, found: Option<T>, what: &str) -> T {
        assert!(found.is_some(), "nothing of {what}: {self:?}");
        found.expect("it is there")
    }
}
