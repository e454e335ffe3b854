//! How much pain differs between days with something and days without, and how easily chance does
//! the same.

use super::chance::Chance;
use crate::domain::text::number::mean;

/// The fewest shuffles: enough for an interval of 95 %.
const FEWEST: usize = 499;

/// The most shuffles: enough for a p-value that stands among a thousand others.
const MOST: usize = 19_999;

/// Once so many shuffles show as much as the diary, the p-value is known well enough (Besag &
/// Clifford 1991 `[recalled]`).
const ENOUGH: usize = 20;

/// The share of shuffles the interval covers.
const COVERED: f64 = 0.95;

/// Below this share of its own size, what is left of a column after a fit is only rounding.
const NOTHING: f64 = 1e-10;

/// A difference and its chance. All are in points of pain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// The mean of the days with it less that of the days without.
    pub difference: f64,
    /// The same after the days before were taken into account.
    pub adjusted: f64,
    /// The lower end of the 95 % interval of `adjusted`.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How often chance alone shows as much, 0 to 1 and never 0.
    pub p: f64,
    /// Shuffles it was worked out from.
    pub shuffles: usize,
}

/// The pain of some days, with or without something, after a straight-line fit of the columns of
/// what was `known` beside it. The days come in order of time. `None` where pain does not differ,
/// or the days with it follow from what was known alone.
pub fn associate(pain: &[f64], is_with: &[bool], known: &[Vec<f64>]) -> Option<Association> {
    let marks: Vec<f64> = is_with.iter().map(|is_with| f64::from(u8::from(*is_with))).collect();
    let known = basis(pain.len(), known);
    // By Frisch, Waugh and Lovell the slope of what is left of both is that of the whole fit, and
    // what is left can be shuffled.
    let left = residual(pain, &known)?;
    let mark = residual(&marks, &known)?;
    let (left_size, mark_size) = (dot(&left, &left), dot(&mark, &mark));
    let shared = dot(&left, &mark);
    let adjusted = shared / mark_size;
    let free = pain.len().checked_sub(known.len() + 1).filter(|free| *free > 0)? as f64;
    // Where the fit leaves nothing over there is nothing to shuffle, and nothing to say.
    let rest = left_size - shared * shared / mark_size;
    if rest <= NOTHING * left_size {
        return None;
    }
    let spread = (rest / free / mark_size).sqrt();

    // Seeded from the numbers themselves: the same diary gives the same answer on every run, and no
    // one can shuffle again until they like what they see.
    let seed = pain
        .iter()
        .map(|pain| pain.to_bits())
        .chain(is_with.iter().map(|is_with| u64::from(*is_with)));
    let mut shuffle = Shuffle::new(&left, Chance::seeded(seed));
    // A hair less, so that a shuffle that changes nothing counts as showing as much.
    let seen = shared * shared / (mark_size * left_size) * (1.0 - 1e-9);
    let (mut shuffled, mut as_much) = (Vec::with_capacity(FEWEST), 0);
    while shuffled.len() < FEWEST || (as_much < ENOUGH && shuffled.len() < MOST) {
        // The square of the correlation of what is left over; the t-value grows with it and with
        // nothing else. The constant, which comes first, takes nothing from a shuffle, and the
        // length of what is shuffled stays.
        let left = shuffle.next();
        let explained: f64 = known[1..].iter().map(|direction| dot(left, direction).powi(2)).sum();
        let found = dot(left, &mark).powi(2) / (mark_size * (left_size - explained));
        as_much += usize::from(found >= seen);
        shuffled.push(found);
    }
    let rank = (COVERED * (shuffled.len() + 1) as f64).ceil() as usize - 1;
    let (_, usual, _) = shuffled.select_nth_unstable_by(rank, f64::total_cmp);
    // From the correlation back to a t-value, and from that to points of pain.
    let half = (free * *usual / (1.0 - usual.min(1.0 - NOTHING))).sqrt() * spread;
    Some(Association {
        difference: mean_where(pain, is_with, true) - mean_where(pain, is_with, false),
        adjusted,
        low: adjusted - half,
        high: adjusted + half,
        // One more above and below: the diary itself is one of the orders, and no p-value is 0.
        p: (as_much + 1) as f64 / (shuffled.len() + 1) as f64,
        shuffles: shuffled.len(),
    })
}

