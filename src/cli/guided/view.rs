//! What a person sees of a guide: lines for a terminal of any size. It decides nothing.

use super::card::Card;
use crate::cli::output::clean::clean;
use crate::cli::output::page::Page;
use crate::domain::guided::guide::{Guide, SIGNS, Stage};
use crate::domain::guided::pace::{PacePosition, Segment, SegmentKind, SidePass};
use crate::words::entry::amount;
use crate::words::text::{capital, count};
use anstyle::{AnsiColor, Style};

/// The terminal to lay out for.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Whether it may carry colour.
    pub colour: bool,
    /// Whether it shows more than ASCII.
    pub symbols: bool,
    /// How many lines of a text that does not fit are above the screen.
    pub above: usize,
}

impl Look {
    /// An empty page of its width.
    fn page(self) -> Page {
        Page::new(self.width, self.colour)
    }

    /// Rows between what stands at the top and at the bottom.
    fn room(self, head: &[String], foot: &[String]) -> usize {
        self.height.saturating_sub(head.len() + foot.len())
    }
}

/// Lines for the terminal, and how many more there are below them.
#[derive(Debug)]
pub struct Frame {
    /// The lines, from the top.
    pub lines: Vec<String>,
    /// Lines of the text that are below the screen.
    pub below: usize,
}

/// The widest that is laid out, as elsewhere.
const WIDEST: usize = 96;

/// From this many rows on there is room for empty ones.
const AIRY: usize = 14;

/// What the keys do, a line each.
const HELP: [(&str, &str); 8] = [
    ("space", "pause, and go on"),
    ("n, Enter", "next"),
    ("l", "less: one set fewer, or the end of it"),
    ("s", "skip the exercise, or the rest of it"),
    ("b", "back to the exercise before, or its answers"),
    ("Backspace", "at a question: the one before"),
    ("q", "quit; what is done is kept"),
    ("?", "these keys"),
];

/// Texts that are shown whole.
pub struct Texts<'a> {
    /// The exercises of the day, in order.
    pub cards: &'a [Card],
    /// What the day asks for, beside the exercises.
    pub opening: &'a dyn Fn(&mut Page),
    /// How numbers are written.
    pub style: crate::domain::text::style::Style,
    /// What to do about the pain and the signs that came with the present exercise.
    pub warning: &'a dyn Fn(&mut Page),
}

/// The lines for a guide as it stands.
pub fn frame(guide: &Guide, texts: &Texts<'_>, look: Look) -> Frame {
    let look = Look { width: look.width.clamp(1, WIDEST), ..look };
    let Some(card) = texts.cards.get(guide.current()) else {
        return Frame { lines: Vec::new(), below: 0 };
    };

    let mut head = look.page();
    header(guide, card, texts.cards.len(), look, &mut head);
    let mut body = look.page();
    match guide.stage() {
        _ if guide.helps() => {
            HELP.iter().for_each(|(key, does)| body.item(&format!("{key:9}"), does))
        }
        Stage::Opening => {
            for (number, card) in texts.cards.iter().enumerate() {
                body.item(&format!(" {}.", number + 1), &format!("{}: {}", card.name, card.dose));
            }
            (texts.opening)(&mut body);
        }
        Stage::Reading => reading(guide, card, &mut body),
        Stage::Going => {}
        Stage::Before => {
            body.para("How much does it hurt now, before you begin, from 0 to 10?");
            body.gap();
            body.heading(&format!("Pain now: {}_", guide.typed()));
            body.gap();
            body.note("Half points are fine (3.5). Enter alone leaves it unrecorded.");
        }
        Stage::Place => {
            body.para("Was that pain in the bone?");
            body.gap();
            body.item("b", "in the bone");
            body.item("o", "anywhere else");
            body.gap();
            body.note("Enter alone leaves it unrecorded.");
        }
        Stage::Pain => {
            body.heading(&capital(&done_words(guide)));
            body.gap();
            body.para("How much did it hurt at the most, from 0 (not at all) to 10 (the worst imaginable)?");
            body.gap();
            body.heading(&format!("Pain: {}_", guide.typed()));
            match guide.actual().pain {
                Some(pain) => body.note(&format!(
                    "{} so far; Enter alone leaves it so.",
                    pain.shown(texts.style)
                )),
                None => body.note("Half points are fine (3.5). Enter alone leaves it unrecorded."),
            }
            body.gap();
            body.para("Did anything new come with it? Its letter ticks it; else none of them.");
            for (key, sign) in SIGNS {
                let tick = if guide.signs().contains(&sign) { "[x]" } else { "[ ]" };
                body.item(&format!("{tick} {key}"), sign.in_words());
            }
        }
        Stage::Warned => (texts.warning)(&mut body),
        Stage::Effort => {
            body.para("How hard was it, from 0 (no effort) to 10 (all there is)?");
            body.gap();
            body.heading(&format!("Effort: {}_", guide.typed()));
            body.gap();
            body.note("Enter alone leaves it unrecorded.");
        }
        Stage::Over => {}
    }
    let (head, bottom) =
        (lines_of(head), |below| lines_of(footer(guide, below, look.page(), look.width)));

    let mut foot = bottom(false);
    let mut below = 0;
    let middle = match guide.place().filter(|_| !guide.helps()) {
        Some(place) => going(guide, place, card, look.room(&head, &foot), look),
        None => {
            let text = lines_of(body);
            // A text that does not fit is read screen by screen, with a line at its end that says
            // so.
            match text.len().checked_sub(look.room(&head, &foot)).filter(|over| *over > 0) {
                None => text,
                Some(_) => {
                    let shown = look.room(&head, &foot).saturating_sub(1).max(1);
                    let above = look.above.min(text.len() - shown);
                    below = text.len() - shown - above;
                    foot = bottom(below > 0);
                    let mut mark = look.page();
                    mark.note(if below > 0 { "↓ more" } else { "" });
                    [&text[above..above + shown], &lines_of(mark)].concat()
                }
            }
        }
    };
    let mut lines = head;
    lines.extend(middle);
    // The keys stand at the bottom, wherever the text ends.
    lines.resize(look.height.saturating_sub(foot.len()).max(lines.len()), String::new());
    lines.extend(foot);
    // One line too many would scroll the whole picture up.
    lines.truncate(look.height);
    if !look.symbols {
        lines.iter_mut().for_each(|line| *line = ascii(line));
    }
    Frame { lines, below }
}

