use leptos::prelude::*;

/// What stands on either side of the gate line.
#[component]
pub fn Holdings() -> impl IntoView {
    view! {
        <section class="page holdings" aria-labelledby="sides">
            <h2 id="sides">"Two sides of one line"</h2>
            <div class="sides">
                <div class="side">
                    <h3>"Your browser holds"</h3>
                    <ul>
                        <li>"The pages you open, as plain HTML."</li>
                        <li>"One cookie: a random number that means nothing anywhere else."</li>
                        <li>"No token, no session data, nothing for a script to steal."</li>
                    </ul>
                </div>
                <div class="side">
                    <h3>"The server holds"</h3>
                    <ul>
                        <li>"GitHub's token, encrypted and tied to your session alone."</li>
                        <li>"Your session, found by the fingerprint of your cookie."</li>
                        <li>"Every conversation with GitHub. Only its answers come out."</li>
                    </ul>
                </div>
            </div>
        </section>
    }
}
