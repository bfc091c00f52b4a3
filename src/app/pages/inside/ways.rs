use leptos::prelude::*;

use crate::app::{
    components::{Badge, Tone},
    i18n::t,
};

/// One way to keep a session.
struct Way {
    name: String,
    who: String,
    thief: String,
    end: String,
    /// The one this site goes.
    ours: bool,
}

/// From the one that leaves most to a thief to the one that leaves least.
fn ways() -> [Way; 4] {
    [
        Way {
            name: t!(inside.ways.page.name),
            who: t!(inside.ways.page.who),
            thief: t!(inside.ways.page.thief),
            end: t!(inside.ways.page.end),
            ours: false,
        },
        Way {
            name: t!(inside.ways.cookie.name),
            who: t!(inside.ways.cookie.who),
            thief: t!(inside.ways.cookie.thief),
            end: t!(inside.ways.cookie.end),
            ours: false,
        },
        Way {
            name: t!(inside.ways.sliding.name),
            who: t!(inside.ways.sliding.who),
            thief: t!(inside.ways.sliding.thief),
            end: t!(inside.ways.sliding.end),
            ours: false,
        },
        Way {
            name: t!(inside.ways.record.name),
            who: t!(inside.ways.record.who),
            thief: t!(inside.ways.record.thief),
            end: t!(inside.ways.record.end),
            ours: true,
        },
    ]
}

/// Four ways side by side, and what ours costs.
#[component]
pub fn Ways() -> impl IntoView {
    // On a phone the rows are cards, and a table laid out otherwise is no table to some readers unless its parts say so.
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
                <tbody role="rowgroup">{ways().map(row).into_iter().collect_view()}</tbody>
            </table>
            <h3>{t!(inside.costs.heading)}</h3>
            <ul class="cost-list">
                <li>{t!(inside.costs.thief)}</li>
                <li>{t!(inside.costs.database)}</li>
                <li>{t!(inside.costs.look_up)}</li>
            </ul>
        </section>
    }
    .into_any()
}

/// A phone shows no head: there each cell says by itself what it tells.
fn row(way: Way) -> impl IntoView {
    let ours = way.ours.then(|| view! { " " <Badge tone=Tone::Good>{t!(inside.ways.ours)}</Badge> });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{way.name} {ours}</th>
            <td role="cell" data-label=t!(inside.ways.who)>{way.who}</td>
            <td role="cell" data-label=t!(inside.ways.thief)>{way.thief}</td>
            <td role="cell" data-label=t!(inside.ways.end)>{way.end}</td>
        </tr>
    }
}
