use std::time::Duration;

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::js_sys::{Array, JsString, Object, Reflect, RegExp},
};

/// What begins like a token of GitHub's and goes on for long enough. A pattern never matches itself.
const TOKEN: &str = r"(gh[oprsu]|github_pat)_\w{16,}";

/// Around the list of what this browser holds: reads it like any script in the page could, again every second.
///
/// As light as `RepositoryFilter`, and so in the same way: children instead of properties, text put in place. Everything
/// is read by its name through one function, which Leptos brings along, because each typed one of web-sys would be one
/// more. What only a promise tells (`IndexedDB`, and a call to GitHub) is left to `/inside.js`: there it takes a line,
/// and here the machinery of futures.
#[island]
pub fn BrowserView(children: Children) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    Effect::new(move || {
        let Some(root) = root.get() else { return };
        look();
        set_interval(look, Duration::from_secs(1));
        // Tests wait for it.
        let _ = root.set_attribute("data-hydrated", "");
    });
    view! { <div node_ref=root>{children()}</div> }
}

/// Reads everything and writes it down.
fn look() {
    let (window, document) = (window(), document());
    write("seen-cookies", &text(&property(&document, "cookie")));
    write("seen-local", &names(&property(&window, "localStorage")));
    write("seen-tab", &names(&property(&window, "sessionStorage")));
    let html = document.document_element().map(|page| property(&page, "outerHTML")).unwrap_or_default();
    write("seen-tokens", &tokens(&html).to_string());
}

/// What `of` has under `name`. Where a browser refuses that to scripts, there is nothing for one to find.
fn property(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or_default()
}

fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

/// The names in a storage. Their values might be long.
fn names(storage: &JsValue) -> String {
    storage.dyn_ref::<Object>().map(|kept| Object::keys(kept).join(", ").into()).unwrap_or_default()
}

/// How many tokens stand in `html`.
fn tokens(html: &JsValue) -> u32 {
    let found = html.dyn_ref::<JsString>().and_then(|html| html.match_(&RegExp::new(TOKEN, "g")));
    found.map_or(0, |found| found.unchecked_into::<Array>().length())
}

/// Puts what was found in its place, in the server's words where it is nothing. What stays the same is left alone, so
/// that it can be selected.
fn write(place: &str, found: &str) {
    let Some(place) = document().get_element_by_id(place) else { return };
    let said =
        if found.is_empty() { place.get_attribute("data-nothing").unwrap_or_default() } else { found.to_owned() };
    if place.text_content().as_deref() != Some(said.as_str()) {
        place.set_text_content(Some(&said));
    }
}
