//! How a person keeps the diary and does the exercises.

use crate::noise::{AUTOCORRELATIONS, Noise, SPREADS};

/// Shares of mornings that are logged, in percent.
pub const MORNINGS: [u32; 5] = [100, 70, 50, 20, 0];

/// Share of what is due that is done.
pub const ADHERENCE: f64 = 0.85;

/// The mean rise of pain in an exercise over the pain before it, in points, and its spread; it is
/// never below 0.
pub const RISE: (f64, f64) = (0.3, 0.35);

/// Share of sessions that take more effort than they are meant to, where effort is logged.
pub const HARDER: f64 = 0.05;

/// How one person keeps the diary, and how their days differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keeping {
    /// Share of mornings that are logged, in percent.
    pub mornings: u32,
    /// Whether evenings are logged.
    pub evenings: bool,
    /// Whether the effort of an exercise is logged.
    pub effort: bool,
    /// Whether the pain before an exercise is logged.
    pub before: bool,
    /// How the days differ.
    pub noise: Noise,
}

/// Ways to keep a diary that differ in all but effort and pain before.
pub const STRATA: u64 = 60;

/// How far apart the strata of two seeds that follow each other are; it has no divisor in common
/// with their number.
const APART: u64 = 7;

impl Keeping {
    /// The one of a seed: seeds that follow each other go through all strata in turn.
    pub fn of_seed(seed: u64) -> Self {
        let pick = |n: u64, below: usize| usize::try_from(n).unwrap_or(0) % below;
        // What comes in fours is moved on by one after each round, so that it meets every stratum.
        let fours = seed + seed / STRATA;
        // Far apart, so that a few seeds already meet some of each.
        let stratum = seed * APART % STRATA;
        Self {
            mornings: MORNINGS[pick(stratum, MORNINGS.len())],
            evenings: (stratum / 5).is_multiple_of(2),
            effort: fours.is_multiple_of(2),
            before: (fours / 2).is_multiple_of(2),
            noise: Noise {
                sd: SPREADS[pick(stratum / 10, SPREADS.len())],
                autocorrelation: AUTOCORRELATIONS[pick(stratum / 30, AUTOCORRELATIONS.len())],
            },
        }
    }

    /// In one line.
    pub fn in_words(self) -> String {
        let with = |has: bool, what: &str| format!("{} {what}", if has { "with" } else { "no" });
        format!(
            "mornings {} %, {}, {}, {}; SD {:.1}, autocorrelation {:.1}",
            self.mornings,
            with(self.evenings, "evenings"),
            with(self.effort, "effort"),
            with(self.before, "pain before"),
            self.noise.sd,
            self.noise.autocorrelation
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stratum_comes_as_often_as_every_other() {
        let mut counts: Vec<(Keeping, u32)> = Vec::new();
        for seed in 0..4 * STRATA {
            let keeping = Keeping::of_seed(seed);
            match counts.iter_mut().find(|(known, _)| *known == keeping) {
                Some((_, count)) => *count += 1,
                None => counts.push((keeping, 1)),
            }
        }
        assert!(counts.iter().all(|(_, count)| *count == 1), "{counts:?}");
        assert_eq!(counts.len() as u64, 4 * STRATA);
    }
}
