//! `supple patterns`: what goes with more pain, or with less. First the days as dots, then what
//! they say.

use chrono::NaiveDate;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::scalar::DayText;
use crate::cli::output::page::Page;
use crate::domain::analysis::beginning::Beginning;
use crate::domain::analysis::patterns::{
    DAYS_NEEDED, Factor, GROUP_NEEDED, LEVEL, Lag, Pairing, PairingResult, Patterns,
};
use crate::domain::text::number::{mean, round1, whole};
use crate::domain::text::style::Style;
use crate::store::Audience;
use crate::words::patterns::{day_words, label, name_exercises, warnings};
use crate::words::text::{and, capital, count};

// Arguments of `patterns`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "It compares days with a tag, medicine, exercise, short night or part of the cycle with days without, on the \
                  same day and the day after. “Goes with” says nothing about why: people rest because it hurts."
)]
pub struct Args {
    /// From this day on
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// Show the days of everything that was looked at, also where nothing stands out
    #[arg(long)]
    all: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `patterns`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    let (from, to) = context.clock().range(args.from.as_deref(), args.to.as_deref())?;
    let diary = context.read_diary()?;
    let to = to.unwrap_or(context.today);
    let first = match (&diary, from) {
        (None, _) => None,
        (Some(diary), Some(_)) => diary.first_rated_day(from, Audience::Person)?,
        (Some(diary), None) => {
            let rated = diary.rated_days(None, to, None, Audience::Person)?;
            Beginning::of(&rated).map(|found| found.first)
        }
    };
    let from = first.or(from).unwrap_or(context.today);
    let (factors, found) = match &diary {
        Some(diary) => crate::app::patterns(diary, from, to, Audience::Person)?,
        None => (Vec::new(), Patterns::new(&[], &[])),
    };
    if args.json {
        return Ok(json::document(&PatternsView::new(&factors, &found, from, to)));
    }
    if found.days < DAYS_NEEDED {
        let more = count(DAYS_NEEDED - found.days, "more is", "more are");
        return Ok(context.message(&format!(
            "Patterns need {DAYS_NEEDED} rated days that follow a rated day. So far there are {}: \
             {more} needed.",
            found.days
        )));
    }
    if factors.is_empty() {
        return Ok(context.message(
            "There is nothing to compare pain with yet. Say what came before it: supple \
                      log N --tag sitting",
        ));
    }
    let library = context.library();
    let name = |id: &str| library.exercise(id).map_or_else(|_| id.to_owned(), |found| found.name);
    let factors = name_exercises(factors, name);
    let mut page = context.page();
    let things =
        (0..factors.len()).filter(|at| pairings_of(&found, *at).any(|each| each.result.is_some()));
    // How much was looked at is part of the result: of twenty comparisons one stands out by chance.
    let looked = match found.looked_at() {
        0 => String::new(),
        comparisons => format!(
            " Looked at {}, on the same day and the day after: {}.",
            count(things.count(), "thing", "things"),
            count(comparisons, "comparison", "comparisons")
        ),
    };
    page.para(&format!(
        "{} from {} to {}, each with the day before it.{looked}",
        count(found.days, "day", "days"),
        context.day(from),
        context.day(to)
    ));
    show(&factors, &found, args.all, context.settings.style(), &mut page);
    Ok(Output::results(page.text()))
}

/// The pairings of one factor.
fn pairings_of(found: &Patterns, factor: usize) -> impl Iterator<Item = &Pairing> {
    found.pairings.iter().filter(move |pairing| pairing.factor == factor)
}

