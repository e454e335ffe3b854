//! Every row of the table by itself, which of two rows wins, and what growing needs.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::domain::flare::fold::ComparedDay;
use crate::domain::flare::night::NoNight;
use crate::domain::flare::score_book::DayPain;
use crate::domain::testing;

/// The numbers of the shipped rules.
static RULES: LazyLock<RuleBook> = LazyLock::new(testing::rules);

/// The n-th day.
fn day(n: i64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date");
    days_after(first, u64::try_from(n).expect("not before the first"))
}

/// A score in tenths.
fn score(tenths: i64) -> Score {
    Score::from_tenths(tenths).expect("a score")
}

/// A record of the n-th day without pain and with a settled night, as asked.
fn good(n: i64) -> Response {
    Response {
        day: day(n),
        pain: Some(score(0)),
        above: Some(0),
        is_elsewhere: false,
        effort: None,
        load_g: None,
        symptoms: vec![],
        as_asked: true,
        in_flare: false,
        on_way_back: false,
        next_day: morning_of(Some(0)),
        night: Night::Settled,
    }
}

/// A morning after with this pain, in tenths.
fn morning_of(tenths: Option<i64>) -> ComparedDay {
    let pain = DayPain { morning: tenths.map(Tenths::from), evening: None };
    ComparedDay { pain, ..ComparedDay::default() }
}

/// A record of the n-th day with this pain in it and so much of it new, in tenths.
fn hurt(n: i64, pain: i64, above: i64) -> Response {
    Response { pain: Some(score(pain)), above: Some(above), ..good(n) }
}

/// A record of the n-th day after which the night was so many tenths above usual.
fn unsettled(n: i64, rise: i64) -> Response {
    Response { night: Night::Unsettled { rise: Tenths::from(rise) }, ..good(n) }
}

/// A record of the n-th day after which nothing of the night is known.
fn blind(n: i64) -> Response {
    let night = Night::Unknown(NoNight::NotRecorded);
    Response { night, next_day: morning_of(None), ..good(n) }
}

/// A record of the n-th day with a sign.
fn with_sign(n: i64, symptom: Symptom) -> Response {
    Response { symptoms: vec![symptom], ..good(n) }
}

/// Three good records, on days 14, 16 and 18.
fn three_good() -> Vec<Response> {
    [14, 16, 18].map(good).to_vec()
}

/// What is found on day 20 of these records, in an exercise that loads, with a limit of 5 on the
/// pain in it and an effort of 6, where `with` changes what else there is.
fn found<'a>(
    responses: &'a [Response],
    with: impl FnOnce(DecisionInput<'a>) -> DecisionInput<'a>,
) -> Finding {
    let input = DecisionInput {
        today: day(20),
        rules: &RULES,
        responses,
        limit: Limit { safe_max: 2, acceptable_max: 5 },
        bone: false,
        loads: true,
        effort: Some(6),
        had_spread: false,
        stands_in_after_spread: false,
        most_pain_on: &[],
        away: None,
        in_flare: false,
        way_back: 0,
        next_step: NextStep { records: 3, may_be_blind: true },
        grows_from: day(0),
        may_end_first_week: false,
    };
    with(input).finding()
}

/// The same where nothing else is there.
fn found_of(responses: &[Response]) -> Finding {
    found(responses, |input| input)
}

/// The days without it that a break has.
fn away(days: i64) -> Option<Away> {
    Some(Away { last: day(2), days })
}

