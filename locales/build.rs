//! Turns the languages' files into Rust: one key a sentence, checked when the program is built. A sentence that one
//! language lacks, or has too many, ends the build.

use std::{env, error::Error, fs, path::PathBuf};

use leptos_i18n_codegen::gen_code;
use leptos_i18n_parser::parse_locales::{
    options::{Config, ParseOptions},
    parse_locales,
};

/// The first has every sentence; the others are held against it.
const LANGUAGES: [&str; 2] = ["en", "ja"];

#[expect(clippy::disallowed_methods, reason = "cargo's own variable, read while building")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    for language in LANGUAGES {
        println!("cargo::rerun-if-changed={language}");
    }
    let options = ParseOptions::new().interpolate_display(true);
    let [first, others @ ..] = LANGUAGES;
    let config = Config::new(first)?
        .add_locales(others)?
        .add_namespaces(namespaces(first)?)?
        .locales_path(".")
        .parse_options(options);
    let parsed = parse_locales(None, config)?;
    let (errors, warnings) = parsed.diag.borrow();
    for found in errors.iter().map(ToString::to_string).chain(warnings.iter().map(ToString::to_string)) {
        println!("cargo::error={found}");
    }
    for path in parsed.tracked_files.iter().flatten() {
        for sentence in fs::read_to_string(path)?.lines().filter(|line| loses_a_variable(line)) {
            println!("cargo::error={path}: a variable before the first component stays as it is: {sentence}");
        }
    }
    let code = gen_code(&parsed, None, false, None, false)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no folder for generated code")?);
    Ok(fs::write(out.join("i18n.rs"), code.to_string())?)
}

/// `leptos_i18n` 0.6.2 takes what stands before the first component for plain text.
fn loses_a_variable(line: &str) -> bool {
    line.find("{{").zip(line.find('<')).is_some_and(|(variable, component)| variable < component)
}

/// One file a page and language, `en/home.json`: their names, in order.
fn namespaces(language: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(language)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            names.extend(path.file_stem().and_then(|name| name.to_str()).map(str::to_owned));
        }
    }
    names.sort();
    Ok(names)
}
