//! The flare as a fold over the days of a diary: when one begins, goes on and ends.
//!
//! A day is looked at twice. While it lasts, with what is known of it by then; and once more when
//! the day after it has begun, with what was still written in time. What was written later changes
//! nothing here, so that no day that has gone by is decided anew.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::cycle::Cycle;
use super::score_book::{DayPain, DayPart, ScoreBook, Tenths, mean};
use super::usual::{self, Usual, UsualDay};
use crate::domain::diary::flare_word::{FlareChange, FlareWord};
use crate::domain::diary::rating::RecordedScore;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::text::date::{days_after, days_before, days_between};

/// What began a flare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, Serialize, Deserialize)]
#[strum(serialize_all = "kebab-case")]
pub enum FlareCause {
    /// The scores of the diary.
    Scores,
    /// The person's word.
    Word,
}

impl FlareCause {
    /// The word that programs read.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What ended a flare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, Serialize, Deserialize)]
#[strum(serialize_all = "kebab-case")]
pub enum FlareEnd {
    /// Days near usual.
    NearUsual,
    /// Its length; what it came to is the new usual.
    Length,
    /// Nothing was known for too long.
    Silence,
    /// The person's word.
    Word,
}

impl FlareEnd {
    /// The word that programs read.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A flare, from its first day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flare {
    /// Its first day.
    pub began: NaiveDate,
    /// What began it.
    pub cause: FlareCause,
    /// What was usual when it began.
    pub usual: Usual,
    /// The day on which it was over, and why; `None` while it goes on.
    pub ended: Option<(NaiveDate, FlareEnd)>,
}

impl Flare {
    /// Which day of it `day` is; the first is 1.
    pub fn day_number(&self, day: NaiveDate) -> i64 {
        days_between(self.began, day) + 1
    }

    /// Whether `day` is one of its days; the one on which it was over is not.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.began <= day && self.ended.is_none_or(|(end, _)| day < end)
    }
}

/// Why somebody should look at a flare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlareAdvice {
    /// It has lasted long.
    Long {
        /// Its day.
        day: i64,
    },
    /// There were several.
    Often {
        /// How many.
        count: usize,
        /// Within so many days.
        within: i64,
    },
}

/// The flare of a day, as it stands at a moment of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlareDay {
    /// The flare, where there is one.
    pub flare: Option<Flare>,
    /// The flare that was over on the day.
    pub over: Option<Flare>,
    /// How far the day is above usual, in tenths; `None` where that is not known.
    pub rise: Option<Tenths>,
    /// What is usual on the day.
    pub usual: Usual,
    /// Whether a morning of the day is so much worse that it is spoken of.
    pub is_much_worse: bool,
    /// Why somebody should look.
    pub advice: Vec<FlareAdvice>,
}

/// A day against what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ComparedDay {
    /// The pain of its parts.
    pub pain: DayPain,
    /// What is usual for those that are known.
    pub usual: Usual,
    /// How far the day is above usual, in tenths; `None` where that is not known.
    pub rise: Option<Tenths>,
}

/// A day that is closed.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct ClosedDay {
    pain: DayPain,
    usual: Usual,
    rise: Option<Tenths>,
    /// Whether it is left out of what is usual.
    is_out: bool,
    in_flare: bool,
}

impl ClosedDay {
    /// A part of it, as usual needs it.
    fn usual_day(&self, part: DayPart) -> UsualDay {
        UsualDay { pain: self.pain.part(part), is_out: self.is_out }
    }
}

/// A flare that goes on.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Running {
    began: NaiveDate,
    cause: FlareCause,
    usual: Usual,
    /// How many days in a row, up to the last with a rise, were near usual.
    near_usual: i64,
    /// The last day on which a rise was known, or the first of the flare.
    last_known: NaiveDate,
}

impl Running {
    fn as_flare(&self, ended: Option<(NaiveDate, FlareEnd)>) -> Flare {
        Flare { began: self.began, cause: self.cause, usual: self.usual, ended }
    }
}

/// What the days that are closed came to, so that none of them has to be folded again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClosedFlares {
    first: NaiveDate,
    /// The first day that is among `days`.
    from: NaiveDate,
    days: Vec<ClosedDay>,
    running: Option<Running>,
    medians: Usual,
    past: Vec<Flare>,
    last_worse: Option<NaiveDate>,
}

/// What a day does.
#[derive(Debug, Clone)]
struct DayStep {
    pain: DayPain,
    usual: Usual,
    rise: Option<Tenths>,
    running: Option<Running>,
    entered: bool,
    over: Option<Flare>,
    is_much_worse: bool,
}

