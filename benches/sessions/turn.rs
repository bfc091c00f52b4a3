//! What the background asks once a minute, of all sessions.

use crate::meter::Meter;

pub fn due(meter: &mut Meter<'_>) {
    let house = meter.house;
    let ahead = house.state.config.refresh.ahead;
    meter.turn("due", async || {
        // At the moment of the filling: later, more would be due.
        let due = house.state.token_sets.due(ahead, house.filled_at).await.expect("an answer");
        assert_eq!(due.len(), 50);
    });
}

pub fn sweep(meter: &mut Meter<'_>) {
    let state = &meter.house.state;
    meter.turn("sweep", async || {
        let swept = state.lifecycle.sweep().await.expect("an answer");
        assert!(swept.ended.is_empty());
    });
}
