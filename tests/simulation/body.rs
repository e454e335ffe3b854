//! A plain model of a body: how much it hurts over the days, before chance.

/// The day, counted from 0, on which what happens to a body begins: late enough that its usual is
/// known and a first phase is over.
pub const HAPPENS_ON: u64 = 35;

/// Points that a flare adds.
pub const FLARE: f64 = 2.5;

/// Days of an ordinary flare.
pub const FLARE_DAYS: u64 = 10;

/// Days of a cycle, and how many of them are period days.
pub const CYCLE_DAYS: u64 = 28;
const PERIOD_DAYS: u64 = 5;

/// Points that period days add.
const PERIOD: f64 = 3.0;

/// Weeks over which the body that improves does so.
const IMPROVES_OVER_DAYS: f64 = 84.0;

/// A made-up body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Body {
    /// The same level every day.
    Unchanging {
        /// The level, 0 to 10.
        level: f64,
    },
    /// From 5 to 1 within 12 weeks, and then 1.
    Improving,
    /// At 3, and higher by [`FLARE`] from [`HAPPENS_ON`] on.
    Flaring {
        /// For so many days; `None` for good.
        days: Option<u64>,
    },
    /// At 3 at first, and a little more each week.
    Worsening {
        /// Points a week.
        a_week: f64,
    },
    /// At 2, and higher on the days of the period.
    Cycle,
    /// A bone that heals: no pain at rest, but for a flare of something else.
    Bone {
        /// The probability that it hurts in an exercise.
        hurts: f64,
    },
}

impl Body {
    /// How much it hurts on the n-th day, in points, before chance.
    pub fn level(self, n: u64) -> f64 {
        let day = n as f64;
        match self {
            Self::Unchanging { level } => level,
            Self::Improving => (5.0 - 4.0 * day / IMPROVES_OVER_DAYS).max(1.0),
            Self::Flaring { .. } => 3.0 + if self.is_flare(n) { FLARE } else { 0.0 },
            Self::Worsening { a_week } => 3.0 + a_week * day / 7.0,
            Self::Cycle => 2.0 + if is_period(n) { PERIOD } else { 0.0 },
            // Far enough below 0 that chance does not bring pain where there is none.
            Self::Bone { .. } if self.is_flare(n) => FLARE,
            Self::Bone { .. } => -10.0,
        }
    }

    /// Whether the n-th day is one of a real flare, or of what has come to stay.
    pub fn is_flare(self, n: u64) -> bool {
        let days = match self {
            Self::Flaring { days } => days.unwrap_or(u64::MAX / 2),
            Self::Bone { hurts: 0.0 } => FLARE_DAYS,
            _ => 0,
        };
        (HAPPENS_ON..HAPPENS_ON + days).contains(&n)
    }

    /// The day of the cycle, from 1, where one is logged.
    pub fn cycle_day(self, n: u64) -> Option<u32> {
        let day = u32::try_from(n % CYCLE_DAYS).expect("below 28") + 1;
        (self == Self::Cycle).then_some(day)
    }

    /// The probability that an exercise hurts in a bone.
    pub fn bone_hurts(self) -> f64 {
        if let Self::Bone { hurts } = self { hurts } else { 0.0 }
    }
}

/// Whether the n-th day is one of the period.
pub fn is_period(n: u64) -> bool {
    n % CYCLE_DAYS < PERIOD_DAYS
}
