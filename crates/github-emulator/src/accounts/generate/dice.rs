/// Numbers that look drawn by lot and are the same for the same thing every time.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn of(thing: u64) -> Self {
        Self(thing.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// From 0 to `sides` - 1: a step of a congruential generator, of which the upper half is the better one.
    pub(super) fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        (self.0 >> 32) % sides.max(1)
    }

    pub(super) fn choose<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let index = self.throw(from.len() as u64);
        usize::try_from(index).ok().and_then(|index| from.get(index))
    }
}
