use gatehouse_model::Gap;

use crate::app::i18n::{grouped, t};

/// Why there is no calendar.
pub fn calendar(gap: Gap) -> String {
    match gap {
        Gap::SingleSignOn => t!(contributions.missing.sign_on),
        Gap::Closed => t!(contributions.missing.closed),
        Gap::Permission => t!(contributions.missing.permission),
        Gap::TooLarge => t!(contributions.missing.too_large),
        Gap::TimedOut => t!(contributions.missing.timed_out),
    }
}

/// Why none of the pinned items is there.
pub fn pins(gap: Gap) -> String {
    match gap {
        Gap::SingleSignOn => t!(contributions.pinned.missing.sign_on),
        Gap::Closed => t!(contributions.pinned.missing.closed),
        Gap::Permission => t!(contributions.pinned.missing.permission),
        Gap::TooLarge | Gap::TimedOut => t!(contributions.pinned.missing.too_large),
    }
}

/// Why so many of the pinned items are not there: a sentence for each reason.
pub fn some_pins(gaps: &[Gap]) -> Vec<String> {
    let count = |of: &[Gap]| gaps.iter().filter(|gap| of.contains(gap)).count() as u64;
    let sign_on = count(&[Gap::SingleSignOn]);
    let closed = count(&[Gap::Closed]);
    let rest = count(&[Gap::Permission, Gap::TooLarge, Gap::TimedOut]);
    let sign_on = (sign_on > 0).then(|| t!(contributions.pinned.closed, count = sign_on, number = grouped(sign_on)));
    let closed = (closed > 0).then(|| t!(contributions.pinned.kept, count = closed, number = grouped(closed)));
    let rest = (rest > 0).then(|| t!(contributions.pinned.left_out, count = rest, number = grouped(rest)));
    [sign_on, closed, rest].into_iter().flatten().collect()
}

/// Why something within calendar or pinned items is not there.
pub fn part(gap: Gap) -> String {
    match gap {
        Gap::SingleSignOn => t!(contributions.partly_closed),
        Gap::Closed => t!(contributions.partly_kept),
        Gap::Permission => t!(contributions.partly_permission),
        Gap::TooLarge | Gap::TimedOut => t!(contributions.partly_too_large),
    }
}
