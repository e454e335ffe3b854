//! What the answers of the body decide about the next dose, and why.
//!
//! The table (README, “How a dose changes”) is a design proposal, put together from the
//! pain-monitoring model (`[recalled: Thomee 1997, Phys Ther 77:1690; Silbernagel 2007, Am J Sports
//! Med 35:897]`), which was only tried on kneecap and Achilles pain. The strictest row wins: a
//! sign, bone, too much, a break, a worse week, not settled, not known; and growth comes last.
//! Everything here looks back over sessions and mornings that were recorded, and at nothing else.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::ladder::Step;
use super::worse_week::WorseWeek;
use crate::domain::analysis::response::{Morning, NoMorning, Response, USUAL_WITHIN};
use crate::domain::diary::exercise_record::Symptom;
use crate::domain::diary::score::Score;
use crate::domain::plan::assignment::SetBy;
use crate::domain::screening::safety::Limit;
use crate::domain::text::date::{days_before, days_between};

/// Session days that a decision looks back on, and that must all be good before anything grows
/// (design proposal).
pub const LOOKS_BACK: usize = 3;

/// Points above the usual morning that are too much (design proposal).
const MORNING_TOO_MUCH: u32 = 2;

/// Too much twice in so many days stops an exercise (design proposal).
pub const AGAIN_WITHIN: i64 = 7;

/// Days without an exercise after which it starts again one step down (design proposal).
const MISSED_DAYS: i64 = 7;

/// Days before its first session that a decision may rest on: the mornings that “usual” is made of,
/// and three days to spare, because a decision that is shown to others must not give away a private
/// entry.
const RESTS_ON_DAYS: u64 = USUAL_WITHIN + 3;

/// What was found in the answers: the row of the table, with its numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// A sign came with it.
    Sign {
        /// The day.
        day: NaiveDate,
        /// The sign.
        symptom: Symptom,
        /// Whether a sign had come with it before, and no clinician has looked since.
        again: bool,
    },
    /// Pain in it, where a bone allows none.
    Bone {
        /// The day.
        day: NaiveDate,
        /// The pain.
        pain: Score,
    },
    /// It was too much.
    TooMuch {
        /// The day.
        day: NaiveDate,
        /// What was.
        over: Over,
        /// Whether it had been too much in the seven days before.
        again: bool,
    },
    /// It was not done for seven days or more.
    Missed {
        /// The last day it was done.
        last: NaiveDate,
        /// Whole days since, without it.
        days: i64,
    },
    /// The mean of the last seven days is up by a point or more.
    WorseWeek(WorseWeek),
    /// It had not settled yet.
    NotSettled {
        /// The day.
        day: NaiveDate,
        /// What had not.
        over: Over,
    },
    /// Something that the rule needs was not recorded.
    NotKnown {
        /// The day it is missing for.
        day: NaiveDate,
        /// What is missing.
        what: Missing,
    },
    /// It was harder than it is meant to be.
    TooHard {
        /// The day.
        day: NaiveDate,
        /// How hard it was, 0 to 10.
        effort: u32,
        /// How hard it is meant to be.
        target: u32,
    },
    /// Less was done than was asked for.
    Incomplete {
        /// The day.
        day: NaiveDate,
    },
    /// There are too few sessions at this dose so far.
    TooFew {
        /// How many there are.
        sessions: usize,
    },
    /// Three good sessions running, but it grows no sooner than in a week.
    TooSoon {
        /// The first day on which it may.
        until: NaiveDate,
    },
    /// The first week of the phase, with its fewer sets, is over.
    FirstWeekOver,
    /// Three good sessions running.
    Good,
}

/// What was above a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// The pain while doing it.
    Pain(Score),
    /// The morning after.
    Morning(Morning),
}

/// What was not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Pain while doing it.
    Pain,
    /// Effort, where the dose has a target.
    Effort,
    /// The morning after.
    Morning,
    /// Enough mornings before it to say what is usual.
    Usual,
}

