use std::time::Duration;

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::js_sys::{Array, JsString, Object, Reflect, RegExp},
};

/// Matches GitHub's tokens, but not itself.
const TOKEN: &str = r"(gh[oprsu]|github_pat)_\w{16,}";

/// Wraps the list of what this browser stores, and fills it in every second with what any script in the page could read.
///
/// It keeps its download small in the same way as `RepositoryFilter`: children instead of props, and text set in place.
/// All properties are read by name through `Reflect::get`, which Leptos includes already; each typed getter of web-sys
/// would add to the download. Whatever needs a promise (`IndexedDB`, a call to GitHub) is left to `/inside.js`: it takes
/// a line there, and a futures runtime here.
#[island]
pub fn BrowserView(children: Children) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    Effect::new(move || {
        let Some(root) = root.get() else { return };
        update();
        set_interval(update, Duration::from_secs(1));
        // Tests wait for it.
        let _ = root.set_attribute("data-hydrated", "");
    });
    view! { <div node_ref=root>{children()}</div> }
}

/// Reads everything and displays it.
fn update() {
    let (window, document) = (window(), document());
    write("seen-cookies", &text(&property(&document, "cookie")));
    write("seen-local", &names(&property(&window, "localStorage")));
    write("seen-tab", &names(&property(&window, "sessionStorage")));
    let html = document.document_element().map(|page| property(&page, "outerHTML")).unwrap_or_default();
    write("seen-tokens", &tokens(&html).to_string());
}

/// Undefined if the browser keeps scripts from reading it.
fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

/// The names in a storage, without their values.
fn names(storage: &JsValue) -> String {
    storage.dyn_ref::<Object>().map(|storage| Object::keys(storage).join(", ").into()).unwrap_or_default()
}

/// How many tokens `html` contains.
fn tokens(html: &JsValue) -> u32 {
    let found = html.dyn_ref::<JsString>().and_then(|html| html.match_(&RegExp::new(TOKEN, "g")));
    found.map_or(0, |found| found.unchecked_into::<Array>().length())
}

/// Displays what was found in the element `id`; for nothing, a text from the server. Text that stays the same is not
/// replaced, so that it can be selected.
fn write(id: &str, found: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let text =
        if found.is_empty() { element.get_attribute("data-nothing").unwrap_or_default() } else { found.to_owned() };
    if element.text_content().as_deref() != Some(text.as_str()) {
        element.set_text_content(Some(&text));
    }
}
