//! How it went in words: the numbers, whether a change passes the published threshold, and on how
//! many days that stands.

use crate::domain::analysis::place_lines::PlaceLine;
use crate::domain::analysis::progress::{MarkKind, Progress, TimeStep};
use crate::domain::analysis::stats::{
    self, NoChange, PainChange, SHARE_NEEDS_POINTS, THRESHOLD_NAME, ThresholdReason, WINDOW_DAYS,
    WINDOW_NEEDS,
};
use crate::domain::programme::condition::PhaseName;
use crate::domain::text::date::{self, Reader};
use crate::domain::text::number::whole;
use crate::domain::text::style::Style;
use crate::words::adherence;
use crate::words::text::capital;

/// What a flare is called on a chart.
pub const FLARE: &str = "flare";

/// What the mark at the beginning of a phase says: of which condition, where the chart has phases of
/// several. There is no room for more than the beginning of its name.
pub fn phase_begins(phase: PhaseName, of: Option<&str>) -> String {
    let of = of.and_then(|name| name.split([',', '/', '(']).next());
    let of = of.map_or(String::new(), |name| format!("{}: ", name.trim()));
    format!("{of}{phase} phase")
}

/// What lies between the first two weeks and the level from which a fall counts.
pub fn threshold(reason: ThresholdReason) -> &'static str {
    match reason {
        ThresholdReason::TwoPoints => "2 points lower",
        ThresholdReason::Share => "30 % lower",
        ThresholdReason::OnePoint => "1 point lower",
    }
}

impl Progress {
    /// What the marks of the chart mean, in one line; with the numbers of the lines where they have
    /// no label at their ends, and with how many marks have no room for their word.
    pub fn key(&self, has_labels: bool, unlabelled: usize) -> String {
        let mut parts = Vec::new();
        if !self.spans.is_empty() {
            let each = match self.step {
                TimeStep::Day => "day",
                TimeStep::Week => "week",
                TimeStep::FourWeeks => "four weeks",
            };
            parts.push(format!("bars: least to worst of each {each}"));
        }
        if !has_labels {
            let mean = self.trend.last().and_then(|run| run.last());
            parts.extend(mean.map(|(_, mean)| {
                format!("line: {}, last {}", self.mean_words(), self.style.one_decimal(*mean))
            }));
            let before = self.baseline.and_then(|baseline| baseline.mean);
            parts
                .extend(before.map(|mean| {
                    format!("thin: first two weeks, {}", self.style.one_decimal(mean))
                }));
            parts.extend(self.threshold().map(|mark| {
                format!(
                    "dashes: {}, {}",
                    threshold(mark.reason),
                    self.style.one_decimal(mark.level)
                )
            }));
        }
        if !self.spans.is_empty() && !self.gaps.is_empty() {
            parts.push("hatched: not recorded".to_owned());
        }
        if let Some(since) = self.since {
            let reader = Reader { style: self.style, ..self.to.into() };
            parts.push(format!("shaded: since {}", date::shortest(since, reader)));
        }
        if unlabelled > 0 {
            parts.push(format!("no room to name {unlabelled} more"));
        }
        parts.join(" · ")
    }