/// The mean pain of the days that are with something, or without it.
fn mean_where(pain: &[f64], is_with: &[bool], state: bool) -> f64 {
    mean(pain.iter().zip(is_with).filter(|(_, is)| **is == state).map(|(pain, _)| *pain))
}

/// The product of two columns, in eight sums side by side: one alone waits for each addition before
/// the next. They are written out, because a loop over them would keep them in memory where the
/// program is made small, and take twice the time.
fn dot(one: &[f64], other: &[f64]) -> f64 {
    let ((ones, one), (others, other)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    let rest: f64 = one.iter().zip(other).map(|(one, other)| one * other).sum();
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = [0.0; 8];
    for (one, other) in ones.iter().zip(others) {
        a += one[0] * other[0];
        b += one[1] * other[1];
        c += one[2] * other[2];
        d += one[3] * other[3];
        e += one[4] * other[4];
        f += one[5] * other[5];
        g += one[6] * other[6];
        h += one[7] * other[7];
    }
    [a, b, c, d, e, f, g, h].iter().sum::<f64>() + rest
}

/// Directions at right angles and of length 1 that span a constant and some columns (Gram and
/// Schmidt, twice for the sake of rounding). The constant comes first; a column that adds nothing
/// is left out.
fn basis(days: usize, columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut known = vec![vec![1.0 / (days as f64).sqrt(); days]];
    for column in columns {
        // Once more, because rounding leaves a little of the first directions in a column that is
        // nearly one of them.
        let Some(once) = residual(column, &known) else { continue };
        let Some(twice) = residual(&once, &known) else { continue };
        let length = dot(&twice, &twice).sqrt();
        known.push(twice.into_iter().map(|value| value / length).collect());
    }
    known
}

/// What is left of `values` beside the known directions; `None` when that is nothing.
fn residual(values: &[f64], known: &[Vec<f64>]) -> Option<Vec<f64>> {
    let mut left = values.to_vec();
    for direction in known {
        let along = dot(values, direction);
        left.iter_mut().zip(direction).for_each(|(left, direction)| *left -= along * direction);
    }
    (dot(&left, &left) > NOTHING * dot(values, values)).then_some(left)
}

/// Values in the order they came, cut into blocks that are then put in an order by chance.
struct Shuffle<'a> {
    values: &'a [f64],
    /// The mean length of a block, twice the cube root of the days: long enough to keep neighbours
    /// together and short enough for many blocks (the order `[recalled: Hall, Horowitz & Jing 1995,
    /// Biometrika]`; the factor a design choice, the one at which things that come in runs are
    /// found by chance neither too often nor too seldom in eight weeks).
    length: usize,
    chance: Chance,
    blocks: Vec<(usize, usize)>,
    shuffled: Vec<f64>,
}

impl<'a> Shuffle<'a> {
    fn new(values: &'a [f64], chance: Chance) -> Self {
        let root = (1usize..).find(|root| (root + 1).pow(3) > values.len()).unwrap_or(1);
        Self {
            values,
            length: 2 * root,
            chance,
            blocks: Vec::new(),
            shuffled: Vec::with_capacity(values.len()),
        }
    }