/// What the person's words about flares come to, by the day that they take effect.
pub type FlareWords = BTreeMap<NaiveDate, Vec<FlareChange>>;

/// What was said about flares, by the day from which it counts.
pub fn words_by_day(words: impl IntoIterator<Item = FlareWord>) -> FlareWords {
    let mut by_day = FlareWords::new();
    for word in words {
        by_day.entry(word.counts_from()).or_default().push(word.change);
    }
    by_day
}

/// The fold, up to some day.
#[derive(Debug, Clone)]
pub struct FlareFold {
    scores: Arc<ScoreBook>,
    cycle: Cycle,
    words: FlareWords,
    /// The first day that is folded, and the first of those that are closed which is still known.
    first: NaiveDate,
    known_from: NaiveDate,
    closed: Vec<ClosedDay>,
    running: Option<Running>,
    /// The medians of the days before the first that is not closed; in a flare those of its
    /// beginning.
    medians: Usual,
    /// Every flare that is over.
    past: Vec<Flare>,
    /// The last day whose morning was spoken of.
    last_worse: Option<NaiveDate>,
}

impl FlareFold {
    /// Before the first day. Nothing can be written about a day before `first`.
    pub fn new(scores: Arc<ScoreBook>, cycle: Cycle, words: FlareWords, first: NaiveDate) -> Self {
        let first = scores.first_day().map_or(first, |rated| rated.min(first));
        let first = words.keys().next().map_or(first, |said| (*said).min(first));
        Self {
            scores,
            cycle,
            words,
            first,
            known_from: first,
            closed: Vec::new(),
            running: None,
            medians: Usual::default(),
            past: Vec::new(),
            last_worse: None,
        }
    }

    /// What the days that are closed came to, of which those from `from` on are looked back on.
    pub fn closed_from(&self, from: NaiveDate) -> ClosedFlares {
        let from = from.max(self.known_from);
        ClosedFlares {
            first: self.first,
            from,
            days: self.closed.iter().skip(self.place_of(from).unwrap_or(0)).copied().collect(),
            running: self.running.clone(),
            medians: self.medians,
            past: self.past.clone(),
            last_worse: self.last_worse,
        }
    }

    /// The fold with some days closed already. Of the days before those that are looked back on
    /// nothing is known, neither a score nor whether it was in a flare.
    pub fn resume(
        closed: &ClosedFlares,
        scores: Arc<ScoreBook>,
        cycle: Cycle,
        words: FlareWords,
    ) -> Self {
        Self {
            scores,
            cycle,
            words,
            first: closed.first,
            known_from: closed.from,
            closed: closed.days.clone(),
            running: closed.running.clone(),
            medians: closed.medians,
            past: closed.past.clone(),
            last_worse: closed.last_worse,
        }
    }

    /// The scores of the diary.
    pub fn scores(&self) -> &ScoreBook {
        &self.scores
    }

    /// Takes up a score, as it is written.
    pub fn rate(&mut self, score: RecordedScore, rules: &RuleBook) {
        Arc::make_mut(&mut self.scores).add(score, rules.evening_from);
    }

    /// Takes up a word of the person.
    pub fn say(&mut self, day: NaiveDate, change: FlareChange) {
        self.words.entry(day).or_default().push(change);
    }

    /// Takes up a diary that holds more than before, and of the days that are closed nothing that
    /// was written in time.
    pub fn renew(&mut self, scores: Arc<ScoreBook>, cycle: Cycle, words: FlareWords) {
        (self.scores, self.cycle, self.words) = (scores, cycle, words);
    }

    /// Takes up a logged day of the cycle.
    pub fn log_cycle(&mut self, day: NaiveDate, number: u32) {
        self.cycle.log(day, number);
    }

    /// The first day that is not closed.
    fn next_day(&self) -> NaiveDate {
        days_after(self.known_from, self.closed.len() as u64)
    }

    /// Closes every day before `day`; `has_bone` tells on which a bone is the trouble, where no
    /// flare begins or goes on.
    pub fn close_before(
        &mut self,
        day: NaiveDate,
        rules: &RuleBook,
        has_bone: impl Fn(NaiveDate) -> bool,
    ) {
        while self.next_day() < day {
            let today = self.next_day();
            let step = self.step(today, days_after(today, 1), rules, has_bone(today), false);
            self.close(today, step, rules);
        }
    }

