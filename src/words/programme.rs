//! The order of a phase, and how a dose grows, in words.

use super::text::{and, count};
use crate::domain::programme::condition::Phase;
use crate::domain::programme::dose::{Dose, Grow};
use crate::domain::programme::exercise::Review;
use crate::domain::text::date::{self, Reader};
use crate::domain::text::style::Style;
use crate::domain::text::suggest::either;

/// The order of a phase, a sentence a line: what begins later, what shares no day, what is chosen
/// between, and what takes the place of what. `name` gives the name of an exercise by its id.
pub fn phase_order<'a>(phase: &'a Phase, name: impl Fn(&'a str) -> &'a str) -> Vec<String> {
    let names = |ids: &'a [String]| ids.iter().map(|id| name(id)).collect::<Vec<_>>();
    let mut begins: Vec<_> = phase.from_day.iter().map(|(id, day)| (*day, name(id))).collect();
    begins.sort_unstable();
    let mut lines: Vec<String> = begins
        .into_iter()
        .map(|(day, name)| format!("{name}: from day {day} of the phase"))
        .collect();
    lines.extend(phase.from_painless_day.iter().map(|(id, days)| {
        let days = count(*days, "day", "days");
        format!("{}: after {days} in a row at bone pain 0", name(id))
    }));
    lines.extend(
        phase
            .not_same_day
            .iter()
            .map(|group| format!("Never on the same day: {}", and(&names(group)))),
    );
    lines.extend(
        phase.one_of.iter().map(|group| format!("One of these on a day: {}", either(names(group)))),
    );
    lines.extend(
        phase.instead.iter().map(|(id, others)| {
            format!("Where {} is kept out: {}", name(id), either(names(others)))
        }),
    );
    lines
}

/// Who has looked a file through, in a sentence, and whether it is time to do so again.
pub fn reviewed(review: Option<&Review>, reader: Reader) -> String {
    let Some(review) = review else {
        return "No physiotherapist has signed it off.".to_owned();
    };
    let day = |day| date::long(day, reader.style);
    let by = format!("Looked through by {} on {}", review.by, day(review.on));
    match review.again {
        Some(again) if again <= reader.today => {
            format!("{by}; it was to be looked through again on {}.", day(again))
        }
        Some(again) => format!("{by}; to be looked through again on {}.", day(again)),
        None => format!("{by}."),
    }
}

/// How a dose grows: `grows in time held, to 10 s`. `None` where the file leaves it to the kind of
/// the exercise.
pub fn growth(dose: &Dose, style: Style) -> Option<String> {
    let to = |most: Option<u32>, unit: &str| {
        most.map_or(String::new(), |most| format!(", to {most}{unit}"))
    };
    Some(match dose.grow? {
        Grow::None => "stays as it is".to_owned(),
        Grow::Reps => {
            let sets = dose.sets_max.map(|most| format!(", in sets to {most}"));
            format!("grows in repeats{}{}", to(dose.reps_max, ""), sets.unwrap_or_default())
        }
        Grow::Hold => format!("grows in time held{}", to(dose.hold_max_s, " s")),
        Grow::Load => {
            let step = dose.load_step_g.map(|step| format!(" by {}", style.weight(step)));
            let fall = dose.reps_min.map(|least| format!(", while repeats fall to {least}"));
            format!("grows in weight{}{}", step.unwrap_or_default(), fall.unwrap_or_default())
        }
        Grow::Minutes => {
            let step = dose.minutes_step.map(|step| format!(" by {step} min"));
            format!("grows in time{}{}", step.unwrap_or_default(), to(dose.minutes_max, " min"))
        }
        Grow::Stage => {
            let lines: Vec<&str> = dose.stages.iter().map(|stage| stage.line.as_str()).collect();
            format!("goes on in stages: {}", lines.join("; "))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::condition::PhaseName;
    use crate::domain::programme::dose::Stage;
    use crate::domain::testing;

    #[test]
    fn the_order_of_a_phase_is_told_a_line_each() {
        let ids = ["run", "lift", "bike", "pool"].map(str::to_owned);
        let [run, lift, bike, pool] = ids.clone();
        let condition = testing::condition("c", &ids);
        let phase = Phase {
            from_day: [(run.clone(), 28), (lift.clone(), 7)].into(),
            from_painless_day: [(run.clone(), 14)].into(),
            not_same_day: vec![vec![run.clone(), lift]],
            one_of: vec![vec![bike.clone(), pool]],
            instead: [(run, vec![bike])].into(),
            ..condition.phase(PhaseName::Calm).expect("all four are there").clone()
        };
        assert_eq!(
            phase_order(&phase, |id| id),
            [
                "lift: from day 7 of the phase",
                "run: from day 28 of the phase",
                "run: after 14 days in a row at bone pain 0",
                "Never on the same day: run and lift",
                "One of these on a day: bike or pool",
                "Where run is kept out: bike",
            ]
        );
    }

    #[test]
    fn who_has_looked_a_file_through_is_told_with_the_day() {
        let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
        let reader: Reader = day("2027-01-10").into();
        assert_eq!(reviewed(None, reader), "No physiotherapist has signed it off.");
        let review = |again: Option<&str>| Review {
            by: "Ana Example, physiotherapist".to_owned(),
            on: day("2026-11-22"),
            again: again.map(day),
        };
        let by = "Looked through by Ana Example, physiotherapist on Sunday 22 November 2026";
        for (again, rest) in [
            (None, "."),
            (Some("2027-11-22"), "; to be looked through again on Monday 22 November 2027."),
            (Some("2027-01-10"), "; it was to be looked through again on Sunday 10 January 2027."),
        ] {
            assert_eq!(reviewed(Some(&review(again)), reader), format!("{by}{rest}"));
        }
    }

    #[test]
    fn each_way_to_grow_is_told() {
        let plain = testing::exercise("x", 3).dose;
        let stage = |line: &str| Stage { line: line.to_owned(), minutes: 30 };
        for (dose, words) in [
            (plain.clone(), None),
            (Dose { grow: Some(Grow::None), ..plain.clone() }, Some("stays as it is")),
            (
                Dose { grow: Some(Grow::Reps), reps_max: Some(15), ..plain.clone() },
                Some("grows in repeats, to 15"),
            ),
            (
                Dose { grow: Some(Grow::Hold), hold_max_s: Some(10), ..plain.clone() },
                Some("grows in time held, to 10 s"),
            ),
            (
                Dose {
                    grow: Some(Grow::Load),
                    load_step_g: Some(2500),
                    reps_min: Some(8),
                    ..plain.clone()
                },
                Some("grows in weight by 2.5 kg, while repeats fall to 8"),
            ),
            (
                Dose {
                    grow: Some(Grow::Minutes),
                    minutes_step: Some(5),
                    minutes_max: Some(30),
                    ..plain.clone()
                },
                Some("grows in time by 5 min, to 30 min"),
            ),
            (
                Dose {
                    grow: Some(Grow::Stage),
                    stages: vec![stage("walk"), stage("run")],
                    ..plain
                },
                Some("goes on in stages: walk; run"),
            ),
        ] {
            assert_eq!(growth(&dose, Style::default()).as_deref(), words);
        }
    }
}
