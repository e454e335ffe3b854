//! Numbers that look like chance and are the same on every machine and in every run.

/// How much the days of a body differ from its level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Noise {
    /// Standard deviation of a morning, and of an evening, in points.
    pub sd: f64,
    /// Correlation of a day with the one before, 0 to 1.
    pub autocorrelation: f64,
}

/// The spreads that are tried; about 1 is ordinary.
pub const SPREADS: [f64; 3] = [0.7, 1.0, 1.3];

/// The correlations of a day with the one before that are tried.
pub const AUTOCORRELATIONS: [f64; 2] = [0.0, 0.4];

/// How much of an evening is what its morning already was (correlation).
const EVENING_LIKE_MORNING: f64 = 0.6;

/// A generator of pseudo-random numbers (splitmix64), begun anew by a seed.
#[derive(Debug, Clone)]
pub struct Generator(u64);

impl Generator {
    /// One for a person; two that differ in the seed or the purpose share nothing.
    pub fn new(seed: u64, purpose: &str) -> Self {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for byte in purpose.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
        Self(state)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below 1.
    pub fn uniform(&mut self) -> f64 {
        // 53 bits are what a float holds exactly.
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether something happens that happens with this probability.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// A number of mean 0 and standard deviation 1, nearly normal.
    pub fn normal(&mut self) -> f64 {
        // A sum of twelve uniforms: no logarithm, which differs between machines in its last bit.
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// What chance adds to the mornings and evenings of one person, day after day.
#[derive(Debug, Clone)]
pub struct Days {
    noise: Noise,
    generator: Generator,
    yesterday: Option<f64>,
}

impl Days {
    /// From the first day on.
    pub fn new(noise: Noise, generator: Generator) -> Self {
        Self { noise, generator, yesterday: None }
    }

    /// What is added to the morning and to the evening of the next day, in points.
    pub fn next_day(&mut self) -> (f64, f64) {
        let kept = self.noise.autocorrelation;
        let fresh = self.generator.normal();
        let day = self
            .yesterday
            .map_or(fresh, |before| kept * before + (1.0 - kept * kept).sqrt() * fresh);
        self.yesterday = Some(day);
        let rest = (1.0 - EVENING_LIKE_MORNING * EVENING_LIKE_MORNING).sqrt();
        let evening = EVENING_LIKE_MORNING * day + rest * self.generator.normal();
        (self.noise.sd * day, self.noise.sd * evening)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noise_has_its_spread_and_its_correlation() {
        for sd in SPREADS {
            for autocorrelation in AUTOCORRELATIONS {
                let noise = Noise { sd, autocorrelation };
                let mut days = Days::new(noise, Generator::new(1, "test"));
                let drawn: Vec<(f64, f64)> = (0..20_000).map(|_| days.next_day()).collect();
                let n = drawn.len() as f64;
                let square = |pairs: &mut dyn Iterator<Item = (f64, f64)>| {
                    pairs.map(|(one, other)| one * other).sum::<f64>() / n / (sd * sd)
                };
                let mornings = square(&mut drawn.iter().map(|(morning, _)| (*morning, *morning)));
                let evenings = square(&mut drawn.iter().map(|(_, evening)| (*evening, *evening)));
                let both = square(&mut drawn.iter().copied());
                let lag = square(&mut drawn.windows(2).map(|pair| (pair[0].0, pair[1].0)));
                for (found, expected) in [
                    (mornings, 1.0),
                    (evenings, 1.0),
                    (both, EVENING_LIKE_MORNING),
                    (lag, autocorrelation),
                ] {
                    assert!((found - expected).abs() < 0.04, "{noise:?}: {found} {expected}");
                }
            }
        }
    }
}
