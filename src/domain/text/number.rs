//! Numbers: with their nouns, with no more decimals than they need, and in the middle of others.

/// `1 day`, `3 days`: a number with its noun.
pub fn counted(number: impl TryInto<i64>, one: &str, many: &str) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A number with all of its decimals, and a point before them, as programs and commands have it.
pub fn exact(value: f64) -> String {
    value.to_string()
}

/// A number with its one decimal and a point before it, also where that is 0: `4.0`, `4.5`.
pub fn one_decimal(value: f64) -> String {
    format!("{:.1}", round1(value))
}

/// A number as a whole one, halves away from 0: `45` of 44.5.
pub fn whole(value: f64) -> String {
    // As in `round1`: a half that is off by a billionth in binary is one.
    (((value * 1e7).round() / 1e7).round() + 0.0).to_string()
}

/// The value below which a share of some sorted numbers lies, between neighbours in proportion;
/// `None` of none.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let (low, part) = (place.floor() as usize, place.fract());
    Some(sorted[low] + part * (sorted[(low + 1).min(last)] - sorted[low]))
}

/// The mean of some numbers; 0 of none, so ask only where there are some.
pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0usize), |(sum, count), value| (sum + value, count + 1));
    sum / count.max(1) as f64
}

/// The middle of some numbers, or halfway between the two in the middle; `None` of none.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    Some(if values.len().is_multiple_of(2) {
        f64::midpoint(values[middle - 1], upper)
    } else {
        upper
    })
}

/// To one decimal, halves away from 0, as every mean is shown. `--json` has most of them exact.
pub fn round1(value: f64) -> f64 {
    // A sum of tenths is off by a billionth in binary, and a half must be one: no mean of a diary
    // comes closer to a half than this without being one. The sum takes the sign from a 0: nobody
    // reads “-0” as a number.
    ((value * 1e7).round() / 1e6).round() / 10.0 + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_goes_up_whatever_is_below_it() {
        for (value, expected) in [(44.5, "45"), (38.5, "39"), (0.5, "1"), (44.49, "44"), (0.0, "0")]
        {
            assert_eq!(whole(value), expected);
        }
        assert_eq!(whole(-0.2), "0");
    }

    #[test]
    fn numbers_are_written_as_short_as_they_are() {
        assert_eq!([counted(1, "day", "days"), counted(2, "day", "days")], ["1 day", "2 days"]);
        assert_eq!([exact(4.0), exact(round1(4.25)), exact(round1(-0.01))], ["4", "4.3", "0"]);
    }

    #[test]
    fn a_mean_of_tenths_is_rounded_as_on_paper() {
        // Every mean of so many scores, by whole numbers.
        let (mut number, mut halves) = (7u64, 0);
        for count in (1..=14).flat_map(|count| std::iter::repeat_n(count, 400)) {
            let tenths: Vec<i64> = (0..count)
                .map(|_| {
                    number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    i64::try_from((number >> 33) % 101).expect("small")
                })
                .collect();
            let (sum, count) = (tenths.iter().sum::<i64>(), i64::from(count));
            let on_paper = (2 * sum + count) / (2 * count);
            halves += i64::from((2 * sum + count) % (2 * count) == 0);
            let shown = round1(mean(tenths.iter().map(|tenths| *tenths as f64 / 10.0)));
            assert_eq!(shown, on_paper as f64 / 10.0, "{tenths:?}");
        }
        assert!(halves > 100, "{halves} halves are too few to tell");
        assert_eq!([round1(7.749_999_999_999_999), round1(-0.25), round1(2.249)], [7.8, -0.3, 2.2]);
    }

    #[test]
    fn quantiles_lie_between_their_neighbours() {
        let numbers = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(
            [0.0, 0.5, 1.0].map(|share| quantile(&numbers, share)),
            [Some(1.0), Some(3.0), Some(8.0)]
        );
        assert_eq!((quantile(&[5.0], 0.25), quantile(&[], 0.5)), (Some(5.0), None));
    }
}
