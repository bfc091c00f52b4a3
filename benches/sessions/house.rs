//! The server's state over a full database in a folder of its own, which goes with it.

use std::time::Instant;

use gatehouse::web::PAGES;
use gatehouse_core::{
    clock::Clock,
    config::{Config, Source},
    crypto::random_bytes,
    session::{ActiveSession, SessionKey, SessionStatus, resolve},
    state::CoreState,
};
use gatehouse_model::Timestamp;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::{crypto::keys, fill};

pub struct House {
    pub state: CoreState,
    pub size: u64,
    pub filled_at: Timestamp,
    /// Every session.
    pub all: Vec<SessionKey>,
    /// Sessions whose pair opens and needs nothing.
    pub ready: Vec<SessionKey>,
    /// Some of all, resolved.
    pub some: Vec<ActiveSession>,
    _folder: TempDir,
}

impl House {
    pub fn build(runtime: &Runtime, size: u64) -> Self {
        let began = Instant::now();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("gatehouse.db");
        let house = runtime.block_on(Self::open(folder, &format!("sqlite://{}", file.display()), size));
        let bytes = std::fs::metadata(&file).expect("a database").len();
        println!("\n{size} sessions: {} MB, filled in {:.1} s\n", bytes / 1_000_000, began.elapsed().as_secs_f32());
        house
    }

    async fn open(folder: TempDir, url: &str, size: u64) -> Self {
        let source = Source::from([
            ("DATABASE_URL", url),
            ("SESSION_KEYS", &keys()),
            ("GITHUB_CLIENT_ID", "bench"),
            ("GITHUB_CLIENT_SECRET", "never-sent-since-no-pair-opened-here-needs-anything"),
        ]);
        let config = Config::load(&source).expect("a good configuration");
        let state = CoreState::new(config, Clock::default(), PAGES).await.expect("the state is built");
        let filled_at = state.clock.now();
        let (all, ready) = fill::fill(&state, size, filled_at).await;
        let mut some = Vec::new();
        for _ in 0..1_000 {
            match resolve(&state.db, *any(&all), state.clock.now()).await.expect("an answer") {
                SessionStatus::Active(session) => some.push(*session),
                other => unreachable!("{other:?}"),
            }
        }
        Self { state, size, filled_at, all, ready, some, _folder: folder }
    }
}

/// One of `all`, by chance.
pub fn any<T>(all: &[T]) -> &T {
    let chance = usize::from_le_bytes(random_bytes());
    &all[chance % all.len()]
}

/// A key nobody ever had.
pub fn unknown() -> SessionKey {
    SessionKey::try_from(random_bytes::<32>().to_vec()).expect("32 bytes")
}
