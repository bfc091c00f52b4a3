//! Texts that somebody else wrote, in a script that may run the other way, or with marks that make it (Unicode Standard
//! Annex #9). They must not move what stands around them: a name could turn the sentence it is in into another one.

/// Ends an isolate, wherever it was begun.
const END: char = '\u{2069}';

/// `text`, with nothing in it that reaches past its own end, for an element that isolates. No element does without: to
/// the algorithm its edges are the same marks (CSS Writing Modes 4, section 2.4.4), which the text could have ended.
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

/// `text` for where no element can be: in the middle of a sentence, an attribute, an option, a title. What runs from left
/// to right by itself stays as it is, so that it can be copied.
pub fn isolated(text: &str) -> String {
    if text.chars().any(reorders) { format!("\u{2068}{}{END}", contained(text.to_owned())) } else { text.to_owned() }
}

/// Begins an isolate.
fn opens(char: char) -> bool {
    matches!(char, '\u{2066}'..='\u{2068}')
}

/// After these the algorithm forgets every isolate, ours too.
fn ends_paragraph(char: char) -> bool {
    matches!(char, '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2029}')
}

/// Marks of direction, and the blocks of scripts that run from right to left.
fn reorders(char: char) -> bool {
    matches!(
        char,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    ) || ends_paragraph(char)
}

#[cfg(test)]
mod tests {
    use super::{contained, isolated};

    #[test]
    fn what_would_end_our_isolate_is_gone_and_what_is_left_open_is_ended() {
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
    fn only_what_could_reorder_is_marked() {
        for plain in ["Mend it", "日本語", "C++", "🐙", "Ünï-ção"] {
            assert_eq!(isolated(plain), plain);
        }
        assert_eq!(isolated("مرحبا"), "\u{2068}مرحبا\u{2069}");
        assert_eq!(isolated("עברית"), "\u{2068}עברית\u{2069}");
        assert_eq!(isolated("a\u{2069}\u{202e}b"), "\u{2068}a\u{202e}b\u{2069}");
    }
}