/// What was laid out, line by line.
fn lines_of(page: Page) -> Vec<String> {
    page.text().lines().map(str::to_owned).collect()
}

/// What was said about the last key, over the keys that do something now.
fn footer(guide: &Guide, below: bool, mut page: Page, width: usize) -> Page {
    if let Some(says) = guide.says() {
        page.heading(&capital(says));
    }
    page.note(&key_words(guide, below, width));
    page
}

/// The exercise and how much of the day is left, over a bar of the whole.
fn header(guide: &Guide, card: &Card, count: usize, look: Look, page: &mut Page) {
    let (behind, all) = guide.progress();
    // Rounded up: “0 min left” with a set to go would read as done.
    let left = (all - behind).div_ceil(60_000);
    let name = if guide.stage() == Stage::Opening { "Today" } else { card.name.as_str() };
    let of = format!("{} of {count}", guide.current() + 1);
    // From long to short: in a narrow window the name of the exercise comes before the minutes.
    let rights = match guide.stage() {
        Stage::Opening => [format!("about {left} min"), format!("{left} min"), String::new()],
        _ => [format!("{of} · about {left} min left"), format!("{of} · {left} min"), of],
    };
    let columns = textwrap::core::display_width;
    let right = rights.iter().find(|right| columns(name) + 2 + columns(right) <= look.width);
    let right = right.map_or("", String::as_str);
    let gap = look.width.saturating_sub(columns(name) + columns(right));
    page.raw_line(&format!("{}{}{right}", clean(name), " ".repeat(gap)), Style::new().bold());

    // Room for the share in words beside it: ` 100 %`.
    let width = look.width.saturating_sub(6);
    let full = share(behind, all, width);
    page.raw_line(
        &format!(
            "{}{} {:3} %",
            "█".repeat(full),
            "░".repeat(width - full),
            share(behind, all, 100)
        ),
        Style::new(),
    );
    if look.height >= AIRY {
        page.raw_line("", Style::new());
    }
}

/// As much of `whole` as `part` is of `all`.
fn share(part: u64, all: u64, whole: usize) -> usize {
    // A day without an exercise has no time at all.
    usize::try_from(part * whole as u64 / all.max(1)).unwrap_or(whole)
}

/// How the exercise is done, and when to stop.
fn reading(guide: &Guide, card: &Card, page: &mut Page) {
    let done = guide.item().map(|item| item.before.clone()).unwrap_or_default();
    page.heading(&card.dose);
    page.note(&card.count);
    match (done.sets, done.minutes) {
        (Some(sets), _) => {
            page.para(&format!("It goes on with set {}; {sets} done before.", sets + 1))
        }
        (None, Some(minutes)) => {
            page.para(&format!("It goes on after {}.", count(minutes, "minute", "minutes")))
        }
        (None, None) => {}
    }
    page.para(&card.limit);
    for caution in &card.cautions {
        page.item("!", caution);
    }
    page.gap();
    for (number, step) in card.steps.iter().enumerate() {
        page.item(&format!("{}.", number + 1), step);
    }
    page.list("When to stop", &card.stop);
}

