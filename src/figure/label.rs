//! Room for text: boxes that must not touch, lines broken at words, and flags in rows.
//!
//! Pure geometry in millimetres; draws nothing.

use super::Paper;
use super::theme::Type;

/// How far two boxes may come into each other before it counts: less than a hair's breadth of rounding.
pub const HAIR_MM: f64 = 0.01;

/// A rectangle on the page, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
}

impl Area {
    /// What a paper has inside a margin of so many millimetres on its sides, and at its top and bottom.
    pub fn inside(paper: Paper, sides: f64, ends: f64) -> Self {
        Self { left: sides, top: ends, right: paper.width_mm() - sides, bottom: paper.height_mm() - ends }
    }

    /// Its width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its height.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether the two share any room.
    pub fn overlaps(&self, other: &Self) -> bool {
        let apart = |low: f64, high: f64| low >= high - HAIR_MM;
        !(apart(self.left, other.right)
            || apart(other.left, self.right)
            || apart(self.top, other.bottom)
            || apart(other.top, self.bottom))
    }

    /// Whether `other` lies within.
    pub fn holds(&self, other: &Self) -> bool {
        other.left >= self.left - HAIR_MM
            && other.right <= self.right + HAIR_MM
            && other.top >= self.top - HAIR_MM
            && other.bottom <= self.bottom + HAIR_MM
    }
}

/// A text cut to a width, with an ellipsis when anything had to go.
pub fn shortened(text: &str, style: &Type, width: f64) -> String {
    if style.width(text) <= width { text.to_owned() } else { unfinished(text, style, width) }
}

/// A text of which more would follow, cut to a width: it ends in an ellipsis, also where all of it has room.
pub fn unfinished(text: &str, style: &Type, width: f64) -> String {
    let mut kept = style.fitting(text, width);
    loop {
        kept = kept.trim_end_matches([' ', ',', '.', ';', ':', '·', '…', '(']);
        let cut = format!("{kept}…");
        if style.width(&cut) <= width {
            return cut;
        }
        let Some((last, _)) = kept.char_indices().next_back() else { return String::new() };
        kept = &kept[..last];
    }
}

/// A text broken at words into lines of a width; a word longer than a line is broken where it must be.
pub fn wrapped(text: &str, style: &Type, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text.trim_matches(' ');
    while let Some(first) = rest.chars().next() {
        let fits = style.fitting(rest, width);
        let at_a_word = fits.len() == rest.len() || rest[fits.len()..].starts_with(' ');
        let end = if at_a_word { fits.len() } else { fits.rfind(' ').unwrap_or(fits.len()) };
        let (line, after) = rest.split_at(end.max(first.len_utf8()));
        lines.push(line.trim_end_matches(' ').to_owned());
        rest = after.trim_start_matches(' ');
    }
    lines
}

/// At most `most` lines; what does not fit ends in an ellipsis.
pub fn at_most(mut lines: Vec<String>, most: usize, style: &Type, width: f64) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = unfinished(last, style, width);
        }
    }
    lines
}

/// Several things with a mark between them on at most `most` lines: as many as have room, and how many more there are.
pub fn listed(things: &[String], between: &str, most: usize, style: &Type, width: f64) -> Vec<String> {
    let tail = |shown: usize| match things.len() - shown {
        0 => String::new(),
        more => format!("{between}and {more} more"),
    };
    let first = |shown: usize| wrapped(&(things[..shown].join(between) + &tail(shown)), style, width);
    let all = first(things.len());
    if all.len() <= most {
        return all;
    }
    if let Some(lines) = (1..things.len()).map(first).take_while(|lines| lines.len() <= most).last() {
        return lines;
    }
    // Not even the first has room: it is cut so far that the others can be counted behind it.
    let tail = tail(things.len().min(1));
    let mut lines = at_most(wrapped(things.first().map_or("", String::as_str), style, width), most, style, width);
    if let Some(last) = lines.last_mut() {
        *last = unfinished(last, style, width - style.width(&tail)) + &tail;
    }
    lines
}

/// Something at one place of the time axis that wants a text in a row above the panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// Where it stands.
    pub x: f64,
    /// The width of its glyph, which is centred on `x`.
    pub glyph: f64,
    /// The width of its text; nothing when it has none.
    pub text: f64,
}