    /// What the mark at the beginning of a phase is; `None` where there is none.
    pub fn phase_key(&self) -> Option<&'static str> {
        let has_phase = self.marks.iter().any(|mark| mark.kind == MarkKind::Phase);
        has_phase.then_some("triangle: a phase of the plan begins")
    }

    /// What the last value of the line is: a mean of its days, or of fewer as long as scores have not
    /// gone on for that long.
    pub fn mean_words(&self) -> String {
        match self.mean_rated {
            Some(rated) => format!("mean of the {rated} days rated"),
            None => format!("{}-day mean", self.mean_days),
        }
    }

    /// The last day whose sessions are counted, where the last day of the chart is not over.
    pub fn counted_until(&self) -> Option<String> {
        let reader = Reader { style: self.style, ..self.to.into() };
        (self.work_until < self.to).then(|| date::shortest(self.work_until, reader))
    }

    /// What one of several places did, in a few words.
    pub fn place_words(&self, line: &PlaceLine) -> String {
        let days = line.days.len();
        let reader = Reader { style: self.style, ..self.to.into() };
        let last = line.last().map_or(String::new(), |(day, mean)| {
            let on = if day == self.to {
                String::new()
            } else {
                format!(" on {}", date::shortest(day, reader))
            };
            format!("; {}-day mean {}{on}", self.mean_days, self.style.one_decimal(mean))
        });
        format!(
            "{}, 0 to 10: rated by itself on {days} days{last}",
            capital(&line.place.to_string())
        )
    }

    /// What the cells, the dots and the dotted line of the strip mean.
    pub fn strip_key(&self) -> String {
        let total = self.work_total();
        let cell = (total.asked > 0).then_some("cells: share done");
        let dot = (total.beyond > 0).then_some("dots: beyond the plan");
        let pause = (!self.pauses.is_empty()).then_some("dotted: plan paused");
        // How far is counted, where that is told, follows on what is counted.
        pause.into_iter().chain(cell).chain(dot).collect::<Vec<_>>().join(" · ")
    }

    /// What the chart shows, in one sentence a patient understands: the numbers, whether the change
    /// passes the published threshold, and on how many days it stands.
    pub fn sentence(&self) -> String {
        let days = if self.days_total() == 1 { "day" } else { "days" };
        let recorded = format!("{} of {} {days} recorded", self.days_rated, self.days_total());
        // In the first weeks there is nothing to compare yet; their mean is what the logging has
        // brought.
        let first = self.baseline.filter(|_| matches!(self.change, Err(NoChange::TooEarly(_))));
        let so_far = first.and_then(|first| {
            let mean = self.style.one_decimal(first.mean?);
            Some(if first.to < self.to {
                format!("pain averaged {mean} in the first two weeks; ")
            } else {
                format!("pain averages {mean} so far; ")
            })
        });
        let so_far = so_far.unwrap_or_default();
        let body = so_far + &comparison(&self.change, "in the first two weeks", self.style);
        // The frame is nearly empty, and that is no fault.
        let line = match self.change {
            Err(NoChange::TooEarly(_)) if self.days_rated > 0 && self.trend.is_empty() => format!(
                "; the line begins once {} of {} days are rated",
                stats::needs(self.mean_days),
                self.mean_days
            ),
            _ => String::new(),
        };
        let mut sentence = format!("{body}{line}; {recorded}.");
        if let Some(first) = sentence.get_mut(0..1) {
            first.make_ascii_uppercase();
        }
        self.about().with_alerts(&sentence)
    }

    /// The whole chart in plain words, for the picture's own description.
    pub fn description(&self) -> String {
        let work = adherence::sentence(self.work_total(), self.counted_until().as_deref())
            .map_or(String::new(), |sentence| format!(" {sentence}"));
        let places = self.places.iter().map(|line| format!(" {}.", self.place_words(line)));
        self.about().description(&self.sentence()) + &places.collect::<String>() + &work
    }
}

/// A comparison in words, or why there is none. `when` says what the last seven days are compared
/// with, such as `in the first two weeks`.
pub fn comparison(change: &Result<PainChange, NoChange>, when: &str, style: Style) -> String {
    match change {
        Ok(change) => compared(change, when, style),
        Err(NoChange::NoRatings) => "no pain has been recorded yet".to_owned(),
        Err(NoChange::BaselineNeeds(missing)) => format!(
            "there is nothing to compare with: {missing} more rated {} {when} would have been needed",
            if *missing == 1 { "day" } else { "days" }
        ),
        Err(NoChange::TooEarly(day)) => {
            format!(
                "whether pain has changed can be said fairly from {} on",
                day.format(style.dates.form("%-d %B", "%B %-d"))
            )
        }
        Err(NoChange::RecentRated(rated)) => format!(
            "the last {WINDOW_DAYS} days have {rated} rated {}, and an average needs {WINDOW_NEEDS}",
            if *rated == 1 { "day" } else { "days" }
        ),
    }
}

/// A change in words.
fn compared(change: &PainChange, when: &str, style: Style) -> String {
    let (now, before) = (style.one_decimal(change.now), style.one_decimal(change.before));
    let points = change.points();
    let recent =
        format!("over the last {WINDOW_DAYS} days ({} rated) pain averaged {now}", change.rated);
    if points == 0.0 {
        return format!("{recent}{}the same as {when}", style.separator());
    }
    let (way, lower) = if points < 0.0 { ("down", "lower") } else { ("up", "higher") };
    let percent = change
        .percent()
        .map_or(String::new(), |percent| format!(", {} % {lower}", whole(percent.abs())));
    // The published mark is one of improvement. A rise as large passes nothing: it wants a
    // clinician's look.
    let verdict = match (change.reaches_threshold(), points < 0.0) {
        (true, true) => {
            format!("which passes the published mark of a change that matters ({THRESHOLD_NAME})")
        }
        (true, false) => format!(
            "a rise as large as the published mark of a change that matters ({THRESHOLD_NAME}), worth showing your \
             physiotherapist"
        ),
        (false, _) if change.is_share_of_little() => format!(
            "which is less than {SHARE_NEEDS_POINTS} point: too little to count, whatever its share \
             ({THRESHOLD_NAME})"
        ),
        (false, _) => format!(
            "which is less than the published mark of a change that matters ({THRESHOLD_NAME})"
        ),
    };
    let unit = if points.abs() == 1.0 { "point" } else { "points" };
    format!(
        "{recent}{}{way} from {before} {when} ({} {unit}{percent}), {verdict}",
        style.separator(),
        style.one_decimal(points.abs())
    )
}
