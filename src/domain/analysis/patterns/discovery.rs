//! False discoveries kept rare among many results: the step-up procedure of Benjamini & Hochberg
//! 1995 (J R Stat Soc B 57:289 `[recalled]`).

/// For each p-value the false-discovery rate at which it would just be a discovery, in the same
/// order.
pub fn adjusted(ps: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ps.len()).collect();
    order.sort_by(|one, other| ps[*one].total_cmp(&ps[*other]));
    let (mut qs, mut least) = (vec![1.0; ps.len()], 1.0f64);
    for (rank, at) in order.iter().enumerate().rev() {
        // The ratio first: it is at least 1, so that no rounding takes the rate below its p-value.
        least = least.min(ps[*at] * (ps.len() as f64 / (rank + 1) as f64));
        qs[*at] = least;
    }
    qs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_agrees_with_a_case_worked_by_hand() {
        // Ranks 1 to 4: 0.01·4/1, 0.02·4/2, 0.03·4/3, 0.5·4/4, each no more than the next.
        let qs = adjusted(&[0.02, 0.5, 0.01, 0.03]);
        assert!(
            qs.iter().zip([0.04, 0.5, 0.04, 0.04]).all(|(q, wanted)| (q - wanted).abs() < 1e-12),
            "{qs:?}"
        );
        assert!(adjusted(&[]).is_empty());
    }

    proptest! {
        /// What is below a level is what the procedure, said the other way round, calls a
        /// discovery: everything up to the largest rank k with p(k) ≤ level·k/m.
        #[test]
        fn it_is_the_step_up_procedure(ps in prop::collection::vec(0.0001f64..1.0, 1..40), level in 0.01f64..0.5) {
            let mut sorted = ps.clone();
            sorted.sort_by(f64::total_cmp);
            let most = (1..=ps.len()).rev().find(|k| sorted[k - 1] <= level * *k as f64 / ps.len() as f64);
            let found = adjusted(&ps).into_iter().filter(|q| *q <= level).count();
            prop_assert_eq!(found, most.unwrap_or(0));
            prop_assert!(adjusted(&ps).iter().zip(&ps).all(|(q, p)| q >= p));
        }
    }
}
