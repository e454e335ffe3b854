//! Numbers that look like chance and follow from a seed: splitmix64 (Steele, Lea & Flood 2014
//! `[recalled]`). Not for secrets; for shuffles that are the same on every machine.

/// A row of such numbers.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// A row that depends on every one of some numbers.
    pub fn seeded(from: impl IntoIterator<Item = u64>) -> Self {
        let mut chance = Self(0x5075_7070_6c65);
        for number in from {
            chance.0 = chance.next() ^ number;
        }
        chance
    }

    /// The next number.
    fn next(&mut self) -> u64 {
        // SplitMix64 (Steele, Lea & Flood 2014 `[recalled]`): small, and good enough to shuffle
        // days. A crate might change its numbers, and with them the answers of an old diary.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number below `limit`, all of them equally likely but for one part in 2⁶⁴ / `limit`;
    /// 0 below 0.
    pub fn below(&mut self, limit: usize) -> usize {
        // Scaled instead of cut by a remainder, which would favour the small numbers.
        let scaled = (u128::from(self.next()) * limit as u128) >> 64;
        usize::try_from(scaled).unwrap_or(0)
    }

    /// Puts things in an order by chance.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_comes_about_as_often() {
        let (mut chance, mut counts) =
            (Chance::seeded([1, 2, 3]), std::collections::BTreeMap::new());
        for _ in 0..24_000 {
            let mut order = [0, 1, 2, 3];
            chance.shuffle(&mut order);
            *counts.entry(order).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 24);
        assert!(counts.values().all(|count| (870..1130).contains(count)), "{counts:?}");
    }

    /// The first numbers of a seed.
    fn three_numbers(seed: &[u64]) -> [usize; 3] {
        let mut chance = Chance::seeded(seed.iter().copied());
        [chance.below(1000), chance.below(1000), chance.below(1000)]
    }

    #[test]
    fn another_seed_is_another_row() {
        assert_eq!(three_numbers(&[1, 2]), three_numbers(&[1, 2]));
        assert_ne!(three_numbers(&[1, 2]), three_numbers(&[2, 1]));
        assert_ne!(three_numbers(&[1]), three_numbers(&[1, 0]));
    }
}