/// Where a flag ended up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The row, 0 next to the panel.
    pub row: usize,
    /// Where its text goes.
    pub side: Side,
}

/// The side of a glyph its text is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// To the right of it.
    Right,
    /// To the left of it.
    Left,
    /// There is no room for the text.
    Nowhere,
}

/// What is already in a row: from, to, and the glyph it belongs to.
type Taken = (f64, f64, f64);

/// Finds rows for flags so that no two texts meet and no line from a glyph down to the panel crosses a text.
///
/// `flags` are in the order of their x; the last are served first, because the newest mark matters most and
/// because a text that runs right of its own line can then never stand in a later one's way. `None`: not even
/// the glyph has room.
pub fn rows(flags: &[Flag], from: f64, to: f64, rows: usize, gap: f64) -> Vec<Option<Place>> {
    let mut taken: Vec<Vec<Taken>> = vec![Vec::new(); rows];
    let mut places = vec![None; flags.len()];
    for (flag, place) in flags.iter().zip(&mut places).rev() {
        let half = flag.glyph / 2.0;
        let reach = if flag.text > 0.0 { gap + flag.text } else { 0.0 };
        let span = |side| match side {
            Side::Right => (flag.x - half, flag.x + half + reach),
            Side::Left => (flag.x - half - reach, flag.x + half),
            Side::Nowhere => (flag.x - half, flag.x + half),
        };
        let free = |(left, right): (f64, f64), row: usize, taken: &[Vec<Taken>]| {
            let meets = |low: f64, high: f64, other: &Taken| low < other.1 && high > other.0;
            let inside = left >= from - HAIR_MM && right <= to + HAIR_MM;
            let room = taken[row].iter().all(|other| !meets(left - gap, right + gap, other));
            // Its line may pass the glyph of the very same day: there the two lines are one.
            let clear = taken[..row].iter().flatten().all(|other| {
                (other.2 - flag.x).abs() < HAIR_MM || !meets(flag.x - gap / 2.0, flag.x + gap / 2.0, other)
            });
            inside && room && clear
        };
        let mut tries =
            [Side::Right, Side::Left, Side::Nowhere].into_iter().flat_map(|side| (0..rows).map(move |row| (side, row)));
        *place = tries.find(|(side, row)| free(span(*side), *row, &taken)).map(|(side, row)| Place { row, side });
        if let Some(Place { row, side }) = *place {
            let (left, right) = span(side);
            taken[row].push((left, right, flag.x));
            // Nothing placed later in a row below may lie across its line.
            for below in &mut taken[..row] {
                below.push((flag.x - gap / 2.0, flag.x + gap / 2.0, flag.x));
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Paper;
    use crate::figure::theme::Theme;

    /// Axis text on A4.
    fn style() -> Type {
        Theme::of(Paper::A4_LANDSCAPE).label
    }

    #[test]
    fn lines_fill_the_width_and_lose_nothing() {
        let text = "Over the last 7 days pain averaged 3.0 Tiefgesäßschmerzsyndromnachuntersuchungsergebnis, down";
        for width in [10.0, 20.0, 35.0, 80.0, 500.0] {
            let lines = wrapped(text, &style(), width);
            assert!(lines.iter().all(|line| style().width(line) <= width), "{lines:?}");
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
        assert_eq!(wrapped(text, &style(), 500.0), [text]);
        assert!(wrapped("", &style(), 10.0).is_empty());
    }

    #[test]
    fn what_has_no_room_ends_in_an_ellipsis() {
        let width = style().width("strengthen");
        assert_eq!(shortened("strengthen", &style(), width), "strengthen");
        assert!(shortened("strengthening", &style(), width).ends_with('…'));
        assert_eq!(shortened("strengthening", &style(), 0.1), "");
        let lines = at_most(wrapped("one two three four five six", &style(), 12.0), 2, &style(), 12.0);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && style().width(&lines[1]) <= 12.0, "{lines:?}");
        // One ellipsis, also where the last line is short, or ends in marks of its own.
        for last in ["two", "two, ·", "two…", "two ("] {
            let lines = at_most(vec!["one".to_owned(), last.to_owned(), "three".to_owned()], 2, &style(), 500.0);
            assert_eq!(lines, ["one", "two…"]);
        }
    }

    #[test]
    fn a_list_says_how_many_more_there_are() {
        let things = ["low back", "left hip", "Tiefgesäßschmerzsyndrom"].map(str::to_owned);
        for said in [
            "low back · left hip · Tiefgesäßschmerzsyndrom",
            "low back · left hip · and 1 more",
            "low back · and 2 more",
            "low… · and 2 more",
        ] {
            assert_eq!(listed(&things, " · ", 1, &style(), style().width(said)), [said]);
        }
        let width = style().width("low back · left hip ·");
        assert_eq!(listed(&things, " · ", 2, &style(), width), ["low back · left hip ·", "and 1 more"]);
        assert_eq!(listed(&[], " · ", 1, &style(), 33.0), [""; 0]);
    }

    #[test]
    fn areas_that_only_touch_do_not_overlap() {
        let area = |left: f64, top: f64| Area { left, top, right: left + 10.0, bottom: top + 5.0 };
        assert!(area(0.0, 0.0).overlaps(&area(9.0, 4.0)));
        assert!(!area(0.0, 0.0).overlaps(&area(10.0, 0.0)) && !area(0.0, 0.0).overlaps(&area(0.0, 5.0)));
        assert!(area(0.0, 0.0).holds(&area(0.0, 0.0)) && !area(0.0, 0.0).holds(&area(1.0, 0.0)));
    }

    /// Flags with a text 20 mm wide.
    fn flags(xs: &[f64]) -> Vec<Flag> {
        xs.iter().map(|x| Flag { x: *x, glyph: 2.0, text: 20.0 }).collect()
    }

    #[test]
    fn flags_take_the_row_they_need() {
        let found = rows(&flags(&[0.0, 10.0, 50.0]), -2.0, 80.0, 3, 1.0);
        let right = |row| Some(Place { row, side: Side::Right });
        assert_eq!(found, [right(1), right(0), right(0)]);
        // At the right edge the text turns to the left; without room anywhere only the glyph stays.
        assert_eq!(rows(&flags(&[75.0]), 0.0, 80.0, 1, 1.0), [Some(Place { row: 0, side: Side::Left })]);
        assert_eq!(rows(&flags(&[5.0]), 0.0, 12.0, 1, 1.0), [Some(Place { row: 0, side: Side::Nowhere })]);
        assert_eq!(rows(&flags(&[5.0, 5.5]), 0.0, 12.0, 1, 1.0)[0], None);
        assert_eq!(rows(&flags(&[5.0]), 0.0, 12.0, 0, 1.0), [None]);
    }

    #[test]
    fn two_flags_of_one_day_share_their_line() {
        let found = rows(&flags(&[10.0, 10.0]), 0.0, 80.0, 2, 1.0);
        assert_eq!(found, [Some(Place { row: 1, side: Side::Right }), Some(Place { row: 0, side: Side::Right })]);
    }

    #[test]
    fn no_line_crosses_a_text() {
        // Pseudo-random places, the same on every run.
        let mut state = 7u64;
        for _ in 0..200 {
            let mut xs: Vec<f64> = (0..12)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    f64::from(u32::try_from(state >> 40).expect("24 bits") % 2000) / 10.0
                })
                .collect();
            xs.sort_by(f64::total_cmp);
            let flags = flags(&xs);
            let found = rows(&flags, 0.0, 220.0, 3, 1.0);
            for (one, a) in flags.iter().zip(&found) {
                for (other, b) in flags.iter().zip(&found) {
                    let (Some(a), Some(b)) = (a, b) else { continue };
                    if std::ptr::eq(one, other) {
                        continue;
                    }
                    let (left, right) = match b.side {
                        Side::Right => (other.x - 1.0, other.x + 22.0),
                        Side::Left => (other.x - 22.0, other.x + 1.0),
                        Side::Nowhere => (other.x - 1.0, other.x + 1.0),
                    };
                    let same_day = (one.x - other.x).abs() < HAIR_MM;
                    if a.row > b.row && !same_day {
                        assert!(one.x <= left || one.x >= right, "{one:?} {a:?} crosses {other:?} {b:?}");
                    }
                }
            }
        }
    }
}