/// What a decision rests on.
#[derive(Debug, Clone, Copy)]
pub struct DecisionInput<'a> {
    /// The day of the decision.
    pub today: NaiveDate,
    /// The last session days at this dose, at most [`LOOKS_BACK`], the oldest first.
    pub responses: &'a [Response],
    /// The limits on pain in it.
    pub limit: Limit,
    /// Whether a bone allows no pain at all.
    pub bone: bool,
    /// Whether it asks anything of the body, so that a morning can answer it. Letting go does not
    /// (design choice).
    pub loads: bool,
    /// The effort it is meant to take, where it has one.
    pub effort: Option<u32>,
    /// The last day before these on which it was too much.
    pub too_much_on: Option<NaiveDate>,
    /// Whether a sign had come with it before these, and no clinician has looked since.
    pub had_sign: bool,
    /// The last day it was done, where a break since then has not been answered yet.
    pub last_done: Option<NaiveDate>,
    /// Days a week it is for.
    pub days_per_week: u32,
    /// The week's rise, if there is one.
    pub week_up: Option<WorseWeek>,
    /// The first day on which it may grow.
    pub grows_from: NaiveDate,
}

impl DecisionInput<'_> {
    /// The row of the table that applies: the strictest.
    pub fn finding(&self) -> Finding {
        // The order is the safety of the table: danger first, and growth only where nothing speaks
        // against it. A row that is moved changes what somebody in pain is asked to do.
        self.sign()
            .or_else(|| self.bone_pain())
            .or_else(|| self.too_much())
            .or_else(|| self.missed())
            .or_else(|| self.week_up.map(Finding::WorseWeek))
            .or_else(|| self.not_good())
            .unwrap_or(match self.responses.len() {
                sessions @ ..LOOKS_BACK => Finding::TooFew { sessions },
                _ if self.today < self.grows_from => Finding::TooSoon { until: self.grows_from },
                _ => Finding::Good,
            })
    }

    fn sign(&self) -> Option<Finding> {
        let mut signs = self.responses.iter().filter(|response| !response.symptoms.is_empty());
        // The newest sign counts; an older one only makes it the second time.
        let last = signs.next_back()?;
        let again = self.had_sign || signs.next().is_some();
        // Numbness or weakness is the graver of the two, and comes last in the list.
        last.symptoms.last().map(|symptom| Finding::Sign {
            day: last.day,
            symptom: *symptom,
            again,
        })
    }

    fn bone_pain(&self) -> Option<Finding> {
        self.responses.iter().rev().find_map(|response| {
            let pain = response.pain.filter(|pain| self.bone && pain.tenths() > 0)?;
            Some(Finding::Bone { day: response.day, pain })
        })
    }

    fn too_much(&self) -> Option<Finding> {
        let mut found = self
            .responses
            .iter()
            .rev()
            .filter_map(|response| Some((response.day, self.over_limit(response)?)));
        let (day, over) = found.next()?;
        // Stepping back begins a new count of sessions; what was too much before it is kept beside.
        let before = found.next().map(|(day, _)| day).or(self.too_much_on);
        let again = before.is_some_and(|before| days_between(before, day) < AGAIN_WITHIN);
        Some(Finding::TooMuch { day, over, again })
    }

    /// What was too much in one session day: the pain in it before the morning after.
    fn over_limit(&self, response: &Response) -> Option<Over> {
        // A bone that hurts at all the next morning was loaded too much; muscle may be sore.
        let morning_limit = if self.bone { 1 } else { MORNING_TOO_MUCH };
        if let Some(pain) = response.pain.filter(|pain| pain.is_above(self.limit.acceptable_max)) {
            return Some(Over::Pain(pain));
        }
        let morning = response.morning.ok()?;
        (self.loads && morning.is_up_by(morning_limit)).then_some(Over::Morning(morning))
    }

    fn missed(&self) -> Option<Finding> {
        let last = self.last_done?;
        // Neither the day it was done nor today, which is not over, was missed.
        let days = days_between(last, self.today) - 1;
        // What is for one day a week is not missed before its second turn has gone by.
        let allowed = if self.days_per_week == 1 { 2 * MISSED_DAYS } else { MISSED_DAYS };
        (days >= allowed).then_some(Finding::Missed { last, days })
    }

    /// What stands in the way of calling the sessions good, the newest first.
    fn not_good(&self) -> Option<Finding> {
        self.responses.iter().rev().find_map(|response| {
            let day = response.day;
            // What was not recorded is never taken as good: a dose that grew on it would grow on
            // nothing.
            match response.pain {
                Some(pain) if pain.is_above(self.limit.safe_max) => {
                    return Some(Finding::NotSettled { day, over: Over::Pain(pain) });
                }
                Some(_) if response.has_all_pain => {}
                _ => return Some(Finding::NotKnown { day, what: Missing::Pain }),
            }
            match response.morning {
                // Letting go cannot be too much for the next morning.
                _ if !self.loads => {}
                Ok(morning) if !morning.is_settled() => {
                    return Some(Finding::NotSettled { day, over: Over::Morning(morning) });
                }
                Ok(_) => {}
                Err(NoMorning::NotRecorded) => {
                    return Some(Finding::NotKnown { day, what: Missing::Morning });
                }
                Err(NoMorning::NoUsual) => {
                    return Some(Finding::NotKnown { day, what: Missing::Usual });
                }
            }
            match (self.effort, response.effort) {
                (Some(target), Some(effort)) if effort > target => {
                    return Some(Finding::TooHard { day, effort, target });
                }
                (Some(_), _) if !response.has_all_effort => {
                    return Some(Finding::NotKnown { day, what: Missing::Effort });
                }
                _ => {}
            }
            (!response.as_asked).then_some(Finding::Incomplete { day })
        })
    }
}

