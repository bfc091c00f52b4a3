/// A token pair by the order in which GitHub gave it.
pub type Pair = u8;

/// Enough for what a scenario's budget can ask for.
pub const PAIRS: usize = 8;

/// What GitHub makes of a pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Life {
    #[default]
    NotGiven,
    Alive,
    /// The access token has run out; the refresh token still works, for months.
    AccessRanOut,
    Dead,
}

/// GitHub's side: every pair it ever gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct GitHub {
    lives: [Life; PAIRS],
}

impl GitHub {
    pub fn life(&self, pair: Pair) -> Life {
        self.lives[usize::from(pair)]
    }

    pub fn set(&mut self, pair: Pair, life: Life) {
        self.lives[usize::from(pair)] = life;
    }

    /// The pairs given so far.
    pub fn given(&self) -> impl Iterator<Item = Pair> {
        (0u8..).zip(self.lives).filter(|(_, life)| *life != Life::NotGiven).map(|(pair, _)| pair)
    }

    /// A new pair: the answer to an exchange.
    pub fn give(&mut self) -> Pair {
        let pair = (0u8..).zip(self.lives).find(|(_, life)| *life == Life::NotGiven).map(|(pair, _)| pair);
        let pair = pair.expect("the budget asks for fewer pairs than there are");
        self.set(pair, Life::Alive);
        pair
    }

    /// A refresh token is single use: using it kills its pair, access token and all, and gives a new one.
    /// None is `bad_refresh_token`.
    pub fn refresh(&mut self, pair: Pair) -> Option<Pair> {
        if self.life(pair) == Life::Dead {
            return None;
        }
        self.set(pair, Life::Dead);
        Some(self.give())
    }

    /// `DELETE …/token` goes by the access token: where that has run out, GitHub finds nothing to delete.
    pub fn delete(&mut self, pair: Pair) -> bool {
        let found = self.life(pair) == Life::Alive;
        if found {
            self.set(pair, Life::Dead);
        }
        found
    }
}
