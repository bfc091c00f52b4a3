const ADJECTIVES: [&str; 25] = [
    "amber", "brisk", "calm", "dusky", "early", "faint", "gentle", "hollow", "idle", "jolly", "keen", "lucid",
    "mellow", "narrow", "olive", "pale", "quiet", "rapid", "silent", "tidy", "umber", "velvet", "warm", "young",
    "zesty",
];

const NOUNS: [&str; 24] = [
    "anvil", "bridge", "candle", "door", "engine", "fence", "gate", "harbor", "island", "jetty", "kettle", "ladder",
    "mill", "needle", "oven", "pier", "quarry", "rope", "sluice", "tower", "urn", "vault", "wheel", "yard",
];

const ENDINGS: [&str; 4] = ["", "-kit", "-next", "-notes"];

/// As many names as the words give; after them the numbers begin.
const COMBINATIONS: usize = ADJECTIVES.len() * NOUNS.len() * ENDINGS.len();

/// A stride that has no divisor in common with the combinations meets every one of them before it meets one twice.
const STRIDE: usize = 1009;

/// The name of the thing with this number, unlike any other's and unlike its neighbours'.
pub(super) fn name(number: u64) -> String {
    let number = usize::try_from(number).unwrap_or_default();
    let place = number % COMBINATIONS * STRIDE % COMBINATIONS;
    let adjective = ADJECTIVES[place % ADJECTIVES.len()];
    let noun = NOUNS[place / ADJECTIVES.len() % NOUNS.len()];
    let ending = ENDINGS[place / (ADJECTIVES.len() * NOUNS.len())];
    match number / COMBINATIONS {
        0 => format!("{adjective}-{noun}{ending}"),
        round => format!("{adjective}-{noun}{ending}-{}", round + 1),
    }
}

/// The login of the person with this number, of whom there are six hundred.
pub(super) fn login(number: u64) -> String {
    let number = usize::try_from(number).unwrap_or_default();
    let (noun, adjective) = (NOUNS[number * 7 % NOUNS.len()], ADJECTIVES[number * 3 % ADJECTIVES.len()]);
    format!("{noun}-{adjective}")
}