/// What a decision does to an exercise.
#[derive(Debug, Clone, PartialEq)]
pub enum DoseChange {
    /// Nothing: the same dose.
    Hold,
    /// One thing in its dose.
    Dose(Step),
    /// The dose it had before it last grew.
    Back {
        /// The exercise, where growing had changed it.
        to: Option<String>,
        /// What that dose is, in words.
        dose: String,
    },
    /// Another exercise in its place.
    Swap {
        /// Its id.
        to: String,
        /// Whether it is the harder one.
        harder: bool,
    },
    /// It is left out until a clinician has looked.
    Stop,
}

impl DoseChange {
    /// The word that programs read: which way it goes.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Dose(step) if step.is_up() => "up",
            // Going back is always to less.
            Self::Dose(_) | Self::Back { .. } => "down",
            Self::Swap { harder: true, .. } => "harder",
            Self::Swap { harder: false, .. } => "easier",
            Self::Stop => "stop",
        }
    }
}

/// What was decided about one exercise on one day, with all that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The exercise it is about.
    pub exercise: String,
    /// The day it was made.
    pub on: NaiveDate,
    /// The row of the table, with its numbers.
    pub finding: Finding,
    /// What it does.
    pub change: DoseChange,
    /// Whose setting keeps the dose as it is, so that `change` is only what the rule would have
    /// done.
    pub kept_for: Option<SetBy>,
    /// Whether there is anything that could grow.
    pub can_grow: bool,
    /// The limits on pain it was held against.
    pub limit: Limit,
    /// The sessions it looked at, the oldest first.
    pub responses: Vec<Response>,
}

/// A rule's name, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What to call it.
    pub name: &'static str,
    /// Its source, with its marks.
    pub source: &'static str,
}

impl Decision {
    /// The days whose entries may have had a part in it. Where one of them is private, the decision
    /// is for the person alone.
    pub fn may_rest_on(&self) -> RangeInclusive<NaiveDate> {
        let sessions = self.responses.iter().map(|response| response.day);
        let first = sessions.min().map_or(self.on, |first| first.min(self.on));
        days_before(first, RESTS_ON_DAYS)..=self.on
    }

    /// Whether it ended with this exercise being done.
    pub fn leads_to(&self, exercise: &str) -> bool {
        match &self.change {
            DoseChange::Swap { to, .. } | DoseChange::Back { to: Some(to), .. } => to == exercise,
            _ => self.exercise == exercise,
        }
    }

    /// Whether it says anything to a person who only wants to know what to do: not that something
    /// holds which would hold in any case.
    pub fn says_something(&self) -> bool {
        let is_worse = matches!(
            self.finding,
            Finding::NotSettled { .. } | Finding::Missed { .. } | Finding::WorseWeek(_)
        );
        self.change != DoseChange::Hold
            || self.can_grow && self.finding != (Finding::TooFew { sessions: 0 })
            || is_worse
    }

