//! The flare state, written down a second time from the rules alone, and for whole points only:
//! what the program says has to be the same on every day.

/// The days before a day that its usual is the median of: from so many days back to so many.
const USUAL: (usize, usize) = (17, 4);

/// Days of the window that have to be known.
const USUAL_NEEDS: usize = 4;

/// Days of a diary from which a cycle counts.
const CYCLE_FROM: usize = 28;

/// Days on which no flare begins after one that ended by its length.
const REST: usize = 14;

/// A morning and an evening, in points, as far as they were logged.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ratings {
    /// The morning.
    pub morning: Option<i64>,
    /// The evening.
    pub evening: Option<i64>,
    /// The day of the cycle.
    pub cycle_day: Option<u32>,
}

impl Ratings {
    fn both(self) -> [Option<i64>; 2] {
        [self.morning, self.evening]
    }
}

/// The flare state of a diary, day by day.
#[derive(Debug, Clone, Default)]
pub struct Reference {
    days: Vec<Ratings>,
    /// The rise of each day, in quarters of a point.
    rises: Vec<Option<i64>>,
    is_out: Vec<bool>,
    /// The day of entry, and the usual of then, in halves of a point.
    flare: Option<(usize, [Option<i64>; 2])>,
    /// The day on which the last flare ended, and whether it did so by its length.
    last_end: Option<(usize, bool)>,
}

/// The median, doubled.
fn median_twice(mut values: Vec<i64>) -> i64 {
    values.sort_unstable();
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { 2 * values[middle] } else { values[middle - 1] + values[middle] }
}

impl Reference {
    /// Takes up the next day; whether it is one in a flare by its end.
    pub fn next_day(&mut self, ratings: Ratings) -> bool {
        let today = self.days.len();
        self.days.push(ratings);
        self.rises.push(None);
        self.is_out.push(self.flare.is_some());
        // The state is asked after each rating: what the morning alone began, has begun.
        for known in [Ratings { evening: None, ..ratings }, ratings] {
            self.rises[today] = self.rise(today, known);
            if self.flare.is_none() && self.begins(today) {
                self.begin(today);
            }
        }
        if let Some((from, _)) = self.flare {
            self.end(today, from);
        }
        self.flare.is_some()
    }

    /// The usual morning (0) or evening (1) of a day by rule 3, in halves of a point.
    fn usual(&self, today: usize, which: usize) -> Option<i64> {
        let first = today.saturating_sub(USUAL.0);
        let last = today.checked_sub(USUAL.1)?;
        let days = (first..=last).filter(|day| !self.is_out[*day]);
        let known: Vec<i64> = days.filter_map(|day| self.days[day].both()[which]).collect();
        (known.len() >= USUAL_NEEDS).then(|| median_twice(known))
    }

    /// The usual of the same days of the last two cycles (rule 4).
    fn usual_of_cycle(&self, today: usize, which: usize) -> Option<i64> {
        let this = self.days[today].cycle_day?;
        if today < CYCLE_FROM {
            return None;
        }
        let begins = |day: &usize| self.days[*day].cycle_day == Some(1);
        let this_cycle = (0..=today).rev().find(begins)?;
        let mut known = Vec::new();
        let mut next = this_cycle;
        for first in (0..this_cycle).rev().filter(begins).take(2) {
            let same = first + this as usize - 1;
            // A day beside it that is of another cycle is not the same day.
            let near = (same.saturating_sub(1).max(first)..=same + 1).filter(|day| *day < next);
            known.extend(near.filter_map(|day| self.days[day].both()[which]));
            next = first;
        }
        (known.len() >= 2).then(|| median_twice(known))
    }

    fn rise(&self, today: usize, known: Ratings) -> Option<i64> {
        let mut rises = Vec::new();
        for (which, value) in known.both().into_iter().enumerate() {
            let plain = match &self.flare {
                Some((_, frozen)) => frozen[which],
                None => self.usual(today, which),
            };
            let usual = plain.max(self.usual_of_cycle(today, which));
            if let (Some(value), Some(usual)) = (value, usual) {
                rises.push(2 * value - usual);
            }
        }
        match rises[..] {
            [] => None,
            [one] => Some(2 * one),
            _ => Some(rises.iter().sum()),
        }
    }

    fn begins(&self, today: usize) -> bool {
        let Some(rise) = self.rises[today] else { return false };
        let is_quiet = |(end, by_length): (usize, bool)| by_length && today - end <= REST;
        if self.last_end.is_some_and(is_quiet) {
            return false;
        }
        // What a flare that is over was made of does not begin the next one.
        let first = self.last_end.map_or(0, |(end, _)| end + 1);
        let back = |days: usize| {
            let from = today.saturating_sub(days).max(first);
            self.rises[from..=today].iter().rev().copied().flatten().collect::<Vec<i64>>()
        };
        let last_five = back(9);
        let high = last_five.iter().take(5).filter(|rise| **rise >= 8).count();
        let last_four_days = back(3);
        let sum: i64 = last_four_days.iter().sum();
        let count = last_four_days.len();
        high >= 3 || count >= 2 && sum >= 8 * count as i64 && rise >= 4
    }

    fn begin(&mut self, today: usize) {
        self.flare = Some((today, [self.usual(today, 0), self.usual(today, 1)]));
        for day in today.saturating_sub(6)..=today {
            self.is_out[day] |= day == today || self.rises[day] >= Some(8);
        }
    }

    fn end(&mut self, today: usize, from: usize) {
        // The day that begins it does not count towards its end.
        let since = (from + 1).min(today + 1);
        let known: Vec<i64> = self.rises[since..=today].iter().rev().copied().flatten().collect();
        let is_over = known.len() >= 3 && known[..3].iter().all(|rise| *rise <= 4);
        let is_long = today - from + 1 >= 21;
        let is_silent =
            today - from >= 7 && self.rises[today - 6..=today].iter().all(Option::is_none);
        if is_long && !is_over {
            for day in today.saturating_sub(13)..=today {
                self.is_out[day] = false;
            }
        }
        if is_over || is_long || is_silent {
            // The day it ends on is none of its days any more.
            self.is_out[today] = false;
            self.last_end = Some((today, is_long && !is_over));
            self.flare = None;
        }
    }
}
