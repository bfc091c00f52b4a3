//! Texts from elsewhere may be in a right-to-left script, or contain marks that change direction (Unicode Standard
//! Annex #9). They must not reorder the text around them: a name could turn the sentence it is in into another one.

/// Ends an isolate.
const END: char = '\u{2069}';

/// `text` without marks that reach past its end, for an element that isolates. Every such element needs it: to the
/// algorithm, its edges are the same marks (CSS Writing Modes 4, section 2.4.4), and the text could end them.
pub fn contained(text: String) -> String {
    if !text.chars().any(|char| opens(char) || char == END || ends_paragraph(char)) {
        return text;
    }
    let mut open = 0_usize;
    let mut contained = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            END if open == 0 => continue,
            END => open -= 1,
            char if opens(char) => open += 1,
            _ => {}
        }
        contained.push(if ends_paragraph(char) { ' ' } else { char });
    }
    contained.extend(std::iter::repeat_n(END, open));
    contained
}

/// `text` for places that cannot have an element: within a sentence, an attribute, an option, a title. Plain
/// left-to-right text stays as it is, so that copies have no marks.
pub fn isolated(text: &str) -> String {
    if text.chars().any(reorders) { format!("\u{2068}{}{END}", contained(text.to_owned())) } else { text.to_owned() }
}

/// `text`, trimmed and contained, unless it is blank: GitHub sends `null` for some empty fields and `""` for others.
pub fn non_blank(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(|text| contained(text.to_owned()))
}

/// Starts an isolate.
fn opens(char: char) -> bool {
    matches!(char, '\u{2066}'..='\u{2068}')
}

/// The algorithm ends every isolate after these, ours included.
fn ends_paragraph(char: char) -> bool {
    matches!(char, '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2029}')
}

/// Directional marks, and the blocks of right-to-left scripts.
fn reorders(char: char) -> bool {
    matches!(
        char,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    ) || ends_paragraph(char)
}

#[cfg(test)]
mod tests {
    use super::{contained, isolated, non_blank};

    #[test]
    fn stray_ends_are_removed_and_open_isolates_are_closed() {
        for (text, expected) in [
            ("octocat/hello", "octocat/hello"),
            ("a\u{2069}\u{202e}b", "a\u{202e}b"),
            ("\u{2067}a\u{2069}\u{2069}b", "\u{2067}a\u{2069}b"),
            ("\u{2067}a\u{2066}b", "\u{2067}a\u{2066}b\u{2069}\u{2069}"),
            ("a\u{2029}\u{202e}b", "a \u{202e}b"),
        ] {
            assert_eq!(contained(text.to_owned()), expected, "{text:?}");
        }
    }

    #[test]
    fn only_text_that_could_reorder_is_marked() {
        for plain in ["Mend it", "日本語", "C++", "🐙", "Ünï-ção"] {
            assert_eq!(isolated(plain), plain);
        }
        assert_eq!(isolated("مرحبا"), "\u{2068}مرحبا\u{2069}");
        assert_eq!(isolated("עברית"), "\u{2068}עברית\u{2069}");
        assert_eq!(isolated("a\u{2069}\u{202e}b"), "\u{2068}a\u{202e}b\u{2069}");
    }

    #[test]
    fn blank_text_counts_as_missing() {
        assert_eq!(non_blank(Some("  ")), None);
        assert_eq!(non_blank(None), None);
        assert_eq!(non_blank(Some(" Berlin ")).as_deref(), Some("Berlin"));
    }
}