    /// The flare of `day`, the first that is not closed, with what is known of it now.
    pub fn on(&self, day: NaiveDate, rules: &RuleBook, has_bone: bool) -> FlareDay {
        self.day_of(day, self.step(day, day, rules, has_bone, false), rules)
    }

    /// The same as far as the words of the day and its morning alone tell.
    pub fn on_morning(&self, day: NaiveDate, rules: &RuleBook, has_bone: bool) -> FlareDay {
        self.day_of(day, self.step(day, day, rules, has_bone, true), rules)
    }

    fn day_of(&self, day: NaiveDate, step: DayStep, rules: &RuleBook) -> FlareDay {
        let flare = step.running.map(|running| running.as_flare(None));
        FlareDay {
            advice: self.advice(day, flare.as_ref(), rules),
            flare,
            over: step.over,
            rise: step.rise,
            usual: step.usual,
            is_much_worse: step.is_much_worse,
        }
    }

    /// Why somebody should look at the flare of `day`: advice, and never a lock.
    fn advice(&self, day: NaiveDate, now: Option<&Flare>, rules: &RuleBook) -> Vec<FlareAdvice> {
        let mut advice = Vec::new();
        let number = now.map_or(0, |flare| flare.day_number(day));
        if number >= rules.flare_advice_day {
            advice.push(FlareAdvice::Long { day: number });
        }
        let flares = self.past.iter().chain(now);
        let counted = flares.filter(|flare| {
            let ago = days_between(flare.began, day);
            flare.cause == FlareCause::Scores
                && (0..rules.flare_advice_within).contains(&ago)
                && !self.cycle.is_near_period(flare.began, rules.flare_period_near)
        });
        let count = counted.count();
        if number > 0 && count as i64 >= rules.flare_advice_count {
            advice.push(FlareAdvice::Often { count, within: rules.flare_advice_within });
        }
        advice
    }

    /// The first day that is folded.
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// Every flare that is over, in order.
    pub fn past(&self) -> &[Flare] {
        &self.past
    }

    /// Whether a closed day was in a flare.
    pub fn was_in_flare(&self, day: NaiveDate) -> bool {
        self.closed_day(day).is_some_and(|closed| closed.in_flare)
    }

    /// The day of the cycle.
    pub fn cycle(&self) -> &Cycle {
        &self.cycle
    }

    /// A day with all that was known of it on `known_by`, also what was written late; with its
    /// morning alone where it is not over.
    pub fn compared(
        &self,
        day: NaiveDate,
        known_by: NaiveDate,
        morning_alone: bool,
        rules: &RuleBook,
    ) -> ComparedDay {
        // Most days are as they were closed; only what was written late has to be looked at again.
        let window = days_before(day, rules.usual_from.unsigned_abs());
        if let Some(closed) = self.closed_day(day)
            && !self.scores.has_late(window, day, known_by)
        {
            return ComparedDay { pain: closed.pain, usual: closed.usual, rise: closed.rise };
        }
        let pain = self.scores.pain(day, known_by, rules.evening_from);
        let pain = if morning_alone { DayPain { evening: None, ..pain } } else { pain };
        if pain == DayPain::default() {
            return ComparedDay::default();
        }
        let back_by = |part: DayPart| {
            move |back: u64| {
                let earlier = days_before(day, back);
                let pain = self.scores.pain(earlier, known_by, rules.evening_from);
                let is_out = self.closed_day(earlier).is_some_and(|closed| closed.is_out);
                UsualDay { pain: pain.part(part), is_out }
            }
        };
        let usual = Usual::of_both(|part| {
            pain.part(part)?;
            self.usual_of(usual::before(rules, back_by(part)), day, part, rules)
        });
        ComparedDay { pain, usual, rise: rise(pain, usual) }
    }

    fn closed_day(&self, day: NaiveDate) -> Option<&ClosedDay> {
        self.closed.get(self.place_of(day)?)
    }

    /// Where a day stands among those that are closed; `None` where it is before them.
    fn place_of(&self, day: NaiveDate) -> Option<usize> {
        usize::try_from(days_between(self.known_from, day)).ok()
    }

    /// A part of a closed day, as usual needs it.
    fn usual_day(&self, day: NaiveDate, part: DayPart) -> UsualDay {
        self.closed_day(day).map_or_else(UsualDay::default, |closed| closed.usual_day(part))
    }

