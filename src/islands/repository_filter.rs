use gatehouse_model::RepositoryQuery;
use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlInputElement, js_sys::JsString},
};

/// Wraps the search field of the repositories: as you type, it hides the rows of this page that do not match.
///
/// Every visitor downloads it, so it is written to be small. The field comes from the server, as children: props would add
/// a JSON parser (18 kB). The browser converts to lower case: Rust's tables for that take 7 kB. The count is text set in
/// place: a signal would add 4 kB. Its sentence is in the page's language, and so comes from the server, in `data-count-sentence` of
/// the list. Text that an input method is still composing never gets here: `/repositories.js` stops the event, for the
/// island and for the server.
#[island]
pub fn RepositoryFilter(children: Children) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    Effect::new(move || {
        let Some(root) = root.get() else { return };
        // A browser that returns to this page may have restored the field.
        if let Ok(Some(field)) = root.query_selector("input") {
            update(field.unchecked_ref());
        }
        // Tests wait for it.
        let _ = root.set_attribute("data-hydrated", "");
    });
    view! {
        <div class="field search" node_ref=root on:input=move |event| update(&event_target(&event))>
            {children()}
            <p id="seen" class="seen" role="status" aria-live="polite"></p>
        </div>
    }
}

/// Hides the rows that do not match the field, and displays how many do.
fn update(field: &HtmlInputElement) {
    let typed = field.value();
    let Some(list) = document().get_element_by_id("repositories") else { return };
    let Some(status) = document().get_element_by_id("seen") else { return };
    let query = String::from(JsString::from(typed.as_str()).to_lower_case());
    let (mut matching, mut all) = (0, 0);
    let mut next = list.first_element_child();
    while let Some(row) = next {
        let matches = RepositoryQuery::found_in(&query, &row.get_attribute("data-search").unwrap_or_default());
        let _ = row.toggle_attribute_with_force("hidden", !matches);
        matching += u32::from(matches);
        all += 1;
        next = row.next_element_sibling();
    }
    // No count for what the server has searched for already: every row matches it.
    let same = typed.trim() == field.default_value().trim();
    let sentence = list.get_attribute("data-count-sentence").filter(|_| !same).unwrap_or_default();
    status.set_text_content(Some(&with_counts(&sentence, matching, all)));
}

/// Fills in the counts, in the order that the language has them.
fn with_counts(sentence: &str, matching: u32, all: u32) -> String {
    sentence.replace("{m}", &matching.to_string()).replace("{n}", &all.to_string())
}

#[cfg(test)]
mod tests {
    use super::with_counts;

    #[test]
    fn the_counts_follow_the_order_of_the_sentence() {
        let elsewhere = "{m} of {n} on this page match. Press Enter to search all.";
        assert_eq!(with_counts(elsewhere, 3, 30), "3 of 30 on this page match. Press Enter to search all.");
        assert_eq!(
            with_counts("このページの {n} 件中 {m} 件が一致します。", 0, 4),
            "このページの 4 件中 0 件が一致します。"
        );
    }
}