    /// Whether a morning that was not recorded is what it waits for.
    pub fn waits_for_morning(&self) -> bool {
        self.can_grow && matches!(self.finding, Finding::NotKnown { what: Missing::Morning, .. })
    }

    /// Whether it changes what is done.
    pub fn changes(&self) -> bool {
        self.change != DoseChange::Hold && self.kept_for.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::analysis::response::Usual;
    use crate::domain::diary::pain_point::RecordedScore;
    use crate::domain::text::date::days_after;

    /// The n-th day.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date"), n)
    }

    /// A score in tenths.
    fn score(tenths: i64) -> Score {
        Score::from_tenths(tenths).expect("a score")
    }

    /// A morning so many tenths above the usual one, which is 3.
    fn morning(above: i64) -> Morning {
        let felt = [0, 1, 2].map(|n| RecordedScore {
            day: day(n),
            score: score(30),
            morning: true,
            minute: None,
            known_on: day(n),
        });
        let usual = Usual::before(&felt, day(3), day(3)).expect("three mornings");
        Morning { score: score(30 + above), usual }
    }

    /// A good session on the n-th day.
    fn good(n: u64) -> Response {
        Response {
            day: day(n),
            load_g: None,
            pain: Some(score(20)),
            effort: Some(6),
            has_all_pain: true,
            has_all_effort: true,
            symptoms: Vec::new(),
            as_asked: true,
            morning: Ok(morning(0)),
        }
    }

    /// Three good sessions, the last one changed.
    fn last(change: impl FnOnce(&mut Response)) -> Vec<Response> {
        let mut responses = vec![good(10), good(12), good(14)];
        change(&mut responses[2]);
        responses
    }

