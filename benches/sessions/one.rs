//! What a request asks, of one session among all.

use std::hint::black_box;

use gatehouse_core::{
    access,
    session::{SessionStatus, resolve},
};

use crate::{
    house::{any, unknown},
    meter::Meter,
};

pub fn resolve_standing(meter: &mut Meter<'_>) {
    let house = meter.house;
    let state = &house.state;
    let choose = || *any(&house.all);
    meter.one("resolve", choose, async |key| {
        let standing = resolve(&state.db, key, state.clock.now()).await.expect("an answer");
        assert!(matches!(standing, SessionStatus::Active(_)));
    });
}

pub fn resolve_unknown(meter: &mut Meter<'_>) {
    let state = &meter.house.state;
    meter.one("resolve-unknown", unknown, async |key| {
        let standing = resolve(&state.db, key, state.clock.now()).await.expect("an answer");
        assert!(matches!(standing, SessionStatus::Unknown));
    });
}

pub fn access_token(meter: &mut Meter<'_>) {
    let house = meter.house;
    let choose = || *any(&house.ready);
    meter.one("access-token", choose, async |key| {
        black_box(house.state.token_sets.access_token(key).await.expect("a token"));
    });
}

pub fn devices(meter: &mut Meter<'_>) {
    let house = meter.house;
    let choose = || any(&house.some);
    meter.one("devices", choose, async |session| {
        let list = access::devices(&house.state, session).await.expect("a list");
        assert_eq!(list.devices.len(), 4);
    });
}
