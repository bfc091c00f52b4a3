use serde_json::{Value, json};

/// Linguist's colours for the languages that occur here; GitHub too knows languages without one.
///
/// <https://github.com/github-linguist/linguist/blob/main/lib/linguist/languages.yml>
const COLORS: [(&str, &str); 36] = [
    ("Astro", "#ff5a03"),
    ("C", "#555555"),
    ("C#", "#178600"),
    ("C++", "#f34b7d"),
    ("CSS", "#663399"),
    ("Clojure", "#db5855"),
    ("Dart", "#00B4AB"),
    ("Dockerfile", "#384d54"),
    ("Elixir", "#6e4a7e"),
    ("Elm", "#60B5CC"),
    ("Emojicode", "#609926"),
    ("Erlang", "#B83998"),
    ("F#", "#b845fc"),
    ("Go", "#00ADD8"),
    ("HTML", "#e34c26"),
    ("Haskell", "#5e5086"),
    ("Java", "#b07219"),
    ("JavaScript", "#f1e05a"),
    ("Jupyter Notebook", "#DA5B0B"),
    ("Kotlin", "#A97BFF"),
    ("Lua", "#000080"),
    ("Makefile", "#427819"),
    ("Markdown", "#083fa1"),
    ("Nix", "#7e7eff"),
    ("OCaml", "#ef7a08"),
    ("PHP", "#4F5D95"),
    ("Perl", "#0298c3"),
    ("Python", "#3572A5"),
    ("Ruby", "#701516"),
    ("Rust", "#dea584"),
    ("Scala", "#c22d40"),
    ("Shell", "#89e051"),
    ("Swift", "#F05138"),
    ("TypeScript", "#3178c6"),
    ("Vue", "#41b883"),
    ("Zig", "#ec915c"),
];

/// `primaryLanguage`, null where there is none.
pub(super) fn language(name: Option<&str>) -> Option<Value> {
    let name = name?;
    let color = COLORS.iter().find(|(known, _)| *known == name).map(|(_, color)| color);
    Some(json!({ "__typename": "Language", "name": name, "color": color }))
}
