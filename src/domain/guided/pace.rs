//! The pace of one exercise: what to do from one second to the next.
//!
//! A [`Pace`] follows from a dose alone. It knows no clock: how far into it the person is comes as
//! an argument, in thousandths of a second. A set of an exercise for each side is done on one side
//! and then on the other before the next set begins, because changing sides is the rest for the
//! other side (see [`Dose::session_seconds`]).

use crate::domain::diary::exercise_record::Actual;
use crate::domain::programme::dose::{Dose, Sides};

/// Seconds to get into the starting position, before an exercise begins (design choice).
pub const READY_S: u32 = 10;

/// Seconds to change sides, where the dose names no longer rest between repeats (design choice).
pub const CHANGE_S: u32 = 10;

/// Seconds to get in and out of a hold, where the dose has no pace of its own; as
/// [`Dose::repeat_seconds`] reckons.
const MOVE_S: u32 = 2;

/// A stretch of time in which one thing is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// What is done.
    pub what: SegmentKind,
    /// How long, in whole seconds, 1 or more.
    pub seconds: u32,
    /// The set under way, or the one that comes next; from 1.
    pub set: u32,
    /// The side under way, or the one that comes next.
    pub side: SidePass,
    /// The repeat under way, or the one that comes next; from 1.
    pub repeat: u32,
}

/// What is done in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentKind {
    /// Getting into the starting position.
    Ready,
    /// Moving into the position that is held, or through the first half of a repeat.
    In,
    /// Holding it.
    Hold,
    /// Moving back out of it.
    Out,
    /// A repeat without a hold or a pace of its own.
    Repeat,
    /// Letting go between two repeats.
    Pause,
    /// Changing to the other side.
    Change,
    /// Resting between two sets.
    Rest,
    /// Steady work counted in minutes.
    Steady,
}

impl SegmentKind {
    /// Whether it is the exercise itself, and no waiting for it.
    pub fn is_work(self) -> bool {
        matches!(self, Self::In | Self::Hold | Self::Out | Self::Repeat | Self::Steady)
    }
}

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SidePass {
    /// There is one turn: both sides together, or the sore one alone.
    Only,
    /// The first side of two.
    First,
    /// The other side.
    Second,
}

/// The segments of one exercise, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    segments: Vec<Segment>,
    sets: u32,
    set_minutes: Option<u32>,
    /// Minutes of the first set of this pace that were done before it.
    minutes_before: u32,
}

/// Where in a pace a moment lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PacePosition {
    /// The segment's number, from 0.
    pub index: usize,
    /// The segment.
    pub segment: Segment,
    /// Thousandths of a second that are left of it, 1 or more.
    pub left_ms: u64,
}

impl Pace {
    /// The pace of a dose. What `before` says of sets and minutes was done already, and is left
    /// out: the pace goes on with the first set that is not finished.
    pub fn new(dose: &Dose, before: &Actual) -> Self {
        // Sets that are recorded say more than minutes, which are then those of whole sets.
        let minutes_before = match (dose.minutes, before.sets) {
            (Some(minutes), None) => before.minutes.unwrap_or(0).min(minutes),
            _ => 0,
        };
        let mut pace = Self {
            segments: Vec::new(),
            sets: dose.sets,
            set_minutes: dose.minutes,
            minutes_before,
        };
        let first = before.sets.unwrap_or(0).saturating_add(1);
        let turns: &[SidePass] = if dose.sides == Sides::Each && dose.minutes.is_none() {
            &[SidePass::First, SidePass::Second]
        } else {
            &[SidePass::Only]
        };
        for set in first..=dose.sets {
            // Steady work has no rest between its rounds: the minutes are what is asked for.
            if set == first {
                pace.add(SegmentKind::Ready, READY_S, (set, turns[0], 1));
            } else if dose.minutes.is_none() {
                pace.add(SegmentKind::Rest, dose.rest_s.unwrap_or(0), (set, turns[0], 1));
            }
            for turn in turns {
                if *turn == SidePass::Second {
                    pace.add(
                        SegmentKind::Change,
                        dose.rep_rest_s.unwrap_or(0).max(CHANGE_S),
                        (set, *turn, 1),
                    );
                }
                match dose.minutes {
                    Some(minutes) => {
                        let before = if set == first { minutes_before } else { 0 };
                        pace.add(SegmentKind::Steady, (minutes - before) * 60, (set, *turn, 1));
                    }
                    None => pace.add_repeats(dose, set, *turn),
                }
            }
        }
        pace
    }