    /// The next order. The cuts fall anew each time: blocks of one fixed length would keep in step
    /// with whatever comes once a week.
    fn next(&mut self) -> &[f64] {
        self.blocks.clear();
        let mut from = 0;
        while from < self.values.len() {
            let to = (from + 1 + self.chance.below(2 * self.length - 1)).min(self.values.len());
            self.blocks.push((from, to));
            from = to;
        }
        self.chance.shuffle(&mut self.blocks);
        self.shuffled.clear();
        for (from, to) in &self.blocks {
            self.shuffled.extend_from_slice(&self.values[*from..*to]);
        }
        &self.shuffled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between 0 and 1 by chance.
    fn noise(seed: u64, count: usize) -> Vec<f64> {
        let mut chance = Chance::seeded([seed]);
        (0..count)
            .map(|_| f64::from(u32::try_from(chance.below(1_000_000)).expect("small")) / 1e6)
            .collect()
    }

    /// Forty-two days of which three a week are with something that adds `points`, and what was
    /// known beside it.
    fn made_up(points: f64, rough: f64) -> (Vec<f64>, Vec<bool>, Vec<Vec<f64>>) {
        let is_with: Vec<bool> = (0..42).map(|n| [0, 2, 4].contains(&(n % 7))).collect();
        let (before, course, noise) = (noise(1, 42), noise(2, 42), noise(3, 42));
        let pain = (0..42)
            .map(|n| {
                let added = if is_with[n] { points } else { 0.0 };
                3.0 + before[n] - 2.0 * course[n] + rough * noise[n] + added
            })
            .collect();
        (pain, is_with, vec![before, course])
    }

    #[test]
    fn the_fit_is_exact_where_the_rule_is() {
        let (pain, is_with, known) = made_up(1.5, 0.001);
        let exact = associate(&pain, &is_with, &known).expect("it differs");
        assert!((exact.adjusted - 1.5).abs() < 0.001 && exact.high - exact.low < 0.01, "{exact:?}");
        let raw = [true, false].map(|state| mean_where(&pain, &is_with, state));
        assert!((exact.difference - (raw[0] - raw[1])).abs() < 1e-12);
        // Nothing is left to chance at all, and so there is nothing to say about it.
        let (pain, is_with, known) = made_up(1.5, 0.0);
        assert_eq!(associate(&pain, &is_with, &known), None);
    }

    #[test]
    fn a_clear_difference_is_no_chance_and_none_is() {
        let (pain, is_with, known) = made_up(1.5, 1.0);
        let clear = associate(&pain, &is_with, &known).expect("it differs");
        assert!(
            clear.p < 0.01 && clear.low > 0.7 && clear.high < 2.3 && clear.shuffles > FEWEST,
            "{clear:?}"
        );
        let (pain, is_with, known) = made_up(0.0, 1.0);
        let none = associate(&pain, &is_with, &known).expect("it differs");
        assert!(none.p > 0.05 && none.low < 0.0 && none.high > 0.0, "{none:?}");
    }

    #[test]
    fn a_shuffle_loses_nothing_and_keeps_neighbours() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let mut shuffle = Shuffle::new(&values, Chance::seeded([1]));
        assert_eq!(shuffle.length, 8);
        let (mut kept, mut orders) = (0, std::collections::BTreeSet::new());
        for _ in 0..50 {
            let next = shuffle.next().to_vec();
            kept += next.windows(2).filter(|pair| pair[1] - pair[0] == 1.0).count();
            orders.insert(next.iter().map(|value| value.to_bits()).collect::<Vec<_>>());
            let mut sorted = next;
            sorted.sort_by(f64::total_cmp);
            assert_eq!(sorted, values);
        }
        // Blocks of eight on average: seven of eight neighbours stay so, and all fifty orders
        // differ.
        assert!(
            (0.82..0.93)
                .contains(&(f64::from(u32::try_from(kept).expect("small")) / (50.0 * 99.0))),
            "{kept}"
        );
        assert_eq!(orders.len(), 50);
    }

    #[test]
    fn the_product_of_two_columns_takes_every_row() {
        for length in 0..40 {
            let (one, other) = (noise(1, length), noise(2, length));
            let plain: f64 = one.iter().zip(&other).map(|(one, other)| one * other).sum();
            assert!((dot(&one, &other) - plain).abs() < 1e-12, "{length}");
        }
    }

    #[test]
    fn what_could_be_told_from_what_was_known_alone_is_left_out() {
        let (pain, is_with, mut known) = made_up(1.0, 1.0);
        known[0] = is_with.iter().map(|is| f64::from(u8::from(*is))).collect();
        assert_eq!(associate(&pain, &is_with, &known), None);
        assert_eq!(associate(&[4.0; 42], &is_with, &known[1..]), None);
    }
}
