//! A plain model of a body: how much it hurts over the days, with something like chance.

use crate::domain::diary::score::Score;

/// A made-up body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// From 6 of 10 to nothing within 150 days (design choice).
    Better,
    /// The same, never below 1, and every seven weeks five days that are 3.5 points worse (design
    /// choice).
    Flare,
    /// At 5 of 10 every day (design choice).
    Same,
}

impl Body {
    /// How much it hurts on the n-th day, in tenths, before chance.
    pub(super) fn level(self, n: u64) -> i64 {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        let healing = 60 - n.min(150) * 60 / 150;
        match self {
            Self::Better => healing,
            Self::Flare => healing.max(10) + if n % 49 >= 44 { 35 } else { 0 },
            Self::Same => 50,
        }
    }
}

/// Numbers that look like chance and are the same every time.
#[derive(Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new() -> Self {
        Self(7)
    }

    /// A number from 0, below the limit, which is not 0.
    pub(super) fn below(&mut self, limit: u8) -> i64 {
        // The multiplier and increment of Knuth's MMIX generator; its high bits are the good ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % u64::from(limit)).unwrap_or_default()
    }

    pub(super) fn one_in(&mut self, number: u8) -> bool {
        self.below(number) == 0
    }
}

/// About this level, in tenths; what has gone stays gone.
pub(super) fn around(level: i64, chance: &mut Chance) -> i64 {
    let off = chance.below(11) - 5;
    if level < 5 { 0 } else { level + off }
}

/// A score of so many tenths, held to what a score may be, and to whole points, as most people give
/// them.
pub(super) fn score(tenths: i64) -> Option<Score> {
    Score::from_tenths((tenths + 5).clamp(0, 100) / 10 * 10)
}