    /// What is found in these answers on day 15, with nothing else known.
    fn evidence(responses: &[Response]) -> DecisionInput<'_> {
        DecisionInput {
            today: day(15),
            responses,
            limit: Limit { safe_max: 2, acceptable_max: 5 },
            bone: false,
            loads: true,
            effort: Some(6),
            too_much_on: None,
            had_sign: false,
            last_done: responses.last().map(|response| response.day),
            days_per_week: 3,
            week_up: None,
            grows_from: day(0),
        }
    }

    /// Pain while doing it.
    fn pain(tenths: i64) -> impl FnOnce(&mut Response) {
        move |response| response.pain = Some(score(tenths))
    }

    /// A morning after, so many tenths above usual.
    fn rise(tenths: i64) -> impl FnOnce(&mut Response) {
        move |response| response.morning = Ok(morning(tenths))
    }

    /// What is found on the day of the last session.
    fn not_settled(over: Over) -> Finding {
        Finding::NotSettled { day: day(14), over }
    }

    /// What is found on the day of the last session.
    fn too_much(over: Over) -> Finding {
        Finding::TooMuch { day: day(14), over, again: false }
    }

    /// What is found on the day of the last session.
    fn not_known(what: Missing) -> Finding {
        Finding::NotKnown { day: day(14), what }
    }

    /// Pain above a limit, in tenths.
    fn over_pain(tenths: i64) -> Over {
        Over::Pain(score(tenths))
    }

    /// A morning above a limit, in tenths above usual.
    fn over_morning(tenths: i64) -> Over {
        Over::Morning(morning(tenths))
    }

    #[test]
    fn every_row_of_the_table() {
        let rows: [(&str, Vec<Response>, Finding); 21] = [
            ("three good ones", last(|_| {}), Finding::Good),
            ("two good ones", vec![good(12), good(14)], Finding::TooFew { sessions: 2 }),
            ("none", vec![], Finding::TooFew { sessions: 0 }),
            ("pain of exactly 2", last(pain(20)), Finding::Good),
            ("pain just above 2", last(pain(21)), not_settled(over_pain(21))),
            ("pain of exactly 5", last(pain(50)), not_settled(over_pain(50))),
            ("pain just above 5", last(pain(51)), too_much(over_pain(51))),
            ("a morning better than usual", last(rise(-10)), Finding::Good),
            ("a morning just above usual", last(rise(1)), not_settled(over_morning(1))),
            ("a morning up by 1", last(rise(10)), not_settled(over_morning(10))),
            ("a morning up by nearly 2", last(rise(19)), not_settled(over_morning(19))),
            ("a morning up by 2", last(rise(20)), too_much(over_morning(20))),
            ("no pain recorded", last(|it| it.pain = None), not_known(Missing::Pain)),
            (
                "pain of one of two sessions",
                last(|it| it.has_all_pain = false),
                not_known(Missing::Pain),
            ),
            (
                "no morning",
                last(|it| it.morning = Err(NoMorning::NotRecorded)),
                not_known(Missing::Morning),
            ),
            (
                "no usual morning",
                last(|it| it.morning = Err(NoMorning::NoUsual)),
                not_known(Missing::Usual),
            ),
            ("no effort", last(|it| it.has_all_effort = false), not_known(Missing::Effort)),
            (
                "too hard",
                last(|it| it.effort = Some(7)),
                Finding::TooHard { day: day(14), effort: 7, target: 6 },
            ),
            (
                "less than asked",
                last(|it| it.as_asked = false),
                Finding::Incomplete { day: day(14) },
            ),
            (
                "a sign",
                last(|it| it.symptoms = vec![Symptom::LegSpread]),
                Finding::Sign { day: day(14), symptom: Symptom::LegSpread, again: false },
            ),
            (
                "the graver of two signs",
                last(|it| it.symptoms = vec![Symptom::LegSpread, Symptom::NumbWeak]),
                Finding::Sign { day: day(14), symptom: Symptom::NumbWeak, again: false },
            ),
        ];
        for (what, responses, expected) in rows {
            assert_eq!(evidence(&responses).finding(), expected, "{what}");
        }
    }

    #[test]
    fn an_earlier_one_of_the_three_counts_as_well() {
        let mut responses = last(|_| {});
        responses[0].pain = None;
        assert_eq!(
            evidence(&responses).finding(),
            Finding::NotKnown { day: day(10), what: Missing::Pain }
        );
        responses[0].pain = Some(score(60));
        assert!(matches!(evidence(&responses).finding(), Finding::TooMuch { again: false, .. }));
    }

    #[test]
    fn the_second_time_within_seven_days_is_told_apart() {
        let responses = last(pain(60));
        for (too_much_on, expected) in [(Some(day(8)), true), (Some(day(7)), false), (None, false)]
        {
            let finding = DecisionInput { too_much_on, ..evidence(&responses) }.finding();
            assert!(matches!(finding, Finding::TooMuch { again, .. } if again == expected));
        }
        let mut responses = last(pain(60));
        responses[0].pain = Some(score(60));
        assert!(matches!(evidence(&responses).finding(), Finding::TooMuch { again: true, .. }));
        let signs = last(|it| it.symptoms = vec![Symptom::LegSpread]);
        let again = DecisionInput { had_sign: true, ..evidence(&signs) }.finding();
        assert!(matches!(again, Finding::Sign { again: true, .. }));
    }

    /// What is found in these answers where a bone allows no pain.
    fn bone(responses: &[Response]) -> Finding {
        let limit = Limit { safe_max: 0, acceptable_max: 0 };
        DecisionInput { bone: true, limit, ..evidence(responses) }.finding()
    }

    #[test]
    fn a_bone_allows_nothing() {
        assert_eq!(bone(&last(pain(1))), Finding::Bone { day: day(14), pain: score(1) });
        let mut responses = last(|_| {});
        for response in &mut responses {
            response.pain = Some(score(0));
        }
        assert_eq!(bone(&responses), Finding::Good);
        responses[2].morning = Ok(morning(10));
        assert!(matches!(bone(&responses), Finding::TooMuch { .. }));
    }

    #[test]
    fn a_bad_morning_says_nothing_about_letting_go() {
        let responses = last(rise(30));
        assert_eq!(DecisionInput { loads: false, ..evidence(&responses) }.finding(), Finding::Good);
        let responses = last(pain(60));
        assert!(matches!(
            DecisionInput { loads: false, ..evidence(&responses) }.finding(),
            Finding::TooMuch { .. }
        ));
    }

    #[test]
    fn a_break_counts_whole_days_and_a_weekly_one_has_two_turns() {
        let responses = last(|_| {});
        for (today, days_per_week, is_missed) in
            [(21, 3, false), (22, 3, true), (28, 1, false), (29, 1, true)]
        {
            let evidence =
                DecisionInput { today: day(today), days_per_week, ..evidence(&responses) };
            assert_eq!(matches!(evidence.finding(), Finding::Missed { .. }), is_missed, "{today}");
        }
        let answered = last(|_| {});
        let finding =
            DecisionInput { today: day(40), last_done: None, ..evidence(&answered) }.finding();
        assert_eq!(finding, Finding::Good);
    }

    #[test]
    fn what_may_not_grow_yet_says_from_when() {
        let responses = last(|_| {});
        let early = DecisionInput { grows_from: day(16), ..evidence(&responses) };
        assert_eq!(early.finding(), Finding::TooSoon { until: day(16) });
        assert_eq!(DecisionInput { today: day(16), ..early }.finding(), Finding::Good);
    }

    /// The place of a row among those that hold or take away, the strictest 0.
    fn rank_of(finding: &Finding) -> Option<usize> {
        match finding {
            Finding::Sign { .. } => Some(0),
            Finding::Bone { .. } => Some(1),
            Finding::TooMuch { .. } => Some(2),
            Finding::Missed { .. } => Some(3),
            Finding::WorseWeek(_) => Some(4),
            Finding::NotSettled { .. } => Some(5),
            Finding::NotKnown { .. } => Some(6),
            _ => None,
        }
    }

    #[test]
    fn the_strictest_row_wins() {
        // From the strictest on, each of these is added to all that follow it.
        let week_up = Some(WorseWeek { before: 2.0, now: 3.0 });
        for rank in 0..7 {
            let mut responses = last(|_| {});
            if rank <= 6 {
                responses[0].morning = Err(NoMorning::NotRecorded);
            }
            if rank <= 5 {
                responses[1].pain = Some(score(30));
            }
            if rank <= 2 {
                responses[1].morning = Ok(morning(30));
            }
            if rank <= 1 {
                responses[1].pain = Some(score(10));
            }
            if rank == 0 {
                responses[0].symptoms = vec![Symptom::NumbWeak];
            }
            let found = DecisionInput {
                bone: rank <= 1,
                today: if rank <= 3 { day(30) } else { day(15) },
                week_up: week_up.filter(|_| rank <= 4),
                ..evidence(&responses)
            };
            let finding = found.finding();
            assert_eq!(rank_of(&finding), Some(rank), "{finding:?}");
        }
    }

    #[test]
    fn a_decision_reads_in_one_line() {
        let up = DoseChange::Dose(Step::Reps { from: 10, to: 12 });
        let down = DoseChange::Swap { to: "glute".to_owned(), harder: false };
        for (finding, change, kept_for, words) in [
            (Finding::Good, up.clone(), None, "↑ 12 reps: pain ≤ 2 three times running"),
            (
                Finding::Good,
                up,
                Some(SetBy::Person),
                "= kept as you set it; the rule says ↑ 12 reps: pain ≤ 2 three times running",
            ),
            (too_much(over_pain(60)), down, None, "↓ GLUTE in place of X: pain 6 on Mon 21 Sep"),
            (Finding::TooFew { sessions: 1 }, DoseChange::Hold, None, "= 1 of 3 good sessions"),
            (
                not_settled(over_morning(10)),
                DoseChange::Hold,
                None,
                "= stays: morning 4 after Mon 21 Sep, usual 3",
            ),
        ] {
            let decision = Decision {
                exercise: "x".to_owned(),
                on: day(15),
                finding,
                change,
                kept_for,
                can_grow: true,
                limit: Limit { safe_max: 2, acceptable_max: 5 },
                responses: Vec::new(),
            };
            assert_eq!(decision.in_few_words(|id| id.to_uppercase(), day(15)), words);
        }
    }
}
