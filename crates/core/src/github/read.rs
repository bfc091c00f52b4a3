use gatehouse_model::Timestamp;

/// GitHub writes an empty text where nothing was given, for some fields and not for others.
pub(super) fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// GitHub's times are RFC 3339; one that is not is as good as none.
pub(super) fn timestamp(text: Option<&str>) -> Option<Timestamp> {
    text.and_then(Timestamp::parse_rfc3339)
}