#[test]
fn every_row_of_the_table() {
    let spread = Symptom::LegSpread;
    let sign = |n, symptom, again| Finding::Sign { day: day(n), symptom, again };
    let over = |n, pain, above| Finding::TooMuch {
        day: day(n),
        over: Over::Pain { pain: score(pain), above },
    };
    let with = |n: i64, response: Response| {
        let mut responses = three_good();
        responses.retain(|other| other.day != day(n));
        responses.push(Response { day: day(n), ..response });
        responses.sort_by_key(|response| response.day);
        responses
    };
    let rows = [
        (found_of(&with(16, with_sign(16, Symptom::NumbWeak))), sign(16, Symptom::NumbWeak, false)),
        (found_of(&with(16, with_sign(16, spread))), sign(16, spread, false)),
        (
            found(&with(18, hurt(18, 5, 5)), |input| DecisionInput { bone: true, ..input }),
            Finding::Bone { day: day(18), pain: score(5) },
        ),
        (
            found_of(&[hurt(10, 80, 20), hurt(18, 90, 30)]),
            Finding::MostPain { day: day(18), pain: score(90), times: 2 },
        ),
        (found_of(&with(16, hurt(16, 60, 51))), over(16, 60, 51)),
        (
            found_of(&[unsettled(14, 20), good(16), unsettled(18, 35)]),
            Finding::TooMuch { day: day(18), over: Over::Nights { rise: Tenths::from(35) } },
        ),
        (
            found(&three_good(), |input| DecisionInput { away: away(7), ..input }),
            Finding::Away { last: day(2), days: 7, restarts: false },
        ),
        (
            found(&three_good(), |input| DecisionInput { away: away(28), ..input }),
            Finding::Away { last: day(2), days: 28, restarts: true },
        ),
        (found(&three_good(), |input| DecisionInput { in_flare: true, ..input }), Finding::InFlare),
        (
            found(&three_good(), |input| DecisionInput { way_back: 1, ..input }),
            Finding::WayBack { left: 1 },
        ),
        (
            found(&[good(18)], |input| DecisionInput { may_end_first_week: true, ..input }),
            Finding::FirstWeekOver,
        ),
        (
            found(&[good(18)], |input| DecisionInput { stands_in_after_spread: true, ..input }),
            Finding::WithoutSpread { records: 1, needs: 3 },
        ),
        (
            found_of(&with(18, unsettled(18, 20))),
            Finding::NotSettled { day: day(18), rise: Tenths::from(20) },
        ),
        (
            found_of(&with(14, hurt(14, 40, 31))),
            Finding::Hurt { day: day(14), pain: score(40), above: 31 },
        ),
        (
            found_of(&with(16, Response { effort: Some(7), ..good(16) })),
            Finding::TooHard { day: day(16), effort: 7, target: 6 },
        ),
        (
            found_of(&[Response { pain: None, above: None, ..good(18) }]),
            Finding::NoPain { day: day(18) },
        ),
        (
            found_of(&[Response { as_asked: false, ..good(18) }]),
            Finding::Incomplete { day: day(18) },
        ),
        (found_of(&[good(16), good(18)]), Finding::TooFew { records: 2, needs: 3 }),
        (
            found_of(&[14, 16, 18].map(blind)),
            Finding::NoNight { day: day(18), records: 3, needs: Some(5) },
        ),
        (
            found(&three_good(), |input| DecisionInput { grows_from: day(21), ..input }),
            Finding::TooSoon { until: day(21) },
        ),
        (found_of(&three_good()), Finding::Good { records: 3 }),
    ];
    for (found, expected) in rows {
        assert_eq!(found, expected);
    }
}

