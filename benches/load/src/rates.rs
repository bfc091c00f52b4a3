//! What happens once a session: sign-ins, and pages with nothing in the cache.

use std::time::{Duration, Instant};

use github_emulator::{Emulator, Fault};
use tokio::task::JoinSet;

use crate::{browser::Browser, figures::Figures, process::Server};

/// People at the same time. All of them are one viewer, whose ninth session would end the first.
const AT_ONCE: u32 = 6;

const EACH: u32 = 40;

pub async fn measure(server: &Server, github: &Emulator, figures: &mut Figures) {
    figures.rate("sign-ins a second", per_second(server, None).await);
    for delay in [0, 300] {
        if delay > 0 {
            github.fault(Fault::delay(delay).on_path("/api/*"));
        }
        let name = format!("sign-ins with a first /profile a second, GitHub answers after {delay} ms");
        figures.rate(&name, per_second(server, Some("/profile")).await);
        github.clear_faults();
        // Answers under way hold the next turns.
        tokio::time::sleep(Duration::from_millis(delay + 50)).await;
    }
}

async fn per_second(server: &Server, page: Option<&'static str>) -> f64 {
    let mut people = JoinSet::new();
    let began = Instant::now();
    for _ in 0..AT_ONCE {
        let url = server.url.clone();
        people.spawn(async move {
            for _ in 0..EACH {
                let mut browser = Browser::sign_in(&url).await;
                if let Some(page) = page {
                    browser.read(page).await;
                }
                browser.sign_out().await;
            }
        });
    }
    people.join_all().await;
    f64::from(AT_ONCE * EACH) / began.elapsed().as_secs_f64()
}