/// What stands out, each with its days first; then the rest.
fn show(factors: &[Factor], found: &Patterns, all: bool, style: Style, page: &mut Page) {
    let mut shown: Vec<&Pairing> = found
        .pairings
        .iter()
        .filter(|pairing| pairing.finding().is_some() || (all && pairing.result.is_some()))
        .collect();
    shown.sort_by(|one, other| {
        let [one, other] =
            [one, other].map(|pairing| pairing.result.map(|found| found.association.p));
        one.unwrap_or(1.0).total_cmp(&other.unwrap_or(1.0))
    });
    // One unit for all: dots of different sizes could not be compared.
    let unit = unit(&shown);
    for pairing in &shown {
        let (factor, Some(finding)) = (&factors[pairing.factor], pairing.result) else { continue };
        page.gap();
        page.heading(&capital(&format!("{}, {}", label(factor), day_words(pairing.lag))));
        show_dots(pairing, unit, style, page);
        page.para(&conclusion(factor, pairing, &finding, style));
        for warning in warnings(factor, pairing, &finding) {
            page.item("!", warning);
        }
    }
    page.gap();
    if !shown.is_empty() && !page.is_plain() {
        page.note(&legend(unit));
    }
    let mut quiet: Vec<String> = Vec::new();
    for (at, factor) in factors.iter().enumerate() {
        let (is_compared, stands_out) = (
            pairings_of(found, at).any(|pairing| pairing.result.is_some()),
            pairings_of(found, at).any(|pairing| pairing.finding().is_some()),
        );
        if is_compared && !stands_out {
            quiet.push(label(factor));
        }
    }
    if !quiet.is_empty() {
        page.para(&format!("Nothing stands out for {}.", and(&quiet)));
        if !all {
            page.note("Their days: supple patterns --all");
        }
    }
    let untold: Vec<String> = factors
        .iter()
        .enumerate()
        .filter(|(at, _)| {
            pairings_of(found, *at).any(Pairing::has_enough)
                && pairings_of(found, *at).all(|pairing| pairing.result.is_none())
        })
        .map(|(_, factor)| label(factor))
        .collect();
    if !untold.is_empty() {
        page.para(&format!(
            "Nothing can be said of {}: always on the same days of the week, which cannot be told \
             apart, or on days whose pain does not differ.",
            and(&untold)
        ));
    }
    // Named with their days, so that the person sees them fill up.
    let few: Vec<String> = factors
        .iter()
        .enumerate()
        .filter_map(|(at, factor)| {
            let pairing = pairings_of(found, at).find(|pairing| pairing.lag == Lag::SameDay)?;
            let (with, without) = (pairing.with.len(), pairing.without.len());
            (!pairing.has_enough())
                .then(|| format!("{} ({with} with, {without} without)", label(factor)))
        })
        .collect();
    if !few.is_empty() {
        page.para(&format!(
            "Not enough days yet, {DAYS_NEEDED} in all with {GROUP_NEEDED} of each: {}.",
            and(&few)
        ));
    }
    if found.looked_at() > 0 {
        page.note(&format!(
            "Of what is said to go with pain, at most {} in 100 should be chance, over all {} \
             together. It says \
             nothing about why; people rest because it hurts.",
            whole(100.0 * LEVEL),
            count(found.looked_at(), "comparison", "comparisons")
        ));
    }
}

/// The most days one dot stands for, so that the fullest place still shows.
fn unit(shown: &[&Pairing]) -> usize {
    let groups = shown.iter().flat_map(|pairing| [&pairing.with, &pairing.without]);
    groups.flat_map(|group| counts(group)).max().unwrap_or(0).div_ceil(12).max(1)
}

/// How many days lie at each half point from 0 to 10.
fn counts(group: &[f64]) -> [usize; 21] {
    let mut counts = [0; 21];
    for pain in group {
        // Pain is 0 to 10, so this is 0 to 20.
        let at = (pain * 2.0).round() as usize;
        counts[at.min(20)] += 1;
    }
    counts
}

/// So many days as a dot, which grows with them.
fn dot(days: usize, unit: usize) -> char {
    match days.div_ceil(unit) {
        0 => ' ',
        1 => '·',
        2 => ':',
        3..=5 => '•',
        _ => '●',
    }
}

/// Both groups as dots over the scale from 0 to 10.
fn show_dots(pairing: &Pairing, unit: usize, style: Style, page: &mut Page) {
    for (name, group) in [("with", &pairing.with), ("without", &pairing.without)] {
        let dots: String = counts(group).into_iter().map(|days| dot(days, unit)).collect();
        let average = round1(mean(group.iter().copied()));
        let days = count(group.len(), "day", "days");
        let about = format!("{days}, mean {}", style.one_decimal(average));
        if page.is_plain() {
            page.para(&format!("{name}: {about}"))
        } else if page.has_room_for_table() {
            page.unwrapped(&format!("{name:<8} {dots}  {about}"))
        } else {
            page.unwrapped(&format!("{name:<8} {dots}"));
            page.indented(9, &about);
        }
    }
    if !page.is_plain() {
        page.unwrapped("         0         5         10");
    }
}