    /// The repeats of one set on one side, with the rests between them.
    fn add_repeats(&mut self, dose: &Dose, set: u32, turn: SidePass) {
        for repeat in 1..=dose.reps.unwrap_or(1) {
            let place = (set, turn, repeat);
            if repeat > 1 {
                self.add(SegmentKind::Pause, dose.rep_rest_s.unwrap_or(0), place);
            }
            match (dose.tempo, dose.hold_s) {
                (Some(tempo), _) => {
                    self.add(SegmentKind::In, tempo.up_s, place);
                    self.add(SegmentKind::Hold, tempo.hold_s, place);
                    self.add(SegmentKind::Out, tempo.down_s, place);
                }
                (None, Some(hold)) => {
                    self.add(SegmentKind::In, MOVE_S, place);
                    self.add(SegmentKind::Hold, hold, place);
                }
                (None, None) => self.add(SegmentKind::Repeat, dose.repeat_seconds(), place),
            }
        }
    }

    /// Adds a segment, unless it would take no time.
    fn add(&mut self, what: SegmentKind, seconds: u32, (set, side, repeat): (u32, SidePass, u32)) {
        if seconds > 0 {
            self.segments.push(Segment { what, seconds, set, side, repeat });
        }
    }

    /// How long all of it takes, in thousandths of a second.
    pub fn total_ms(&self) -> u64 {
        self.segments.iter().map(|segment| ms(segment.seconds)).sum()
    }

    /// Sets to be done in all, those before it included.
    pub fn sets(&self) -> u32 {
        self.sets
    }

    /// The segments, in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Where `at_ms` lies; `None` when all of it is over by then.
    pub fn at(&self, at_ms: u64) -> Option<PacePosition> {
        let mut end = 0;
        self.segments.iter().enumerate().find_map(|(index, segment)| {
            end += ms(segment.seconds);
            (at_ms < end).then(|| PacePosition { index, segment: *segment, left_ms: end - at_ms })
        })
    }

    /// Whether any of the exercise itself was begun by `at_ms`.
    pub fn begun(&self, at_ms: u64) -> bool {
        let first = self.at(at_ms).map_or(self.segments.len(), |place| place.index + 1);
        self.segments[..first].iter().any(|segment| segment.what.is_work())
    }

    /// Sets that were finished by `at_ms`, those before it included.
    pub fn finished_sets(&self, at_ms: u64) -> u32 {
        self.at(at_ms).map_or(self.sets, |place| place.segment.set - 1)
    }

    /// What was wholly finished by `at_ms`: sets, and minutes of steady work. What was only begun
    /// is left out.
    pub fn finished(&self, at_ms: u64) -> Actual {
        let sets = Some(self.finished_sets(at_ms)).filter(|sets| *sets > 0);
        match self.set_minutes {
            None => Actual { sets, ..Actual::default() },
            Some(minutes) if sets.is_some() => {
                // One round is just its minutes.
                Actual {
                    sets: sets.filter(|_| self.sets > 1),
                    minutes: Some(minutes),
                    ..Actual::default()
                }
            }
            Some(_) => Actual { minutes: self.minutes_of_first(at_ms), ..Actual::default() },
        }
    }

    /// What was done by `at_ms`, when it ends there after it was begun. Where not even the first
    /// set was finished, it is what was done of that on every side, rounded up to the least that
    /// can be written down, and never all that was asked for: nothing must take it for the whole.
    pub fn done(&self, at_ms: u64) -> Actual {
        let finished = self.finished(at_ms);
        let Some(place) = self.at(at_ms).filter(|_| finished == Actual::default()) else {
            return finished;
        };
        let Segment { what, side, repeat, seconds, .. } = place.segment;
        let all = self.segments.iter();
        if let Some(minutes) = self.set_minutes {
            return Actual { minutes: Some(1).filter(|_| minutes > 1), ..finished };
        }
        // The first side alone is no repeat of the set: what was done is what both sides have done.
        if all.clone().any(|segment| segment.repeat > 1) {
            let reps = if side == SidePass::First { 0 } else { repeat - 1 };
            return Actual { sets: Some(1), reps: Some(reps.max(1)), ..finished };
        }
        // A hold counts on the second side only: what was held on one is not done on every side.
        let held = match (what, side) {
            (SegmentKind::Hold, SidePass::Only | SidePass::Second) => {
                seconds - u32::try_from(place.left_ms.div_ceil(1000)).unwrap_or(0)
            }
            _ => 0,
        };
        let is_held =
            all.clone().any(|segment| segment.what == SegmentKind::Hold && segment.seconds > 1);
        Actual { sets: Some(1), hold_s: is_held.then_some(held.max(1)), ..finished }
    }

