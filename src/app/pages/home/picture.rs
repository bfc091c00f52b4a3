use leptos::prelude::*;

use crate::app::i18n::t;

/// A drawing of a request's path. Positions are attributes and colours are classes, because inline styles are blocked. The
/// labels fit between the lines in every language.
#[component]
pub fn Picture() -> impl IntoView {
    view! {
        <svg class="picture" viewBox="0 0 440 400" width="440" height="400" role="img" aria-labelledby="way way-description">
            <title id="way">{t!(home.picture.title)}</title>
            <desc id="way-description">{t!(home.picture.description)}</desc>
            <defs>
                <radialGradient id="glow">
                    <stop class="glow-in" offset="0" />
                    <stop class="glow-out" offset="1" />
                </radialGradient>
            </defs>
            <circle cx="196" cy="36" r="118" fill="url(#glow)" />
            {gate()} {browser()} {server()} {github()} {crossing()} {key()}
        </svg>
    }
}

/// The gate line, under its lamp: open only where cookie and page pass.
fn gate() -> impl IntoView {
    view! {
        <g>
            <path class="gate-line" d="M196 50v66m0 37v11m0 37v199" />
            <path class="bracket" d="M188 22h16M196 14v8" />
            <path class="lamp" d="M190 24h12l3 20h-18z" />
        </g>
    }
}

/// A window with a page in it.
fn browser() -> impl IntoView {
    view! {
        <g>
            <text class="name" x="8" y="82">{t!(home.picture.browser)}</text>
            <rect class="box" x="8" y="96" width="148" height="128" rx="10" />
            <path class="rule" d="M8 120h148" />
            <path class="dots" d="M22 108h.01M34 108h.01M46 108h.01" />
            <circle class="face" cx="36" cy="148" r="12" />
            <path class="text-lines" d="M58 143h78M58 154h52M24 178h112M24 192h96M24 206h64" />
        </g>
    }
}

/// What stays on the server: session and key.
fn server() -> impl IntoView {
    view! {
        <g>
            <text class="name" x="236" y="82">{t!(home.picture.server)}</text>
            <rect class="box" x="236" y="96" width="196" height="128" rx="10" />
            <rect class="slot" x="250" y="112" width="168" height="42" rx="6" />
            <text class="held" x="264" y="138">{t!(home.picture.session)}</text>
            <rect class="slot kept" x="250" y="166" width="168" height="42" rx="6" />
            <text class="held" x="264" y="192">{t!(home.picture.github_key)}</text>
            <circle class="key-line" cx="394" cy="187" r="6" />
        </g>
    }
}

fn github() -> impl IntoView {
    view! {
        <g>
            <rect class="box" x="236" y="316" width="196" height="68" rx="10" />
            <text class="name" x="254" y="356">"GitHub"</text>
            <path class="arrow" d="M344 224v86m-5-6 5 6 5-6M376 316v-86m-5 6 5-6 5 6" />
            <text class="soft" x="390" y="276">{t!(home.picture.data)}</text>
        </g>
    }
}

/// What passes the gate line: a cookie in, a page out.
fn crossing() -> impl IntoView {
    view! {
        <g>
            <path class="arrow" d="M160 146h70m-6-5 6 5-6 5M232 192h-70m6-5-6 5 6 5" />
            <text class="soft" x="196" y="136" text-anchor="middle">{t!(home.picture.cookie)}</text>
            <text class="soft" x="196" y="183" text-anchor="middle">{t!(home.picture.page)}</text>
        </g>
    }
}

/// What does not: the key stops at the gate line.
fn key() -> impl IntoView {
    view! {
        <g>
            <circle class="key-line" cx="264" cy="270" r="12" />
            <path class="key-line" d="M252 270h-50M216 270v12M206 270v9" />
            <text class="stop" x="180" y="266" text-anchor="end">{t!(home.picture.stop.upper)}</text>
            <text class="stop" x="180" y="287" text-anchor="end">{t!(home.picture.stop.lower)}</text>
        </g>
    }
}
