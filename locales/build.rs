//! Turns the languages' files into Rust: one key a sentence. A sentence that one language lacks or has too many, a form
//! or an argument that is missing in one of them, ends the build.

#[path = "src/catalog.rs"]
mod catalog;
#[path = "src/template.rs"]
mod template;

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use catalog::{Catalog, Forms};
use gatehouse_model::Language;
use icu_locale_core::Locale;
use icu_plurals::PluralRules;
use template::{Piece, category_name};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[expect(clippy::disallowed_methods, reason = "cargo's own variable, read while building")]
fn main() -> Result<()> {
    for path in ["build.rs", "src/catalog.rs", "src/template.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut languages = Vec::new();
    for language in Language::ALL {
        println!("cargo::rerun-if-changed={}", language.tag());
        languages.push(read_language(language)?);
    }
    check(&languages)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no folder for generated code")?);
    Ok(fs::write(out.join("sentences.rs"), generate(&languages)?)?)
}

/// Every sentence of a language, by its file and key: `home.points.little`.
fn read_language(language: Language) -> Result<Catalog> {
    let mut all = Catalog::new();
    for entry in fs::read_dir(language.tag())? {
        let path = entry?.path();
        let file = file_name(&path).ok_or_else(|| format!("{}: its name is no name for a module", path.display()))?;
        let sentences =
            catalog::read(&fs::read_to_string(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
        all.extend(sentences.into_iter().map(|(key, forms)| (format!("{file}.{key}"), forms)));
    }
    Ok(all)
}

/// `home` for `en/home.json`.
fn file_name(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?.strip_suffix(".json")?;
    name.chars().all(|char| char.is_ascii_lowercase() || char == '_').then_some(name)
}

/// Holds the languages against each other, and reports everything at once.
fn check(languages: &[Catalog]) -> Result<()> {
    let mut faults = Vec::new();
    let keys: BTreeSet<_> = languages.iter().flat_map(Catalog::keys).collect();
    for key in keys {
        let written: Vec<_> =
            Language::ALL.into_iter().zip(languages.iter().map(|language| language.get(key))).collect();
        let counted = written.iter().any(|(_, forms)| forms.is_some_and(|forms| forms.len() > 1));
        let mut fields: Vec<_> = written.iter().filter_map(|(_, forms)| Some(fields((*forms)?))).collect();
        if counted {
            // Some say "an hour".
            for fields in &mut fields {
                fields.retain(|name, _| *name != "count");
            }
        }
        for (language, forms) in &written {
            match forms {
                None => faults.push(format!("{key} is missing in {}", language.tag())),
                Some(forms) => faults.extend(
                    categories(*language, counted)?
                        .symmetric_difference(&forms.keys().map(String::as_str).collect())
                        .map(|form| {
                            format!("{key} in {}: the form {form} is missing, or one too many", language.tag())
                        }),
                ),
            }
        }
        if fields.windows(2).any(|pair| pair[0] != pair[1]) {
            faults.push(format!("{key}: the languages differ in its arguments: {fields:?}"));
        }
    }
    for fault in &faults {
        println!("cargo::error={fault}");
    }
    if faults.is_empty() { Ok(()) } else { Err("the sentences need a correction".into()) }
}

/// The forms that a sentence with a number has in a language.
fn categories(language: Language, counted: bool) -> Result<BTreeSet<&'static str>> {
    if !counted {
        return Ok(BTreeSet::from(["other"]));
    }
    let locale: Locale = language.tag().parse()?;
    let rules = PluralRules::try_new_cardinal((&locale).into())?;
    Ok(rules.categories().map(category_name).collect())
}

/// What a caller has to give: a value for an argument, a view or an element for a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Value,
    Slot,
}

fn fields(forms: &Forms) -> BTreeMap<&str, Field> {
    let mut fields = BTreeMap::new();
    for piece in forms.values().flatten() {
        match piece {
            Piece::Argument(name) => {
                fields.insert(name.as_ref(), Field::Value);
            }
            Piece::View(name) | Piece::Open(name) => {
                fields.insert(name.as_ref(), Field::Slot);
            }
            Piece::Text(_) | Piece::Close => {}
        }
    }
    fields
}

/// The tables of all sentences, and a type for each.
fn generate(languages: &[Catalog]) -> Result<String> {
    let first = languages.first().ok_or("there is no language")?;
    let mut tables = format!("pub static SENTENCES: [[super::BuiltIn; {}]; {}] = [", languages.len(), first.len());
    for key in first.keys() {
        tables.push('[');
        for language in languages {
            write_forms(&mut tables, &language[key])?;
        }
        tables.push_str("],\n");
    }
    write!(tables, "];\n#[cfg(debug_assertions)]\npub static KEYS: [(&str, &str); {}] = [", first.len())?;
    let mut root = Module::default();
    for (index, (key, forms)) in first.iter().enumerate() {
        let (file, rest) = key.split_once('.').ok_or("a key without a file")?;
        write!(tables, "({file:?}, {rest:?}),")?;
        root.insert(key, declaration(key, index, forms, languages.iter().any(|language| language[key].len() > 1))?);
    }
    tables.push_str("];\n");
    root.write("sentences", &mut tables)?;
    Ok(tables)
}

fn write_forms(code: &mut String, forms: &Forms) -> Result<()> {
    code.push_str("&[");
    for (category, pieces) in forms {
        write!(code, "({category:?}, &[")?;
        for piece in pieces {
            match piece {
                Piece::Text(text) => write!(code, "super::Piece::Text(std::borrow::Cow::Borrowed({text:?})),")?,
                Piece::Argument(name) => write!(code, "super::Piece::Argument(std::borrow::Cow::Borrowed({name:?})),")?,
                Piece::View(name) => write!(code, "super::Piece::View(std::borrow::Cow::Borrowed({name:?})),")?,
                Piece::Open(name) => write!(code, "super::Piece::Open(std::borrow::Cow::Borrowed({name:?})),")?,
                Piece::Close => code.push_str("super::Piece::Close,"),
            }
        }
        code.push_str("]),");
    }
    code.push_str("],");
    Ok(())
}

/// The type of one sentence.
fn declaration(key: &str, index: usize, forms: &Forms, counted: bool) -> Result<String> {
    let name = key.rsplit('.').next().unwrap_or(key);
    let mut fields = fields(forms);
    if counted {
        fields.insert("count", Field::Value);
    }
    let values: Vec<_> = fields.iter().filter(|(_, field)| **field == Field::Value).map(|(name, _)| *name).collect();
    let (generics, elided) = if values.is_empty() { ("", "") } else { ("<'a>", "<'_>") };
    let mut code = format!("#[doc = {:?}]\npub struct {name}{generics} {{", said(forms));
    for (field, kind) in &fields {
        match kind {
            Field::Slot => write!(code, "pub {field}: crate::Slot,")?,
            Field::Value if counted && *field == "count" => write!(code, "pub {field}: &'a dyn crate::Quantity,")?,
            Field::Value => write!(code, "pub {field}: &'a dyn std::fmt::Display,")?,
        }
    }
    write!(code, "}}\nimpl crate::Sentence for {name}{elided} {{ fn index(&self) -> usize {{ {index} }}")?;
    if !values.is_empty() {
        code.push_str("fn argument(&self, name: &str) -> Option<&dyn std::fmt::Display> { match name {");
        for value in values {
            write!(code, "{value:?} => Some(&self.{value}),")?;
        }
        code.push_str("_ => None } }");
    }
    if counted {
        code.push_str("fn quantity(&self) -> Option<u64> { Some(self.count.quantity()) }");
    }
    code.push('}');
    Ok(code)
}

/// The sentence as editors show it.
fn said(forms: &Forms) -> String {
    let pieces = forms.get("other").into_iter().flatten();
    pieces
        .map(|piece| match piece {
            Piece::Text(text) => text.to_string(),
            Piece::Argument(name) | Piece::View(name) => format!("…{name}…"),
            Piece::Open(_) | Piece::Close => String::new(),
        })
        .collect()
}

/// Sentences in modules named like the files and their levels.
#[derive(Default)]
struct Module {
    declarations: Vec<String>,
    modules: BTreeMap<String, Self>,
}

impl Module {
    fn insert(&mut self, key: &str, declaration: String) {
        match key.split_once('.') {
            Some((module, rest)) => self.modules.entry(module.to_owned()).or_default().insert(rest, declaration),
            None => self.declarations.push(declaration),
        }
    }

    fn write(&self, name: &str, code: &mut String) -> Result<()> {
        write!(code, "pub mod {name} {{")?;
        for declaration in &self.declarations {
            code.push_str(declaration);
        }
        for (name, module) in &self.modules {
            module.write(name, code)?;
        }
        code.push('}');
        Ok(())
    }
}
