//! What was found, in the words that the screen and the visit page share.

use crate::domain::analysis::patterns::{Factor, FactorKind, Lag, Pairing, PairingResult};

/// A factor's name, and what sort of thing it is where that is not plain.
pub fn label(factor: &Factor) -> String {
    match factor.kind {
        FactorKind::Tag | FactorKind::Cycle => factor.name.clone(),
        FactorKind::Sleep => format!("a {}", factor.name),
        FactorKind::Eased => format!("{} (eased)", factor.name),
        FactorKind::Medicine | FactorKind::Exercise => {
            format!("{} ({})", factor.name, factor.kind.word())
        }
    }
}

/// The factors with the names of exercises in the place of their ids.
pub fn name_exercises(factors: Vec<Factor>, name: impl Fn(&str) -> String) -> Vec<Factor> {
    let named = factors.into_iter().map(|factor| match factor.kind {
        FactorKind::Exercise => Factor { name: name(&factor.name), ..factor },
        _ => factor,
    });
    named.collect()
}

/// The day of a pairing, in words.
pub fn day_words(lag: Lag) -> &'static str {
    match lag {
        Lag::SameDay => "the same day",
        Lag::DayAfter => "the day after",
    }
}

/// What should be kept in mind about a finding.
pub fn warnings(factor: &Factor, pairing: &Pairing, finding: &PairingResult) -> Vec<&'static str> {
    let mut warnings = Vec::new();
    let is_more = finding.association.adjusted > 0.0;
    // Confounding by indication: people take a medicine because it hurts, so more pain beside it is
    // to be expected and must not read as harm.
    if matches!(factor.kind, FactorKind::Medicine | FactorKind::Eased)
        && is_more
        && finding.stands_out()
    {
        warnings.push(match pairing.lag {
            Lag::SameDay => {
                "It is what one does when it hurts, so this says nothing about whether it helps."
            }
            Lag::DayAfter => {
                "It is what one does when it hurts, and pain lasts, so this says little about \
                 whether it helps."
            }
        });
    }
    // Regression to the mean looks just like an effect.
    if finding.rebound {
        warnings.push(if is_more {
            "The days before were better than usual, and good days are followed by worse ones \
             anyway."
        } else {
            "The days before were worse than usual, and bad days are followed by better ones \
             anyway."
        });
    }
    warnings
}
