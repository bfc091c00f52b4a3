use std::sync::Arc;

use gatehouse_model::{
    Activity, Allowances, Fetched, Languages, Organizations, Overview, Profile, Repository, RepositoryPage,
    RepositoryQuery, Stars,
};

use super::{
    CacheKey, Gateway, GitHubError, Identity, TokenSource, events, languages, organizations, overview, repositories,
    select, stars, user, user_answer::UserAnswer,
};
use crate::token::AccessToken;

/// What a download holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    pub repositories: Vec<Repository>,
    /// GitHub has more that might belong here: the list is cut at its largest, or organisations keep something back.
    pub truncated: bool,
}

/// What can be asked of GitHub.
impl Gateway {
    /// Whose token this is: asked once, at sign-in, and never from a cache.
    ///
    /// # Errors
    ///
    /// Whatever keeps GitHub from saying it.
    pub async fn identity(&self, token: &AccessToken) -> Result<Identity, GitHubError> {
        user::identity(&self.client, token).await
    }

    /// The viewer's profile.
    ///
    /// # Errors
    ///
    /// Whatever keeps GitHub from answering, where the cache holds nothing under an hour old.
    pub async fn profile(&self, key: CacheKey, tokens: &TokenSource) -> Result<Fetched<Profile>, GitHubError> {
        let read = |answer: UserAnswer| Ok(Profile::from(answer));
        Ok(self.single(&self.users, key, tokens, user::question(), read).await?.map(|entry| entry.value.value.clone()))
    }

    /// Contributions of a calendar year, or of the last twelve months, and pinned items.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`].
    pub async fn overview(
        &self,
        key: CacheKey,
        tokens: &TokenSource,
        year: Option<u16>,
    ) -> Result<Fetched<Overview>, GitHubError> {
        let key = CacheKey { part: year.unwrap_or_default(), ..key };
        let fetch = overview::fetcher(self.client.clone(), Arc::clone(tokens), year);
        Ok(self.overviews.get(key, fetch).await?.map(|entry| entry.value.overview.clone()))
    }

    /// The organisations the viewer belongs to; where they fill more than a page, the rest is gathered meanwhile.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`]; [`GitHubError::ScopeMissing`] where the token lacks the scope for it.
    pub async fn organizations(
        &self,
        key: CacheKey,
        tokens: &TokenSource,
    ) -> Result<Fetched<Organizations>, GitHubError> {
        let list = self.paged(&self.organizations, key, tokens, organizations::list()).await?;
        Ok(list.map(|entry| Organizations {
            list: entry.value.items().cloned().collect(),
            gathering: entry.value.wants_more(),
            cut: entry.value.cut,
            partial: entry.value.is_partial(),
        }))
    }

    /// One page of the viewer's repositories; the rest of them is gathered meanwhile.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`].
    pub async fn repositories(
        &self,
        key: CacheKey,
        tokens: &TokenSource,
        query: &RepositoryQuery,
    ) -> Result<Fetched<RepositoryPage>, GitHubError> {
        let list = self.paged(&self.repositories, key, tokens, repositories::list()).await?;
        let now = self.client.clock.now();
        Ok(list.map(|entry| select::page(&entry.value, query, now)))
    }

    /// Everything that `query` asks for, once the list is gathered to its end.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`]; or what brought the gathering to a halt.
    pub async fn selection(
        &self,
        key: CacheKey,
        tokens: &TokenSource,
        query: &RepositoryQuery,
    ) -> Result<Selection, GitHubError> {
        loop {
            // Listened to before looking: what comes between the two is not missed.
            let progress = self.progress.notified();
            let list = self.paged(&self.repositories, key, tokens, repositories::list()).await?.value;
            if !list.value.wants_more() {
                let repositories = select::selection(list.value.items(), query).into_iter().cloned().collect();
                return Ok(Selection { repositories, truncated: list.value.cut || list.value.is_partial() });
            }
            if let Some(error) = list.value.gathering.stopped(self.client.clock.now()) {
                return Err(error);
            }
            progress.await;
        }
    }

    /// The languages of the viewer's repositories, as far as they are gathered.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`].
    pub async fn languages(&self, key: CacheKey, tokens: &TokenSource) -> Result<Fetched<Languages>, GitHubError> {
        let list = self.paged(&self.repositories, key, tokens, repositories::list()).await?;
        Ok(list.map(|entry| languages::count(entry.value.items(), entry.value.is_whole() && !entry.value.is_partial())))
    }

    /// What the viewer did lately.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`].
    pub async fn activity(&self, key: CacheKey, tokens: &TokenSource) -> Result<Fetched<Activity>, GitHubError> {
        // The login of this hour: the one from the sign-in may be somebody else's by now.
        let Profile { id, login, .. } = self.profile(key, tokens).await?.value;
        let list = self.paged(&self.events, key, tokens, events::list(&login)).await?;
        Ok(list.map(|entry| {
            let own = entry.value.items().filter(|event| event.actor == id);
            let events = own.map(|event| event.event.clone()).collect();
            Activity { events, gathering: entry.value.wants_more(), partial: entry.value.is_partial() }
        }))
    }

    /// One page of what the viewer has starred, from 1.
    ///
    /// # Errors
    ///
    /// As [`Gateway::profile`].
    pub async fn stars(&self, key: CacheKey, tokens: &TokenSource, page: u32) -> Result<Fetched<Stars>, GitHubError> {
        let list = self.paged(&self.stars, key, tokens, stars::list()).await?;
        Ok(list.map(|entry| stars::page(&entry.value, page)))
    }

    /// What GitHub still allows `viewer` this hour.
    #[must_use]
    pub fn allowances(&self, viewer: i64) -> Allowances {
        self.client.meter.read(viewer, self.client.clock.now())
    }
}
