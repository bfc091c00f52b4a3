use leptos::prelude::*;

use crate::app::{
    components::{Badge, Tone},
    words::say,
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
            name: say!(inside.ways.page.name),
            who: say!(inside.ways.page.who),
            thief: say!(inside.ways.page.thief),
            end: say!(inside.ways.page.end),
            ours: false,
        },
        Way {
            name: say!(inside.ways.cookie.name),
            who: say!(inside.ways.cookie.who),
            thief: say!(inside.ways.cookie.thief),
            end: say!(inside.ways.cookie.end),
            ours: false,
        },
        Way {
            name: say!(inside.ways.sliding.name),
            who: say!(inside.ways.sliding.who),
            thief: say!(inside.ways.sliding.thief),
            end: say!(inside.ways.sliding.end),
            ours: false,
        },
        Way {
            name: say!(inside.ways.record.name),
            who: say!(inside.ways.record.who),
            thief: say!(inside.ways.record.thief),
            end: say!(inside.ways.record.end),
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
            <h2 id="four-ways">{say!(inside.ways.heading)}</h2>
            <table class="way-table" role="table" aria-labelledby="four-ways">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{say!(inside.ways.way)}</th>
                        <th role="columnheader" scope="col">{say!(inside.ways.who)}</th>
                        <th role="columnheader" scope="col">{say!(inside.ways.thief)}</th>
                        <th role="columnheader" scope="col">{say!(inside.ways.end)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ways().map(row).into_iter().collect_view()}</tbody>
            </table>
            <h3>{say!(inside.costs.heading)}</h3>
            <ul class="cost-list">
                <li>{say!(inside.costs.thief)}</li>
                <li>{say!(inside.costs.database)}</li>
                <li>{say!(inside.costs.look_up)}</li>
            </ul>
        </section>
    }
    .into_any()
}

/// A phone shows no head: there each cell says by itself what it tells.
fn row(way: Way) -> impl IntoView {
    let ours = way.ours.then(|| view! { " " <Badge tone=Tone::Good>{say!(inside.ways.ours)}</Badge> });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{way.name} {ours}</th>
            <td role="cell" data-label=say!(inside.ways.who)>{way.who}</td>
            <td role="cell" data-label=say!(inside.ways.thief)>{way.thief}</td>
            <td role="cell" data-label=say!(inside.ways.end)>{way.end}</td>
        </tr>
    }
}
