//! What the browser holds and what the server holds; how other session designs would fare against a thief; and attacks
//! to try.

mod attempts;
mod holdings;

use gatehouse_model::AttemptOutcome;
use leptos::prelude::*;

use self::{
    attempts::{AttemptReport, Attempts},
    holdings::{BrowserSide, ServerSide},
};
use crate::{
    api,
    app::{
        components::{Answer, Badge, CollectAny, PageMeta, Script, Tone},
        i18n::t,
    },
};

#[component]
pub fn Inside() -> impl IntoView {
    let facts = OnceResource::new_blocking(async { Ok((api::token_set_info().await?, api::cache_usage().await?)) });
    let report = use_context::<AttemptOutcome>().map(|outcome| view! { <AttemptReport outcome /> });
    view! {
        <PageMeta title=t!(inside.title) description=t!(inside.description) />
        <div class="page inside">
            <h1 class="page-title">{t!(inside.heading)}</h1>
            {report}
            <p class="lead">{t!(inside.lead)}</p>
            <div class="halves">
                <section class="half" aria-labelledby="browser-holds">
                    <h2 id="browser-holds">{t!(inside.browser.heading)}</h2>
                    <BrowserSide />
                </section>
                <section class="half" aria-labelledby="server-holds">
                    <h2 id="server-holds">{t!(inside.server.heading)}</h2>
                    <Answer answer=facts show=|(facts, cached)| view! { <ServerSide facts cached /> } />
                </section>
            </div>
            <Approaches />
            <Attempts />
            <Script src="/inside.js" />
        </div>
    }
}

/// A way to implement sessions.
struct Approach {
    name: String,
    who: String,
    thief: String,
    end: String,
    /// The one that this site uses.
    ours: bool,
}

/// From the one that gives a thief most to the one that gives least.
fn approaches() -> [Approach; 4] {
    [
        Approach {
            name: t!(inside.ways.page.name),
            who: t!(inside.ways.page.who),
            thief: t!(inside.ways.page.thief),
            end: t!(inside.ways.page.end),
            ours: false,
        },
        Approach {
            name: t!(inside.ways.cookie.name),
            who: t!(inside.ways.cookie.who),
            thief: t!(inside.ways.cookie.thief),
            end: t!(inside.ways.cookie.end),
            ours: false,
        },
        Approach {
            name: t!(inside.ways.sliding.name),
            who: t!(inside.ways.sliding.who),
            thief: t!(inside.ways.sliding.thief),
            end: t!(inside.ways.sliding.end),
            ours: false,
        },
        Approach {
            name: t!(inside.ways.record.name),
            who: t!(inside.ways.record.who),
            thief: t!(inside.ways.record.thief),
            end: t!(inside.ways.record.end),
            ours: true,
        },
    ]
}

/// Four approaches side by side, and what ours costs.
#[component]
fn Approaches() -> impl IntoView {
    // On a phone the rows are cards. Without roles, some screen readers no longer treat such a table as one.
    view! {
        <section aria-labelledby="four-ways">
            <h2 id="four-ways">{t!(inside.ways.heading)}</h2>
            <table class="way-table" role="table" aria-labelledby="four-ways">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{t!(inside.ways.way)}</th>
                        <th role="columnheader" scope="col">{t!(inside.ways.who)}</th>
                        <th role="columnheader" scope="col">{t!(inside.ways.thief)}</th>
                        <th role="columnheader" scope="col">{t!(inside.ways.end)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{approaches().map(row).into_iter().collect_any()}</tbody>
            </table>
            <h3>{t!(inside.costs.heading)}</h3>
            <ul class="cost-list">
                <li>{t!(inside.costs.thief)}</li>
                <li>{t!(inside.costs.database)}</li>
                <li>{t!(inside.costs.look_up)}</li>
            </ul>
        </section>
    }
}

/// On a phone there is no header row: each cell has its own label.
fn row(approach: Approach) -> impl IntoView {
    let ours = approach.ours.then(|| view! { " " <Badge tone=Tone::Good>{t!(inside.ways.ours)}</Badge> });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{approach.name} {ours}</th>
            <td role="cell" data-label=t!(inside.ways.who)>{approach.who}</td>
            <td role="cell" data-label=t!(inside.ways.thief)>{approach.thief}</td>
            <td role="cell" data-label=t!(inside.ways.end)>{approach.end}</td>
        </tr>
    }
}