/// An exercise being done: where, what, how long still, what comes next, and the steps where there
/// is room.
fn going(guide: &Guide, place: PacePosition, card: &Card, room: usize, look: Look) -> Vec<String> {
    let segment = place.segment;
    let mut top = look.page();
    let where_ = where_words(guide, segment, card);
    if !where_.is_empty() {
        top.para(&where_);
    }
    let mut middle = lines_of(top);
    let mut word = look.page();
    // A number that stands still could be a program that hangs.
    let paused = if guide.is_paused() { "Paused · " } else { "" };
    word.heading(&format!("{paused}{}", what_words(segment, card)));
    let word = lines_of(word);

    // Rounded up: at 0 a countdown is over, and not a second later.
    let seconds = place.left_ms.div_ceil(1000);
    // Where the pace is one's own there is nothing to count down: the repeat is what one loses
    // count of.
    let number = match segment.what {
        SegmentKind::Repeat => segment.repeat.to_string(),
        _ if seconds >= 100 => format!("{}:{:02}", seconds / 60, seconds % 60),
        _ => seconds.to_string(),
    };
    let large = large(&number);
    let next = guide.item().and_then(|item| item.pace.segments().get(place.index + 1)).copied();
    let next = next.map_or("Next: the end of it".to_owned(), |next| {
        format!("Next: {}", next_words(next, card))
    });
    let mut next_lines = look.page();
    next_lines.note(&next);
    let next_lines = lines_of(next_lines);

    let needed = middle.len() + word.len() + next_lines.len();
    // The number is read from the floor; where there is no room it is better small than cut.
    let fits = large.iter().all(|row| textwrap::core::display_width(row) <= look.width);
    let is_large = fits && needed + ROWS <= room;
    // Empty lines come from the room that is left: the number and what comes next are never pushed
    // out.
    let mut spare = room.saturating_sub(needed + if is_large { ROWS } else { 1 });
    let mut gap = |lines: &mut Vec<String>| {
        if spare > 0 {
            spare -= 1;
            lines.push(String::new());
        }
    };
    gap(&mut middle);
    middle.extend(word);
    if is_large {
        gap(&mut middle);
        // Colour alone never says it: the word above says whether it is work or rest.
        let colour = match segment.what {
            what if what.is_work() => AnsiColor::Cyan,
            _ => AnsiColor::Yellow,
        };
        let mut page = look.page();
        large.iter().for_each(|row| page.raw_line(row, Style::new().fg_color(Some(colour.into()))));
        middle.extend(lines_of(page));
    } else {
        let mut page = look.page();
        page.heading(&match segment.what {
            SegmentKind::Repeat => number,
            _ if seconds >= 100 => number,
            _ => format!("{number} s"),
        });
        middle.extend(lines_of(page));
    }
    gap(&mut middle);
    middle.extend(next_lines);
    gap(&mut middle);
    let mut reminders = vec![card.limit.clone()];
    reminders.extend(
        card.steps.iter().enumerate().map(|(number, step)| format!("{}. {step}", number + 1)),
    );
    for reminder in reminders {
        let mut page = look.page();
        page.note(&reminder);
        let more = lines_of(page);
        if middle.len() + more.len() > room {
            break;
        }
        middle.extend(more);
    }
    middle
}

/// `Set 1 of 3 · repeat 4 of 12 · left side`.
fn where_words(guide: &Guide, segment: Segment, card: &Card) -> String {
    let sets = guide.item().map_or(1, |item| item.pace.sets());
    let mut words = Vec::new();
    if segment.what == SegmentKind::Rest {
        return format!("Set {} of {sets} is done", segment.set - 1);
    }
    if sets > 1 {
        words.push(format!("set {} of {sets}", segment.set));
    }
    let reps = card.amount.reps.filter(|reps| *reps > 1);
    if let Some(reps) =
        reps.filter(|_| segment.what.is_work() || segment.what == SegmentKind::Pause)
    {
        words.push(format!("{} {} of {reps}", unit(card), segment.repeat));
    }
    words.extend(side(segment, card));
    capital(&words.join(" · "))
}

/// What a repeat is called.
fn unit(card: &Card) -> &str {
    card.amount.unit.as_deref().map_or("repeat", |unit| unit.trim_end_matches('s'))
}

/// The side of a segment, where it has one.
fn side(segment: Segment, card: &Card) -> Option<String> {
    card.sides.get(usize::from(segment.side == SidePass::Second)).cloned()
}