/// Everything that can speak about a dose at once, the strictest first: what is left after the
/// first so many are taken away is the next one.
#[test]
fn the_strictest_row_wins() {
    let named = |skip: usize| {
        let responses: Vec<Response> = [
            (1, with_sign(18, Symptom::NumbWeak)),
            (2, hurt(18, 10, 10)),
            (3, hurt(18, 90, 90)),
            (3, hurt(17, 90, 90)),
            (4, with_sign(16, Symptom::LegSpread)),
            (5, hurt(15, 60, 60)),
            (6, unsettled(14, 30)),
            (6, unsettled(13, 30)),
        ]
        .into_iter()
        .filter(|(row, _)| *row > skip)
        .map(|(_, response)| response)
        .rev()
        .collect();
        // Pain that counts for a bone alone must not be too much by itself.
        found(&responses, |input| DecisionInput {
            bone: skip < 2,
            away: away(7).filter(|_| skip < 7),
            in_flare: skip < 8,
            way_back: i64::from(skip < 9),
            may_end_first_week: skip < 10,
            stands_in_after_spread: skip < 11,
            ..input
        })
    };
    let words: Vec<&str> = (0..11)
        .map(|skip| match named(skip) {
            Finding::Sign { symptom: Symptom::NumbWeak, .. } => "sign",
            Finding::Bone { .. } => "bone",
            Finding::MostPain { .. } => "most pain",
            Finding::Sign { .. } => "spread",
            Finding::TooMuch { over: Over::Pain { .. }, .. } => "too much",
            Finding::TooMuch { over: Over::Nights { .. }, .. } => "nights",
            Finding::Away { .. } => "away",
            Finding::InFlare => "flare",
            Finding::WayBack { .. } => "way back",
            Finding::FirstWeekOver => "first week",
            Finding::WithoutSpread { .. } => "without spread",
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        "sign",
        "bone",
        "most pain",
        "spread",
        "too much",
        "nights",
        "away",
        "flare",
        "way back",
        // Nothing was recorded that could end the first week.
        "without spread",
        "without spread",
    ];
    assert_eq!(words, expected);
    let both = found(&[good(18)], |input| DecisionInput {
        may_end_first_week: true,
        stands_in_after_spread: true,
        ..input
    });
    assert_eq!(both, Finding::FirstWeekOver);
}

/// What may not grow without a night.
fn no_blind(input: DecisionInput<'_>) -> DecisionInput<'_> {
    DecisionInput { next_step: NextStep { records: 3, may_be_blind: false }, ..input }
}

/// What grows by stages.
fn stage(input: DecisionInput<'_>) -> DecisionInput<'_> {
    DecisionInput { next_step: NextStep { records: 2, may_be_blind: false }, ..input }
}

#[test]
fn what_growing_needs() {
    let five_blind = || [10, 12, 14, 16, 18].map(blind).to_vec();
    let with = |at: usize, response: Response| {
        let mut responses = five_blind();
        responses[at] = Response { day: responses[at].day, ..response };
        responses
    };
    let grows = |finding: Finding| matches!(finding, Finding::Good { .. });
    let rows = [
        ("three", found_of(&three_good()), true),
        ("two", found_of(&three_good()[1..]), false),
        ("five without a night", found_of(&five_blind()), true),
        ("four without a night", found_of(&five_blind()[1..]), false),
        ("one night is enough for three", found_of(&[blind(14), good(16), blind(18)]), true),
        ("load, neural, impact: no night", found(&five_blind(), no_blind), false),
        ("load, neural, impact: a night", found(&with(3, good(0)), no_blind), true),
        ("a stage: two", found(&three_good()[1..], stage), true),
        ("a stage: one", found(&three_good()[2..], stage), false),
        ("a stage: no night", found(&five_blind(), stage), false),
        ("3 above is the most", found_of(&[hurt(14, 30, 30), good(16), good(18)]), true),
        ("3.1 above is not", found_of(&[hurt(14, 31, 31), good(16), good(18)]), false),
        ("5 is the most", found_of(&[hurt(14, 50, 10), good(16), good(18)]), true),
        ("5.1 is not", found_of(&[hurt(14, 51, 10), good(16), good(18)]), false),
        (
            "blind: 2 above",
            found_of(&with(0, Response { night: blind(0).night, ..hurt(0, 20, 20) })),
            true,
        ),
        (
            "blind: 2.1",
            found_of(&with(0, Response { night: blind(0).night, ..hurt(0, 21, 21) })),
            false,
        ),
        (
            "a limit of 2",
            found(&[hurt(14, 21, 21), good(16), good(18)], |input| DecisionInput {
                limit: Limit { safe_max: 2, acceptable_max: 2 },
                ..input
            }),
            false,
        ),
        (
            "effort at its target",
            found_of(&[14, 16, 18].map(|n| Response { effort: Some(6), ..good(n) })),
            true,
        ),
        ("effort unknown, as above", found_of(&three_good()), true),
        (
            "older than four weeks",
            found(&three_good(), |input| DecisionInput { today: day(14 + 29), ..input }),
            false,
        ),
        (
            "just four weeks old",
            found(&three_good(), |input| DecisionInput { today: day(14 + 28), ..input }),
            true,
        ),
        (
            "letting go needs no night",
            found(&[14, 16, 18].map(blind), |input| DecisionInput { loads: false, ..input }),
            true,
        ),
    ];
    for (name, found, expected) in rows {
        assert_eq!(grows(found.clone()), expected, "{name}: {found:?}");
    }
}

#[test]
fn a_flare_and_the_way_back_neither_prove_nor_spoil_and_signs_still_stop() {
    let flare = |response: Response| Response { in_flare: true, ..response };
    let back = |response: Response| Response { on_way_back: true, ..response };
    for mark in [flare as fn(Response) -> Response, back] {
        let good_ones = [14, 16, 18].map(|n| mark(good(n)));
        assert!(matches!(found_of(&good_ones), Finding::TooFew { records: 0, .. }));
        let bad = [mark(hurt(14, 70, 70)), mark(unsettled(16, 30)), mark(unsettled(18, 30))];
        assert!(matches!(found_of(&bad), Finding::TooFew { records: 0, .. }), "{bad:?}");
        let sign = [mark(with_sign(18, Symptom::Bulge))];
        assert!(matches!(found_of(&sign), Finding::Sign { symptom: Symptom::Bulge, .. }));
        let most = [mark(hurt(16, 80, 80)), mark(hurt(18, 80, 80))];
        assert!(matches!(found_of(&most), Finding::MostPain { times: 2, .. }));
        let records = [mark(good(14)), mark(good(16)), good(18)];
        let stands_in =
            found(&records, |input| DecisionInput { stands_in_after_spread: true, ..input });
        assert_eq!(stands_in, Finding::WithoutSpread { records: 1, needs: 3 });
    }
}

#[test]
fn the_most_pain_counts_twice_in_two_weeks_or_once_with_a_sign() {
    let is_most = |finding| matches!(finding, Finding::MostPain { .. });
    for (responses, before, expected) in [
        (vec![hurt(18, 80, 80)], &[][..], false),
        (vec![hurt(5, 80, 20), hurt(18, 80, 20)], &[], true),
        (vec![hurt(4, 80, 20), hurt(18, 80, 20)], &[], false),
        // It was as bad before: that is no work of the exercise.
        (vec![hurt(16, 80, 19), hurt(18, 80, 19)], &[], false),
        (vec![hurt(16, 79, 79), hurt(18, 79, 79)], &[], false),
        (vec![hurt(18, 80, 20)], &[day(5)], true),
        (vec![hurt(18, 80, 20)], &[day(4)], false),
        (vec![Response { symptoms: vec![Symptom::Fall], ..hurt(18, 80, 20) }], &[], true),
        (vec![Response { symptoms: vec![Symptom::LegSpread], ..hurt(18, 80, 20) }], &[], true),
        // A fall by itself stops nothing.
        (vec![with_sign(18, Symptom::Fall)], &[], false),
    ] {
        let found = found(&responses, |input| DecisionInput { most_pain_on: before, ..input });
        assert_eq!(is_most(found.clone()), expected, "{responses:?} {before:?} {found:?}");
    }
}

#[test]
fn a_second_bad_night_within_a_week_lowers() {
    for (nights, lowers) in [
        (vec![unsettled(18, 50)], false),
        (vec![unsettled(12, 20), unsettled(18, 20)], true),
        (vec![unsettled(11, 20), unsettled(18, 20)], false),
    ] {
        let found = found_of(&nights);
        assert_eq!(matches!(found, Finding::TooMuch { .. }), lowers, "{nights:?} {found:?}");
        // Letting go is not answered by a night.
        let rests = self::found(&nights, |input| DecisionInput { loads: false, ..input });
        assert!(!matches!(rests, Finding::TooMuch { .. } | Finding::NotSettled { .. }));
    }
}

#[test]
fn leg_pain_that_spreads_again_is_told_apart() {
    let once = [with_sign(18, Symptom::LegSpread)];
    let twice = [with_sign(16, Symptom::LegSpread), once[0].clone()];
    for (responses, had_spread, expected) in
        [(&once[..], false, false), (&once, true, true), (&twice, false, true)]
    {
        let found = found(responses, |input| DecisionInput { had_spread, ..input });
        let Finding::Sign { again, .. } = found else { panic!("{found:?}") };
        assert_eq!(again, expected);
    }
}

#[test]
fn a_bone_counts_all_of_the_pain_unless_it_is_elsewhere() {
    let bone = |responses: &[Response]| {
        found(responses, |input| DecisionInput {
            bone: true,
            limit: Limit { safe_max: 0, acceptable_max: 0 },
            next_step: NextStep { records: 3, may_be_blind: true },
            ..input
        })
    };
    let hurts = |response| matches!(bone(&[response]), Finding::Bone { .. });
    assert!(hurts(hurt(18, 1, 0)), "what was there before counts as well");
    assert!(!hurts(hurt(18, 0, 0)));
    assert!(!hurts(Response { is_elsewhere: true, ..hurt(18, 30, 30) }));
    assert_eq!(bone(&three_good()), Finding::Good { records: 3 });
    // Every morning must be known, and 0.
    let with_morning = |tenths| {
        let mut responses = three_good();
        responses[0].next_day = morning_of(tenths);
        bone(&responses)
    };
    assert!(matches!(with_morning(Some(1)), Finding::NotSettled { .. }));
    assert!(matches!(with_morning(None), Finding::NoNight { needs: None, .. }));
    assert_eq!(bone(&three_good()[1..]), Finding::TooFew { records: 2, needs: 3 });
}

proptest! {
    /// Only what rule 16 names is for a clinician: ordinary pain, bad nights and hard work never
    /// are, in whatever order they come.
    #[test]
    fn nothing_ordinary_is_a_sign(
        kept in prop::collection::vec((0i64..80, 0i64..80, prop::option::of(-20i64..60), 0u32..11), 0..10),
        in_flare in any::<bool>(),
    ) {
        let responses: Vec<Response> = (10..).zip(&kept).map(|(n, (pain, above, rise, effort))| {
            let night = match rise {
                None => Night::Unknown(NoNight::NotRecorded),
                Some(rise) if *rise >= 20 => Night::Unsettled { rise: Tenths::from(*rise) },
                Some(_) => Night::Settled,
            };
            let above = (*above).min(*pain);
            Response { night, effort: Some(*effort), ..hurt(n, *pain, above) }
        }).collect();
        let found = found(&responses, |input| DecisionInput { in_flare, ..input });
        let needs_a_look = matches!(found, Finding::Sign { .. } | Finding::Bone { .. } | Finding::MostPain { .. });
        prop_assert!(!needs_a_look, "{:?}", found);
        // And whatever grows has three records that were well.
        if matches!(found, Finding::Good { .. }) {
            let last = &responses[responses.len() - 3..];
            let are_well = last.iter().all(|response| {
                let is_unsettled = matches!(response.night, Night::Unsettled { .. });
                response.above <= Some(30) && response.pain <= Some(score(50))
                    && response.effort <= Some(6) && !is_unsettled
            });
            prop_assert!(are_well && !in_flare);
        }
    }
}