/// What the dots mean.
fn legend(unit: usize) -> String {
    match unit {
        1 => "Each place is half a point: · 1 day, : 2 days, • 3 to 5, ● more.".to_owned(),
        unit => format!(
            "Each place is half a point: · up to {}, : up to {}, • up to {}, ● more.",
            count(unit, "day", "days"),
            2 * unit,
            5 * unit
        ),
    }
}

/// Whether it goes with more pain, or with less.
fn direction(finding: &PairingResult) -> &'static str {
    if finding.association.adjusted > 0.0 { "more" } else { "less" }
}

/// The mean of some days; `None` of none.
fn mean_of(group: &[f64]) -> Option<f64> {
    (!group.is_empty()).then(|| mean(group.iter().copied()))
}

/// Points up or down; nothing is 0.0, and never −0.0.
fn signed(points: f64, style: Style) -> String {
    let number = format!("{points:+.1}").replace("-0.0", "0.0").replace("+0.0", "0.0");
    style.marked(number).replace('-', "−")
}

/// The difference with its interval, and whether it stands out.
fn conclusion(factor: &Factor, pairing: &Pairing, finding: &PairingResult, style: Style) -> String {
    let found = finding.association;
    let (plain, adjusted) = (round1(found.difference), round1(found.adjusted));
    let (low, high) = (round1(found.low), round1(found.high));
    let difference = format!(
        "{} points; with the days before taken into account {} (95 % interval {} to {})",
        signed(plain, style),
        signed(adjusted, style),
        signed(low, style),
        signed(high, style)
    );
    if finding.stands_out() {
        let more = direction(finding);
        let name = capital(&label(factor));
        format!("{name} goes with {more} pain on {}: {difference}.", day_words(pairing.lag))
    } else {
        format!("Does not stand out: {difference}.")
    }
}

/// Everything, for a program.
#[derive(Debug, Serialize)]
struct PatternsView<'a> {
    from: DayText,
    to: DayText,
    days: usize,
    days_needed: usize,
    days_needed_in_each_group: usize,
    comparisons: usize,
    false_discovery_rate: f64,
    pairings: Vec<PairingView<'a>>,
}

impl<'a> PatternsView<'a> {
    fn new(factors: &'a [Factor], found: &'a Patterns, from: NaiveDate, to: NaiveDate) -> Self {
        let pairings = found.pairings.iter();
        Self {
            from: DayText(from),
            to: DayText(to),
            days: found.days,
            days_needed: DAYS_NEEDED,
            days_needed_in_each_group: GROUP_NEEDED,
            comparisons: found.looked_at(),
            false_discovery_rate: LEVEL,
            pairings: pairings
                .map(|pairing| PairingView::new(&factors[pairing.factor], pairing))
                .collect(),
        }
    }
}

/// One thing against the pain of one day.
#[derive(Debug, Serialize)]
struct PairingView<'a> {
    name: &'a str,
    kind: &'static str,
    lag: u8,
    with: &'a [f64],
    without: &'a [f64],
    mean_with: Option<f64>,
    mean_without: Option<f64>,
    result: Option<PairingResultView>,
}

impl<'a> PairingView<'a> {
    fn new(factor: &'a Factor, pairing: &'a Pairing) -> Self {
        let result = pairing.result.as_ref();
        Self {
            name: &factor.name,
            kind: factor.kind.word(),
            lag: pairing.lag.days(),
            with: &pairing.with,
            without: &pairing.without,
            mean_with: mean_of(&pairing.with),
            mean_without: mean_of(&pairing.without),
            result: result.map(|result| PairingResultView::new(factor, pairing, result)),
        }
    }
}

/// What came of it.
#[derive(Debug, Serialize)]
struct PairingResultView {
    difference: f64,
    adjusted: f64,
    low: f64,
    high: f64,
    p: f64,
    q: f64,
    shuffles: usize,
    goes_with: Option<&'static str>,
    warnings: Vec<&'static str>,
}

impl PairingResultView {
    fn new(factor: &Factor, pairing: &Pairing, result: &PairingResult) -> Self {
        let found = &result.association;
        Self {
            difference: found.difference,
            adjusted: found.adjusted,
            low: found.low,
            high: found.high,
            p: found.p,
            q: result.q,
            shuffles: found.shuffles,
            goes_with: result.stands_out().then(|| direction(result)),
            warnings: warnings(factor, pairing, result),
        }
    }
}
