use gatehouse_model::RepositoryQuery;
use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlInputElement, js_sys::JsString},
};

/// Around the search field of the repositories: as you type, it hides the rows of this page that do not match.
///
/// It is written for its weight, which every visitor carries. The field comes from the server, as children: a property
/// would bring a JSON reader (18 kB). Lower case comes from the browser: Rust's tables of it weigh 7 kB. The count is
/// text put in place: a signal would bring 4 kB more. Its sentence is in the page's language, and so comes from the
/// server, as `data-told` of the list. What an input method still composes never comes here: `/repositories.js` holds it
/// back, from the island and from the server at once.
#[island]
pub fn RepositoryFilter(children: Children) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    Effect::new(move || {
        let Some(root) = root.get() else { return };
        // A browser that came back to this page may have filled the field in again.
        if let Ok(Some(field)) = root.query_selector("input") {
            look(field.unchecked_ref());
        }
        // Tests wait for it.
        let _ = root.set_attribute("data-hydrated", "");
    });
    view! {
        <div class="field search" node_ref=root on:input=move |event| look(&event_target(&event))>
            {children()}
            <p id="seen" class="seen" role="status" aria-live="polite"></p>
        </div>
    }
}

/// Hides the rows that do not match what is typed, and says how many do.
fn look(field: &HtmlInputElement) {
    let typed = field.value();
    let Some(list) = document().get_element_by_id("repositories") else { return };
    let Some(status) = document().get_element_by_id("seen") else { return };
    let words = String::from(JsString::from(typed.as_str()).to_lower_case());
    let (mut matching, mut all) = (0, 0);
    let mut next = list.first_element_child();
    while let Some(row) = next {
        let matches = RepositoryQuery::found_in(&words, &row.get_attribute("data-search").unwrap_or_default());
        let _ = row.toggle_attribute_with_force("hidden", !matches);
        matching += u32::from(matches);
        all += 1;
        next = row.next_element_sibling();
    }
    // What the server has searched for needs no words: all rows are here because they match.
    let same = typed.trim() == field.default_value().trim();
    let sentence = list.get_attribute("data-told").filter(|_| !same).unwrap_or_default();
    status.set_text_content(Some(&told(&sentence, matching, all)));
}

/// The server's sentence with the counts in it, in whichever order its language wants them.
fn told(sentence: &str, matching: u32, all: u32) -> String {
    sentence.replace("{m}", &matching.to_string()).replace("{n}", &all.to_string())
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn the_counts_stand_where_the_sentence_has_them() {
        let elsewhere = "{m} of {n} on this page match. Press Enter to search all.";
        assert_eq!(told(elsewhere, 3, 30), "3 of 30 on this page match. Press Enter to search all.");
        assert_eq!(told("このページの {n} 件中 {m} 件が一致します。", 0, 4), "このページの 4 件中 0 件が一致します。");
    }
}
