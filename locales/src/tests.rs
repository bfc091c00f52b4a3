use gatehouse_model::Language::{self, English, Japanese};

use crate::{
    DateLength, Piece,
    catalog::{self, parse},
    date, date_and_time, number, sentences, tenths, text,
};

#[test]
fn a_sentence_takes_its_arguments_in_the_order_of_its_language() {
    let said = |language| text(language, &sentences::devices::name::both { browser: &"Firefox", system: &"Linux" });
    assert_eq!([said(English), said(Japanese)], ["Firefox on Linux", "Linux の Firefox"]);
}

#[test]
fn a_number_chooses_the_form() {
    let said = |language, count: u64| text(language, &sentences::times::hours_ago { count: &count });
    assert_eq!([said(English, 1), said(English, 2), said(English, 0)], ["1 hour ago", "2 hours ago", "0 hours ago"]);
    assert_eq!([said(Japanese, 1), said(Japanese, 2)], ["1時間前", "2時間前"]);
}

#[test]
fn numbers_and_dates_follow_the_language() {
    for language in Language::ALL {
        assert_eq!(
            [number(language, 1_234_567), tenths(language, 34), tenths(language, 1_000)],
            ["1,234,567", "3.4", "100"]
        );
    }
    let day = (2026, 11, 22);
    assert_eq!(date(English, day, DateLength::Long).as_deref(), Some("November 22, 2026"));
    assert_eq!(date(English, day, DateLength::Medium).as_deref(), Some("Nov 22, 2026"));
    assert_eq!(date(Japanese, day, DateLength::Long).as_deref(), Some("2026年11月22日"));
    assert_eq!(date_and_time(Japanese, day, (4, 33)).as_deref(), Some("2026年11月22日 4:33"));
    assert_eq!(date(English, (2026, 2, 30), DateLength::Long), None);
    assert_eq!(date_and_time(English, day, (24, 0)), None);
}

#[test]
fn a_sentence_comes_apart_into_text_arguments_views_and_elements() {
    let pieces = parse("Kept <strong>{{ name }}</strong> until <when/>.").expect("a sentence");
    let expected = [
        Piece::Text("Kept ".into()),
        Piece::Open("strong".into()),
        Piece::Argument("name".into()),
        Piece::Close,
        Piece::Text(" until ".into()),
        Piece::View("when".into()),
        Piece::Text(".".into()),
    ];
    assert_eq!(pieces, expected);
}

#[test]
fn what_is_written_wrong_is_told_to_the_writer() {
    for (sentence, fault) in [
        ("{{ name", "`{{` without `}}`"),
        ("{{ Name }}", "`Name` is no name"),
        ("a < b", "`<` without `>`"),
        ("<b>bold", "<b> is never closed"),
        ("<b>bold</i>", "</i> closes what is not open"),
    ] {
        assert!(parse(sentence).is_err_and(|error| error.contains(fault)), "{sentence}");
    }
    let unknown = catalog::read(r#"{"title": {"short": 1}}"#);
    assert_eq!(unknown.unwrap_err(), "title.short: neither a sentence nor a group of them");
}

#[test]
fn forms_are_told_from_keys_that_end_like_one() {
    let read = catalog::read(r#"{"this_one": "This", "hours_one": "An hour", "hours_other": "{{ count }} hours"}"#);
    let keys: Vec<_> = read.expect("a file").into_iter().map(|(key, forms)| (key, forms.len())).collect();
    assert_eq!(keys, [("hours".to_owned(), 2), ("this_one".to_owned(), 1)]);
}
