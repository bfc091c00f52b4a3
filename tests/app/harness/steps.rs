//! Steps of the stories about devices, reauthentications and actions.

use std::time::Duration;

use gatehouse_model::{AccountEvent, AccountEventKind, AccountEvents, Device, Devices, Reauthentication};
use serde::de::DeserializeOwned;
use url::Url;

use super::{Browser, Page, TestApp, form::Form};

impl Browser {
    /// Presses "Confirm at GitHub"; gives the address there.
    pub async fn begin_reauthentication(&mut self) -> Url {
        let page = self.post("/auth/reauthenticate", &[]).await;
        assert!(page.is_departure(), "{page:?}");
        page.location().parse().expect("an address")
    }

    /// Goes to GitHub for a reauthentication and authorises there as `account`; gives the path GitHub sends the browser back to.
    pub async fn reauthenticate_at_github(&mut self, account: &str) -> String {
        let address = self.begin_reauthentication().await;
        self.authorize(&address, account).await
    }

    /// The whole way of a reauthentication, ending with the answer to the callback.
    pub async fn reauthenticate(&mut self, account: &str) -> Page {
        let back = self.reauthenticate_at_github(account).await;
        self.come_back(&back).await
    }

    /// The form of the action that waits, as `/reauthenticate` shows it.
    pub async fn waiting_form(&mut self) -> Form {
        let page = self.get("/reauthenticate").await;
        let form = page.form_with("nonce");
        assert!(form.is_some(), "no action waits: {}", page.body);
        form.expect("it is there")
    }

    /// Presses the form's button.
    pub async fn submit(&mut self, form: &Form) -> Page {
        let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        if form.method == "post" {
            return self.post_as_it_is(&form.action, &fields).await;
        }
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.get(&format!("{}?{query}", form.action)).await
    }

    /// Every device of the viewer, this one first.
    pub async fn devices(&mut self) -> Vec<Device> {
        self.read::<Devices>("devices").await.devices
    }

    /// This device.
    pub async fn device(&mut self) -> Device {
        self.devices().await.into_iter().find(|device| device.current).expect("this device is one of them")
    }

    /// Every event the viewer may see, from all pages of both lists, latest first; one that happened
    /// several times is listed that often.
    pub async fn events(&mut self) -> Vec<AccountEventKind> {
        let history = self.history().await.into_iter();
        history.flat_map(|event| std::iter::repeat_n(event.kind, event.times as usize)).collect()
    }

    /// The same as `/devices` tells it: with times, and each repeat counted.
    pub async fn history(&mut self) -> Vec<AccountEvent> {
        let mut events = Vec::new();
        for number in 1.. {
            let page: AccountEvents = self.read_with("events", &[("page", &number.to_string())]).await;
            events.extend(page.events);
            if page.page == page.pages {
                break;
            }
        }
        events
    }

    pub async fn reauthentication(&mut self) -> Reauthentication {
        self.read("reauthentication").await
    }

    async fn read<T: DeserializeOwned>(&mut self, function: &str) -> T {
        self.read_with(function, &[]).await
    }

    async fn read_with<T: DeserializeOwned>(&mut self, function: &str, form: &[(&str, &str)]) -> T {
        let page = self.call(function, form).await;
        assert_eq!(page.status, 200, "{page:?}");
        serde_json::from_str(&page.body).expect("a model")
    }

    /// How this browser is let in: 200, or where it is sent.
    pub async fn standing(&mut self) -> String {
        let page = self.get("/devices").await;
        if page.status == 303 { page.landing().to_owned() } else { page.status.to_string() }
    }
}

impl TestApp {
    /// So much time passes that no session is fresh any more.
    pub fn stale(&self) {
        self.advance(Duration::from_secs(self.state.config.sessions.fresh.unsigned_abs() + 1));
    }

    /// On a laptop somebody asked to end every other device; nothing of it is done yet.
    pub async fn about_to_reauthenticate(&self) -> Browser {
        let mut laptop = self.signed_in("octocat").await;
        self.stale();
        assert_eq!(laptop.post("/devices/end-others", &[]).await.location(), "/reauthenticate");
        laptop
    }

    /// Waits until all repositories of `browser`'s viewer are gathered.
    pub async fn gathered(&self, browser: &Browser) {
        self.until_page(browser, "/repositories", |page| !page.body.contains("data-gathering")).await;
    }

    /// Waits for what the server does after its answers.
    pub async fn settled(&self) {
        self.state.tasks.close();
        self.state.tasks.wait().await;
    }

    /// Sends a statement straight to the database.
    pub async fn execute(&self, statement: impl sqlx::SqlSafeStr) {
        let mut connection = self.state.db.write_one().await.expect("a turn");
        sqlx::query(statement).execute(&mut *connection).await.expect("it runs");
    }
}