/// What to do now.
fn what_words(segment: Segment, card: &Card) -> String {
    match segment.what {
        SegmentKind::Ready => "Get ready".to_owned(),
        SegmentKind::In => "Into it".to_owned(),
        SegmentKind::Hold => "Hold".to_owned(),
        SegmentKind::Out => "Out of it".to_owned(),
        SegmentKind::Repeat => capital(unit(card)),
        SegmentKind::Pause | SegmentKind::Rest => "Rest".to_owned(),
        SegmentKind::Change => {
            format!("Change sides: {} now", side(segment, card).unwrap_or_default())
        }
        SegmentKind::Steady => "Keep going".to_owned(),
    }
}

/// What comes next.
fn next_words(segment: Segment, card: &Card) -> String {
    match segment.what {
        SegmentKind::In => {
            let hold = card.amount.hold_s.map_or(String::new(), |hold| format!(", hold {hold} s"));
            format!("{} {}{hold}", unit(card), segment.repeat)
        }
        SegmentKind::Repeat => format!("{} {}", unit(card), segment.repeat),
        SegmentKind::Change => "change sides".to_owned(),
        SegmentKind::Steady => {
            format!("{} of steady work", count(segment.seconds.div_ceil(60), "minute", "minutes"))
        }
        _ => format!("{}, {} s", what_words(segment, card).to_lowercase(), segment.seconds),
    }
}

/// What was done of the present exercise.
fn done_words(guide: &Guide) -> String {
    amount(guide.actual(), guide.item().map_or(1, |item| item.pace.sets()))
}

/// The keys that do something now, in as many words as fit.
fn key_words(guide: &Guide, below: bool, width: usize) -> String {
    let forms: &[&str] = match guide.stage() {
        _ if guide.helps() => &["any key goes back"],
        _ if below => &["Enter reads on · q quit"],
        Stage::Opening => &["Enter begin · a number begins there · q quit", "Enter begin · q quit"],
        Stage::Reading => &[
            "Enter begin · b back · l less · s skip · q quit · ? help",
            "Enter begin · s skip · ? keys",
        ],
        Stage::Going if guide.is_paused() => {
            &["space go on · l less · s skip · q quit · ? help", "space go on · ? keys"]
        }
        Stage::Going => &[
            "space pause · n next · l less · s skip · q quit · ? help",
            "space pause · n next · ? keys",
        ],
        Stage::Before => &["Enter begin · l less · s skip · q quit", "Enter begin · s skip"],
        Stage::Pain => &["letters tick · Enter keep · q quit", "Enter keep · q quit"],
        Stage::Effort => &["Enter keep · q quit"],
        Stage::Place => &["b · o · Enter go on · q quit"],
        Stage::Warned => &["Enter go on · q quit"],
        Stage::Over => &[""],
    };
    let fits = forms.iter().find(|form| textwrap::core::display_width(form) <= width);
    (*fits.or(forms.last()).unwrap_or(&"")).to_owned()
}

/// A line for a terminal that shows no more than ASCII.
fn ascii(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '█' => shown.push('#'),
            '░' => shown.push('.'),
            '·' | '–' => shown.push('-'),
            '•' => shown.push('*'),
            '×' => shown.push('x'),
            '…' => shown.push_str("..."),
            '“' | '”' => shown.push('"'),
            '’' => shown.push('\''),
            '↓' => shown.push('v'),
            c => shown.push(c),
        }
    }
    shown
}

/// Rows of a large number.
const ROWS: usize = 5;

/// Each digit and the colon, as rows of dots.
const SHAPES: [(char, [&str; ROWS]); 11] = [
    ('0', ["###", "# #", "# #", "# #", "###"]),
    ('1', [" # ", "## ", " # ", " # ", "###"]),
    ('2', ["###", "  #", "###", "#  ", "###"]),
    ('3', ["###", "  #", "###", "  #", "###"]),
    ('4', ["# #", "# #", "###", "  #", "  #"]),
    ('5', ["###", "#  ", "###", "  #", "###"]),
    ('6', ["###", "#  ", "###", "# #", "###"]),
    ('7', ["###", "  #", "  #", "  #", "  #"]),
    ('8', ["###", "# #", "###", "# #", "###"]),
    ('9', ["###", "# #", "###", "  #", "###"]),
    (':', [" ", "#", " ", "#", " "]),
];

/// The rows of a number such as `12` or `4:30`. A dot is two columns wide, so that it looks square.
fn large(number: &str) -> [String; ROWS] {
    let shapes: Vec<_> =
        number.chars().filter_map(|c| SHAPES.iter().find(|(shape, _)| *shape == c)).collect();
    std::array::from_fn(|row| {
        let parts: Vec<String> = shapes
            .iter()
            .map(|(_, rows)| rows[row].replace(' ', "  ").replace('#', "██"))
            .collect();
        parts.join("  ").trim_end().to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_drawn() {
        let expected = "\
██████      ██████
    ██  ██  ██  ██
    ██      ██████
    ██  ██      ██
    ██      ██████";
        assert_eq!(large("7:9").join("\n"), expected);
    }
}