    /// Whole minutes of the first set that were done by `at_ms`; `None` for none.
    fn minutes_of_first(&self, at_ms: u64) -> Option<u32> {
        let into = self.at(at_ms).filter(|place| place.segment.what == SegmentKind::Steady);
        let minutes = into.map_or(0, |place| (ms(place.segment.seconds) - place.left_ms) / 60_000);
        Some(self.minutes_before + u32::try_from(minutes).unwrap_or(0))
            .filter(|minutes| *minutes > 0)
    }

    /// Takes the last set off, unless it is under way at `at_ms`, or the only one there is left;
    /// `false` then.
    pub fn fewer(&mut self, at_ms: u64) -> bool {
        let last = self.sets;
        // The one under way is finished or ended, never taken away from under the person.
        let may = last > self.finished_sets(at_ms) + 1;
        if may {
            self.segments.retain(|segment| segment.set != last);
            self.sets -= 1;
        }
        may
    }
}

/// Seconds as thousandths.
fn ms(seconds: u32) -> u64 {
    u64::from(seconds) * 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::dose::Tempo;
    use crate::domain::testing;
    use proptest::prelude::*;

    /// One set of `reps`, together, with nothing else said.
    fn dose(sets: u32, reps: u32) -> Dose {
        Dose { sets, reps: Some(reps), ..testing::exercise("x", 7).dose }
    }

    fn pace(dose: &Dose) -> Pace {
        Pace::new(dose, &Actual::default())
    }

    /// The segments as a line: `In2 Hold30`, each with the set, side and repeat it has where that
    /// changed.
    fn line(pace: &Pace) -> String {
        let mut words = Vec::new();
        let mut last = None;
        for segment in pace.segments() {
            let place = (segment.set, segment.side, segment.repeat);
            if last.replace(place) != Some(place) {
                let side = match segment.side {
                    SidePass::Only => "",
                    SidePass::First => "a",
                    SidePass::Second => "b",
                };
                words.push(format!("{}{side}.{}", segment.set, segment.repeat));
            }
            words.push(format!("{:?}{}", segment.what, segment.seconds));
        }
        words.join(" ")
    }

    #[test]
    fn every_form_of_dose_has_its_segments() {
        let held = Dose { hold_s: Some(30), rep_rest_s: Some(15), ..dose(1, 2) };
        let each = Dose { sides: Sides::Each, ..held.clone() };
        let paced = Dose { tempo: Tempo::parse("2-0-3"), rest_s: Some(60), ..dose(2, 1) };
        let steps = Dose { sides: Sides::Each, rest_s: Some(45), ..dose(2, 1) };
        let walk = Dose { minutes: Some(15), reps: None, ..dose(1, 1) };
        let rounds = Dose { minutes: Some(2), reps: None, ..dose(2, 1) };
        for (dose, expected) in [
            (dose(1, 2), "1.1 Ready10 Repeat4 1.2 Repeat4"),
            (held, "1.1 Ready10 In2 Hold30 1.2 Pause15 In2 Hold30"),
            (
                each,
                "1a.1 Ready10 In2 Hold30 1a.2 Pause15 In2 Hold30 1b.1 Change15 In2 Hold30 1b.2 Pause15 In2 Hold30",
            ),
            (paced, "1.1 Ready10 In2 Out3 2.1 Rest60 In2 Out3"),
            (
                steps,
                "1a.1 Ready10 Repeat4 1b.1 Change10 Repeat4 2a.1 Rest45 Repeat4 2b.1 Change10 Repeat4",
            ),
            (walk, "1.1 Ready10 Steady900"),
            (rounds, "1.1 Ready10 Steady120 2.1 Steady120"),
        ] {
            assert_eq!(line(&pace(&dose)), expected, "{dose}");
        }
    }

    #[test]
    fn what_was_done_before_is_left_out() {
        let three = Dose { rest_s: Some(60), ..dose(3, 1) };
        let before = Actual { sets: Some(2), ..Actual::default() };
        assert_eq!(line(&Pace::new(&three, &before)), "3.1 Ready10 Repeat4");
        assert_eq!(Pace::new(&three, &before).finished(0), before);
        let walk = Dose { minutes: Some(15), reps: None, ..dose(1, 1) };
        let before = Actual { minutes: Some(6), ..Actual::default() };
        assert_eq!(line(&Pace::new(&walk, &before)), "1.1 Ready10 Steady540");
        assert_eq!(Pace::new(&walk, &before).finished(0), before);
        for beyond in [3, 4, u32::MAX] {
            let all = Pace::new(&three, &Actual { sets: Some(beyond), ..Actual::default() });
            assert_eq!((all.total_ms(), all.finished_sets(0)), (0, 3), "{beyond}");
        }
    }

    /// So many sets of so many repeats, done.
    fn actual(sets: Option<u32>, reps: Option<u32>) -> Actual {
        Actual { sets, reps, ..Actual::default() }
    }

    /// Whether less was done than was asked for.
    fn is_less(done: Option<u32>, asked: Option<u32>) -> bool {
        done.zip(asked).is_some_and(|(done, asked)| done < asked)
    }

    /// Segments of a kind.
    fn count(pace: &Pace, what: SegmentKind) -> u32 {
        let count = pace.segments().iter().filter(|segment| segment.what == what).count();
        u32::try_from(count).expect("few")
    }

    #[test]
    fn only_what_was_done_counts_as_done() {
        let two = Dose { rest_s: Some(60), sides: Sides::Each, ..dose(2, 3) };
        let least = actual(Some(1), Some(1));
        // Ready to 10, first side to 22, change to 32, other side to 44, rest to 104, and so on.
        for (seconds, begun, done) in [
            (10, true, least.clone()),
            (21, true, least.clone()),
            (35, true, least.clone()),
            (36, true, least),
            (43, true, actual(Some(1), Some(2))),
            (44, true, actual(Some(1), None)),
            (110, true, actual(Some(1), None)),
            (138, true, actual(Some(2), None)),
            (9999, true, actual(Some(2), None)),
        ] {
            assert_eq!(
                (pace(&two).begun(seconds * 1000), pace(&two).done(seconds * 1000)),
                (begun, done),
                "{seconds}"
            );
        }
        assert!(!pace(&two).begun(9_999));
        assert_eq!(pace(&two).finished(43_999), Actual::default());
        let walk = Dose { minutes: Some(15), reps: None, ..dose(1, 1) };
        for (seconds, minutes) in [(10, 1), (69, 1), (70, 1), (130, 2), (909, 14), (910, 15)] {
            let done = pace(&walk).done(seconds * 1000);
            assert_eq!(done, Actual { minutes: Some(minutes), ..Actual::default() }, "{seconds}");
        }
        // One long hold on each side: 10 to 12 and 12 to 42, change to 52, 54 to 84.
        let hold = Dose { hold_s: Some(30), sides: Sides::Each, ..dose(1, 1) };
        for (seconds, held) in
            [(11, Some(1)), (40, Some(1)), (50, Some(1)), (53, Some(1)), (60, Some(6)), (84, None)]
        {
            let done = pace(&hold).done(seconds * 1000);
            assert_eq!(
                done,
                Actual { sets: Some(1), hold_s: held, ..Actual::default() },
                "{seconds}"
            );
        }
    }

    #[test]
    fn a_set_less_is_never_the_one_under_way() {
        let three = Dose { rest_s: Some(60), ..dose(3, 2) };
        let mut pace = pace(&three);
        assert!(pace.fewer(0), "from three to two");
        assert_eq!(line(&pace), "1.1 Ready10 Repeat4 1.2 Repeat4 2.1 Rest60 Repeat4 2.2 Repeat4");
        assert!(!pace.clone().fewer(18_000), "the first is done and the second is the last");
        assert!(pace.fewer(17_999), "from two to one");
        assert!(!pace.fewer(0), "one is the least");
        assert_eq!(pace.finished_sets(18_000), 1);
    }

    prop_compose! {
        fn any_dose()(
            sets in 1u32..6,
            reps in prop::option::of(1u32..16),
            hold_s in prop::option::of(1u32..61),
            tempo in prop::option::of((0u32..5, 0u32..5, 1u32..5)),
            minutes in prop::option::of(1u32..31),
            rest_s in prop::option::of(0u32..121),
            rep_rest_s in prop::option::of(0u32..31),
            sides in prop::sample::select(vec![Sides::Together, Sides::Each, Sides::Sore]),
        ) -> Dose {
            let tempo = tempo.map(|(up_s, hold_s, down_s)| Tempo { up_s, hold_s, down_s });
            Dose { sets, reps, hold_s, tempo, minutes, rest_s, rep_rest_s, sides, ..dose(1, 1) }
        }
    }

    proptest! {
        #[test]
        fn it_takes_as_long_as_the_dose_says(dose in any_dose()) {
            let pace = pace(&dose);
            let seconds: u32 = pace.segments().iter().map(|segment| segment.seconds).sum();
            // The dose reckons without getting ready and changing sides, and with a rest after
            // every last repeat.
            let change = dose.rep_rest_s.unwrap_or(0).max(CHANGE_S);
            let sides = if dose.sides == Sides::Each { 2 } else { 1 };
            let rests = dose.sets * sides * dose.rep_rest_s.unwrap_or(0);
            let last_rests = if dose.minutes.is_some() { 0 } else { rests };
            let ready_and_changes = READY_S + count(&pace, SegmentKind::Change) * change;
            prop_assert_eq!(seconds + last_rests, dose.session_seconds() + ready_and_changes);
            prop_assert_eq!(count(&pace, SegmentKind::Ready), 1);
            let changes = if sides == 2 && dose.minutes.is_none() { dose.sets } else { 0 };
            prop_assert_eq!(count(&pace, SegmentKind::Change), changes);
            prop_assert_eq!(pace.total_ms(), u64::from(seconds) * 1000);
        }

        #[test]
        fn every_moment_has_its_place_and_time_only_goes_on(dose in any_dose(), a in 0u64..4_000_000, b in 0u64..4_000_000) {
            let pace = pace(&dose);
            let (early, late) = (a.min(b), a.max(b));
            prop_assert_eq!(pace.at(early).is_none(), early >= pace.total_ms());
            if let Some(place) = pace.at(early) {
                prop_assert!(place.left_ms > 0 && place.left_ms <= ms(place.segment.seconds));
            }
            prop_assert!(pace.finished_sets(early) <= pace.finished_sets(late));
            prop_assert!(pace.finished(early).minutes <= pace.finished(late).minutes);
            prop_assert_eq!(pace.finished_sets(pace.total_ms()), dose.sets);
        }

        #[test]
        fn what_ends_early_is_never_all_that_was_asked(dose in any_dose(), share in 0..1000u64) {
            let pace = pace(&dose);
            let at = pace.total_ms() * share / 1000;
            prop_assume!(pace.begun(at) && pace.at(at).is_some());
            let done = pace.done(at);
            let is_less = is_less(done.sets, Some(dose.sets)) || is_less(done.reps, dose.reps)
                || is_less(done.minutes, dose.minutes) || is_less(done.hold_s, dose.hold_s);
            // A single minute, or one repeat of a moment, has nothing below it that could be
            // written down.
            let has_less = dose.sets > 1 || dose.minutes.map_or(dose.reps.unwrap_or(1) > 1, |minutes| minutes > 1);
            prop_assert!(is_less || !has_less || dose.minutes.is_some_and(|_| done.sets.is_none() && dose.sets > 1));
        }

        #[test]
        fn a_set_less_changes_nothing_that_was_done(dose in any_dose(), at in 0u64..4_000_000) {
            let whole = pace(&dose);
            let mut less = whole.clone();
            if less.fewer(at) {
                prop_assert_eq!(less.sets() + 1, whole.sets());
                prop_assert_eq!(less.at(at), whole.at(at));
                prop_assert_eq!(less.finished(at), whole.finished(at));
                prop_assert!(less.total_ms() > at);
            }
        }

        #[test]
        fn going_on_later_is_the_rest_of_it(dose in any_dose(), at in 0u64..4_000_000) {
            let whole = pace(&dose);
            let done = whole.finished(at);
            let rest = Pace::new(&dose, &done);
            prop_assert_eq!(rest.finished(0), done.clone());
            prop_assert_eq!(rest.finished(rest.total_ms()), whole.finished(whole.total_ms()));
            prop_assert!(rest.total_ms() <= whole.total_ms());
        }
    }
}