    /// The greater of a median and that of the same days of the cycle.
    fn usual_of(
        &self,
        median: Option<Tenths>,
        day: NaiveDate,
        part: DayPart,
        rules: &RuleBook,
    ) -> Option<Tenths> {
        let has_cycle =
            !self.cycle.is_empty() && days_between(self.first, day) + 1 >= rules.cycle_needs_days;
        let of_cycle = has_cycle.then(|| {
            let same_days = self.cycle.same_days(day, rules.cycle_days_max);
            usual::of_cycle(&same_days, rules, |earlier| self.usual_day(earlier, part))
        });
        median.map(|median| of_cycle.flatten().map_or(median, |cycle| cycle.max(median)))
    }

    /// The medians of the days before the first that is not closed; in a flare those of its
    /// beginning.
    fn medians_now(&self, rules: &RuleBook) -> Usual {
        let count = self.closed.len();
        match &self.running {
            Some(running) => running.usual,
            None => Usual::of_both(|part| {
                usual::before(rules, |back| {
                    let at = usize::try_from(back).ok().and_then(|back| count.checked_sub(back));
                    let closed = at.and_then(|at| self.closed.get(at));
                    closed.map_or_else(UsualDay::default, |closed| closed.usual_day(part))
                })
            }),
        }
    }

    /// What the first day that is not closed does, with what was known of it on `known_by`; of its
    /// scores only those of the morning where `morning_alone`.
    fn step(
        &self,
        day: NaiveDate,
        known_by: NaiveDate,
        rules: &RuleBook,
        has_bone: bool,
        morning_alone: bool,
    ) -> DayStep {
        debug_assert_eq!(day, self.next_day(), "what is usual was found for another day");
        let in_time = days_after(day, rules.late_after.unsigned_abs()).min(known_by);
        let known = |pain: DayPain| if morning_alone { pain.of_morning() } else { pain };
        let medians = self.medians;
        // What comes with the cycle is not frozen.
        let usual = Usual::of_both(|part| self.usual_of(medians.part(part), day, part, rules));
        let pain = known(self.scores.pain(day, in_time, rules.evening_from));
        let rise_now = rise(pain, usual);
        let words = self.words.get(&day).map_or(&[][..], Vec::as_slice);
        let mut running = self.running.clone();
        let (mut entered, mut over) = (false, None);
        if has_bone {
            // The bone's own rule acts first: there is no lighter work with a bone that hurts.
            over = running.take().map(|running| running.as_flare(Some((day, FlareEnd::Word))));
            return DayStep {
                pain,
                usual,
                rise: rise_now,
                running,
                entered,
                over,
                is_much_worse: false,
            };
        }
        if let Some(flare) = &mut running {
            flare.near_usual = match rise_now {
                Some(rise) if rise <= Tenths::from(rules.flare_end_rise) => flare.near_usual + 1,
                Some(_) => 0,
                None => flare.near_usual,
            };
            if rise_now.is_some() {
                flare.last_known = day;
            }
            if let Some(end) = ending(flare, day, rise_now, rules) {
                over = running.take().map(|running| running.as_flare(Some((day, end))));
            }
        } else {
            // Latched: it holds if it held after any score of the day. What is not among the peaks
            // was no higher than one of them.
            let may_enter = self.may_enter_by_scores(day, rules);
            let holds = may_enter
                && self.scores.peaks(day, in_time).iter().any(|peak| {
                    let rise = rise(known(*peak), usual);
                    rise.is_some_and(|rise| self.is_entry(day, rise, rules))
                });
            if holds {
                running = Some(Running {
                    began: day,
                    cause: FlareCause::Scores,
                    usual: medians,
                    near_usual: 0,
                    last_known: day,
                });
                entered = true;
            }
        }
        // The person's word comes last, and so counts for the day.
        for word in words {
            match word {
                FlareChange::Began if running.is_none() => {
                    over = None;
                    running = Some(Running {
                        began: day,
                        cause: FlareCause::Word,
                        usual: medians,
                        near_usual: 0,
                        last_known: day,
                    });
                    entered = true;
                }
                FlareChange::Ended if running.is_some() => {
                    entered = false;
                    over = running.take().map(|now| now.as_flare(Some((day, FlareEnd::Word))));
                }
                FlareChange::Began | FlareChange::Ended => {}
            }
        }
        let is_much_worse = self.is_much_worse(day, pain, usual, rules);
        DayStep { pain, usual, rise: rise_now, running, entered, over, is_much_worse }
    }

    /// Whether the scores may begin a flare on a day, by how the last one ended.
    fn may_enter_by_scores(&self, day: NaiveDate, rules: &RuleBook) -> bool {
        match self.past.last().and_then(|flare| flare.ended) {
            Some((end, FlareEnd::Length)) => days_between(end, day) > rules.flare_quiet,
            _ => true,
        }
    }

