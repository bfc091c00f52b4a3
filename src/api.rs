//! The border. Each function here is a public endpoint below `/api`.
//!
//! The contract: it reads and never changes anything; it proves the viewer itself, because a call made while a page is
//! rendered passes no layer; its signature names [`gatehouse_model`] types only; its endpoint is fixed, so that
//! addresses do not depend on where the program was built.

#[cfg(feature = "ssr")]
use gatehouse_core::github;
use gatehouse_model::{
    AccountEventGroup, AccountEvents, Activity, Allowances, AppError, CacheUsage, Devices, Fetched, Languages,
    Organizations, Overview, Profile, Reauthentication, RepositoryPage, RepositoryQuery, Stars, TokenSetInfo, Viewer,
};
use leptos::{
    prelude::*,
    server_fn::{
        codec::JsonEncoding,
        error::{FromServerFnError, ServerFnErrorErr},
    },
};
use serde::{Deserialize, Serialize};

/// What a server function answers.
pub type Result<T> = std::result::Result<T, ApiError>;

/// An [`AppError`] as server functions carry it: leptos asks for a trait that plain data does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApiError(pub AppError);

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

/// Transport failures of server functions carry text (paths, causes); none of it crosses.
impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self(match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                AppError::BadRequest
            }
            _ => AppError::Internal,
        })
    }
}

/// Who is signed in.
#[server(name = ViewerFn, endpoint = "viewer")]
pub async fn viewer() -> Result<Viewer> {
    Ok(crate::web::viewer()?.viewer())
}

/// The viewer's profile at GitHub.
#[server(name = ProfileFn, endpoint = "profile")]
pub async fn profile() -> Result<Fetched<Profile>> {
    crate::web::viewer()?.github().get(github::Profile).await.map_err(crate::web::refused)
}

/// The viewer's contributions of a calendar year, or of the last twelve months, and what they have pinned.
#[server(name = OverviewFn, endpoint = "overview")]
pub async fn overview(year: Option<u16>) -> Result<Fetched<Overview>> {
    crate::web::viewer()?.github().get(github::Overview { year }).await.map_err(crate::web::refused)
}

/// The organisations the viewer belongs to.
#[server(name = OrganizationsFn, endpoint = "organizations")]
pub async fn organizations() -> Result<Fetched<Organizations>> {
    crate::web::viewer()?.github().get(github::Organizations).await.map_err(crate::web::refused)
}

/// One page of the viewer's repositories, searched and sorted.
#[server(name = RepositoriesFn, endpoint = "repositories")]
pub async fn repositories(query: RepositoryQuery) -> Result<Fetched<RepositoryPage>> {
    crate::web::viewer()?.github().get(github::Repositories { query }).await.map_err(crate::web::refused)
}

/// The languages of the viewer's repositories.
#[server(name = LanguagesFn, endpoint = "languages")]
pub async fn languages() -> Result<Fetched<Languages>> {
    crate::web::viewer()?.github().get(github::Languages).await.map_err(crate::web::refused)
}

/// The viewer's recent activity.
#[server(name = ActivityFn, endpoint = "activity")]
pub async fn activity() -> Result<Fetched<Activity>> {
    crate::web::viewer()?.github().get(github::Activity).await.map_err(crate::web::refused)
}

/// One page of what the viewer has starred, from 1.
#[server(name = StarsFn, endpoint = "stars")]
pub async fn stars(page: u32) -> Result<Fetched<Stars>> {
    crate::web::viewer()?.github().get(github::Stars { page }).await.map_err(crate::web::refused)
}

/// What GitHub still allows the viewer this hour, as its latest answers said.
#[server(name = AllowancesFn, endpoint = "allowances")]
pub async fn allowances() -> Result<Allowances> {
    Ok(crate::web::viewer()?.github().allowances())
}

/// Every device the viewer is signed in on.
#[server(name = DevicesFn, endpoint = "devices")]
pub async fn devices() -> Result<Devices> {
    crate::web::viewer()?.devices().await.map_err(ApiError)
}

/// One page, from 1, of what happened to the viewer's sessions and tokens: of one group, or of both together.
#[server(name = EventsFn, endpoint = "events")]
pub async fn events(
    #[server(default)] group: Option<AccountEventGroup>,
    #[server(default)] page: u32,
) -> Result<AccountEvents> {
    crate::web::viewer()?.events(group, page).await.map_err(ApiError)
}

/// What the server holds for this session's tokens, and not one byte of them.
#[server(name = TokenSetInfoFn, endpoint = "token_set_info")]
pub async fn token_set_info() -> Result<TokenSetInfo> {
    crate::web::viewer()?.token_set_info().await.map_err(ApiError)
}

/// What the server caches of GitHub's answers for this session.
#[server(name = CacheUsageFn, endpoint = "cache_usage")]
pub async fn cache_usage() -> Result<CacheUsage> {
    Ok(crate::web::viewer()?.cache_usage())
}

/// Whether the session is fresh, and which action waits for reauthentication.
#[server(name = ReauthenticationFn, endpoint = "reauthentication")]
pub async fn reauthentication() -> Result<Reauthentication> {
    crate::web::viewer()?.reauthentication().await.map_err(ApiError)
}
