//! The words that stand for values: in files, in the diary, in `--json` and on screen.
//!
//! An enum's words are written once, beside its variants, by `strum`'s derives. Diaries and files
//! hold them, so a word that was published is never changed: the test below is the list.

use strum::VariantArray;

/// Every value of an enum with its word, in the order of the enum.
pub fn vocabulary<T>() -> Vec<(T, &'static str)>
where
    T: VariantArray + Copy + Into<&'static str>,
{
    T::VARIANTS.iter().map(|value| (*value, (*value).into())).collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;
    use std::str::FromStr;

    use super::*;
    use crate::domain::analysis::{function, patterns, practice, report};
    use crate::domain::diary::{exercise_record, goal, place, rating, settings};
    use crate::domain::plan::{assignment, exit};
    use crate::domain::programme::{condition, dose, exercise, pose};
    use crate::domain::progression::routine;
    use crate::domain::screening::{answers, red_flag, setup_question};
    use crate::domain::text::{date, load, style};

    /// The words of an enum are these, in this order, and each is read as the value it stands for.
    fn check<T>(expected: &str)
    where
        T: VariantArray + Copy + Into<&'static str> + FromStr + PartialEq + Debug,
    {
        let vocabulary = vocabulary::<T>();
        let words: Vec<&str> = vocabulary.iter().map(|(_, word)| *word).collect();
        assert_eq!(words.join(" | "), expected);
        for (value, word) in vocabulary {
            assert_eq!(word.parse().ok(), Some(value), "{word}");
        }
        for strange in ["", "x", &expected.to_uppercase(), &format!(" {}", words[0])] {
            assert!(strange.parse::<T>().is_err(), "{strange:?}");
        }
    }

    #[test]
    fn the_words_of_files_and_of_the_diary_are_the_published_ones() {
        check::<answers::Says>("yes | no | skipped");
        check::<red_flag::Level>("emergency | same-day | days | weeks");
        check::<setup_question::Effect>("redirect | filter | note | skip");
        check::<condition::PainRule>("standard | bone-zero | gentle");
        check::<condition::PhaseName>("calm | restore | strengthen | return | upkeep");
        check::<dose::Sides>("together | each | sore");
        check::<dose::Grow>("none | reps | hold | load | minutes | stage");
        check::<exercise::Kind>(
            "strength | coordination | stretch | mobility | aerobic | release | relaxation | \
             neural",
        );
        check::<exercise::Position>(
            "supine | prone | side-lying | quadruped | kneeling | seated | standing",
        );
        check::<exercise_record::Symptom>("leg-spread | bulge | fall | numb-weak | pelvic-numb");
        check::<exercise_record::PainPlace>("bone | other");
        check::<place::Side>("left | right | both | middle");
        check::<rating::TagRole>("before | eased | quality");
        check::<settings::Sheet>("a4 | letter");
        check::<settings::Colours>("auto | never");
        check::<date::DateStyle>("day-first | month-first | iso");
        check::<load::WeightUnit>("kg | lb");
        check::<style::ClockStyle>("24-hour | 12-hour");
        check::<style::DecimalMark>("point | comma");
    }

    #[test]
    fn the_words_of_drawings_are_the_published_ones() {
        check::<pose::View>("side | front | oblique | feet");
        check::<pose::Face>("up | down | front");
        check::<pose::Support>("floor | seat | bed | water");
        check::<pose::Foot>(
            "auto | air | floor | moved | heel | ball | instep | edge | step | stool | pedal | \
             other knee",
        );
        check::<pose::Hand>(
            "auto | air | floor | moved | belly | chest | hip | back of the hips | mouth | \
             near thigh | far thigh | near knee | far knee | near foot | far foot | lap | seat | \
             rail | head | stick high | stick low",
        );
        check::<pose::PelvicFloor>("rest | lift | soften");
        check::<pose::BodyPart>(
            "near thigh | near calf | near shoulder | jaw | near knee | far knee | near foot | \
             far foot | near hand | far hand | near hip | far hip | hips | seat | back | belly | \
             chest | head",
        );
        check::<pose::Prop>(
            "mat | chair | chair in front | toilet | footstool | wall | step | rail | bench | \
             bed | pillow under the head | pillow under the belly | pillow under the knees | \
             cushion under the knee | cushion on the heels | ball under the buttock | \
             ball at the wall | roller under the buttock | band above the knees | \
             weight at the ankle | strap round the near foot | strap round both feet | \
             towel under the heels | stick along the back | weight on the hips | \
             weight in the hands | block under the heels | \
             line through the hips | bike | water",
        );
    }

    #[test]
    fn the_words_of_json_are_the_published_ones() {
        check::<patterns::FactorKind>("tag | eased | medicine | exercise | sleep | cycle");
        check::<goal::Size>("none | small | medium | large");
        check::<practice::AmountUnit>("minutes | seconds held | reps | times");
        check::<practice::DayMark>("done | missed");
        check::<function::Measure>("sitting | walking | sleep | leaks | goal");
        check::<report::SectionKind>(
            "own-words | decide | questions | doses | practice | goals | places | flares | patterns | \
             medicines | safety",
        );
    }

    /// The words of an enum whose variants carry facts are these, in this order.
    fn check_names<T: strum::VariantNames>(expected: &str) {
        assert_eq!(T::VARIANTS.join(" | "), expected);
    }

    #[test]
    fn the_words_of_facts_in_json_are_the_published_ones() {
        check_names::<exercise_record::Outcome>("done | skipped");
        check_names::<assignment::SetBy>("person | clinician");
        check_names::<exit::Requirement>(
            "days | pain | mornings | bearable | sessions | no-flare | no-creep | test | \
             nothing-stopped",
        );
        check_names::<routine::BlockedUntil>("cleared | alone");
        check_names::<routine::DueReason>("daily | its-day | carried-over");
        check_names::<routine::NotDueReason>(
            "another-day | rest | rest-after | enough | too-long | stopped | in-flare | from-day | \
             from-painless-day | not-same-day | one-of | bone-rests | barred | set-up | bone-waits",
        );
    }
}