    /// Whether a day with this rise begins a flare.
    fn is_entry(&self, day: NaiveDate, rise: Tenths, rules: &RuleBook) -> bool {
        // What a flare that is over was made of does not begin the next one: else the scores would
        // contradict whoever said yesterday that it was over.
        let last_end = self.past.last().and_then(|flare| flare.ended).map(|(end, _)| end);
        let rises_back_to = |back: i64| {
            let days = (1..=back.unsigned_abs()).map(move |back| days_before(day, back));
            let days = days.take_while(move |earlier| last_end.is_none_or(|end| *earlier > end));
            let earlier = days.filter_map(|earlier| self.closed_day(earlier)?.rise);
            std::iter::once(rise).chain(earlier)
        };
        let high = Tenths::from(rules.flare_rise);
        let of = usize::try_from(rules.flare_of).unwrap_or(0);
        let count = rises_back_to(rules.flare_within).take(of).filter(|rise| *rise >= high).count();
        if count as i64 >= rules.flare_high {
            return true;
        }
        let short: Vec<Tenths> = rises_back_to(rules.flare_short_days).collect();
        short.len() as i64 >= rules.flare_short_needs
            && rise >= Tenths::from(rules.flare_short_today)
            && mean(short).is_some_and(|mean| mean >= high)
    }

    /// Whether a morning is so much worse that it is spoken of.
    fn is_much_worse(&self, day: NaiveDate, pain: DayPain, usual: Usual, rules: &RuleBook) -> bool {
        let Some(morning) = pain.morning else { return false };
        let was_lately =
            self.last_worse.is_some_and(|last| days_between(last, day) < rules.worse_once_in);
        !was_lately && is_much_worse(morning, usual.morning, rules)
    }

    /// Closes a day with what it does.
    fn close(&mut self, day: NaiveDate, step: DayStep, rules: &RuleBook) {
        let in_flare = step.running.is_some();
        self.closed.push(ClosedDay {
            pain: step.pain,
            usual: step.usual,
            rise: step.rise,
            is_out: in_flare,
            in_flare,
        });
        if step.entered {
            let high = Tenths::from(rules.flare_rise);
            for back in 1..=rules.flare_out_days.unsigned_abs() {
                let at = self.place_of(days_before(day, back));
                let closed = at.and_then(|at| self.closed.get_mut(at));
                if let Some(closed) = closed.filter(|day| day.rise.is_some_and(|rise| rise >= high))
                {
                    closed.is_out = true;
                }
            }
        }
        if step.is_much_worse {
            self.last_worse = Some(day);
        }
        if let Some(over) = step.over {
            if over.ended.is_some_and(|(_, end)| end == FlareEnd::Length) {
                // What lasts so long is no flare any more: it is how things are.
                for back in 0..rules.flare_new_usual.unsigned_abs() {
                    let at = self.place_of(days_before(day, back));
                    if let Some(closed) = at.and_then(|at| self.closed.get_mut(at)) {
                        closed.is_out = false;
                    }
                }
            }
            self.past.push(over);
        }
        self.running = step.running;
        self.medians = self.medians_now(rules);
    }
}

/// How far a day is above usual: the mean of what is known of both parts.
fn rise(pain: DayPain, usual: Usual) -> Option<Tenths> {
    mean(DayPart::BOTH.into_iter().filter_map(|part| Some(pain.part(part)? - usual.part(part)?)))
}

/// Whether a morning is so much worse than usual that it is spoken of; all in tenths.
pub fn is_much_worse(morning: Tenths, usual: Option<Tenths>, rules: &RuleBook) -> bool {
    let high = Tenths::from(rules.worse_high);
    match usual {
        Some(usual) => {
            let rise = morning - usual;
            let is_worse = rise >= Tenths::from(rules.worse_rise)
                && morning >= Tenths::from(rules.worse_least);
            is_worse || morning >= high && rise >= Tenths::from(rules.worse_high_rise)
        }
        None => morning >= high,
    }
}

/// What ends a flare on a day, if anything.
fn ending(
    flare: &Running,
    day: NaiveDate,
    rise: Option<Tenths>,
    rules: &RuleBook,
) -> Option<FlareEnd> {
    if rise.is_some() && flare.near_usual >= rules.flare_end_days {
        Some(FlareEnd::NearUsual)
    } else if days_between(flare.began, day) + 1 >= rules.flare_longest {
        Some(FlareEnd::Length)
    } else if days_between(flare.last_known, day) >= rules.flare_silence {
        Some(FlareEnd::Silence)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
