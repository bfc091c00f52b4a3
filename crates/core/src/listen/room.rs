use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// File descriptors that are no visitor's: the database, GitHub, the log, the files of a page.
const OTHERS: u64 = 200;

/// How many of `wanted` connections this process has file descriptors for. Raises its own limit as far as the system
/// lets it: systemd and most shells give 1,024 and allow far more.
pub fn room_for(wanted: usize) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let needed = u64::try_from(wanted).unwrap_or(u64::MAX).saturating_add(OTHERS);
    let may = limit.maximum.map_or(needed, |most| most.min(needed));
    let mut has = limit.current.unwrap_or(u64::MAX);
    if has < may && setrlimit(Resource::Nofile, Rlimit { current: Some(may), maximum: limit.maximum }).is_ok() {
        has = may;
    }
    // Where there are few, half of them.
    let room = has.saturating_sub(OTHERS).max(has / 2);
    wanted.min(usize::try_from(room).unwrap_or(usize::MAX)).max(1)
}
