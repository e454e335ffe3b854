//! Room for labels above a panel: flags in rows whose texts never meet.
//!
//! Pure geometry in millimetres; draws nothing.

use crate::figure::canvas::area::HAIR_MM;

/// A mark on the time axis that wants a text in a row above the panel; lengths are in millimetres.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// Where it stands.
    pub x: f64,
    /// The width of its glyph, which is centred on `x`.
    pub glyph: f64,
    /// The width of its text; nothing when it has none.
    pub text: f64,
}

impl Flag {
    /// Its left and right end with the text on a side.
    fn span(&self, side: TextSide, gap: f64) -> (f64, f64) {
        let half = self.glyph / 2.0;
        // A text needs its gap to the glyph as well as its own width.
        let reach = if self.text > 0.0 { gap + self.text } else { 0.0 };
        match side {
            TextSide::Right => (self.x - half, self.x + half + reach),
            TextSide::Left => (self.x - half - reach, self.x + half),
            TextSide::Nowhere => (self.x - half, self.x + half),
        }
    }

    /// Whether a span of a row is free, and the way of its line down to the panel as well.
    fn is_free(
        &self,
        (left, right): (f64, f64),
        row: usize,
        taken: &[Vec<OccupiedSpan>],
        gap: f64,
    ) -> bool {
        let room = taken[row].iter().all(|other| !meets(left - gap, right + gap, other));
        // Its line may pass the glyph of the very same day: there the two lines are one.
        let clear = taken[..row].iter().flatten().all(|other| {
            (other.2 - self.x).abs() < HAIR_MM
                || !meets(self.x - gap / 2.0, self.x + gap / 2.0, other)
        });
        room && clear
    }
}

/// The place found for a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlagPlace {
    /// The row, 0 next to the panel.
    pub row: usize,
    /// Where its text goes.
    pub side: TextSide,
}

/// The side of a glyph its text is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextSide {
    /// To the right of it.
    Right,
    /// To the left of it.
    Left,
    /// There is no room for the text.
    Nowhere,
}

/// An occupied part of a row: its left and right end, and the x of the flag it belongs to.
type OccupiedSpan = (f64, f64, f64);

/// Whether a span of a row would overlap one that is occupied.
fn meets(low: f64, high: f64, other: &OccupiedSpan) -> bool {
    low < other.1 && high > other.0
}

/// Finds rows for flags so that no two texts meet and no line from a glyph down to the panel
/// crosses a text.
///
/// `flags` are in the order of their x; the last are served first, because the newest mark matters
/// most and because a text that runs right of its own line can then never stand in a later one's
/// way. `None`: not even the glyph has room.
pub fn flag_rows(
    flags: &[Flag],
    from: f64,
    to: f64,
    rows: usize,
    gap: f64,
) -> Vec<Option<FlagPlace>> {
    let mut taken: Vec<Vec<OccupiedSpan>> = vec![Vec::new(); rows];
    let mut places = vec![None; flags.len()];
    for (flag, place) in flags.iter().zip(&mut places).rev() {
        // A text on the right is what readers expect; the lowest row keeps lines short.
        let mut tries = [TextSide::Right, TextSide::Left, TextSide::Nowhere]
            .into_iter()
            .flat_map(|side| (0..rows).map(move |row| (side, row)));
        *place = tries
            .find(|(side, row)| {
                let (left, right) = flag.span(*side, gap);
                let inside = left >= from - HAIR_MM && right <= to + HAIR_MM;
                inside && flag.is_free((left, right), *row, &taken, gap)
            })
            .map(|(side, row)| FlagPlace { row, side });
        if let Some(FlagPlace { row, side }) = *place {
            let (left, right) = flag.span(side, gap);
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

    /// Flags with a text 20 mm wide.
    fn flags(xs: &[f64]) -> Vec<Flag> {
        xs.iter().map(|x| Flag { x: *x, glyph: 2.0, text: 20.0 }).collect()
    }

    #[test]
    fn flags_take_the_row_they_need() {
        let found = flag_rows(&flags(&[0.0, 10.0, 50.0]), -2.0, 80.0, 3, 1.0);
        let right = |row| Some(FlagPlace { row, side: TextSide::Right });
        assert_eq!(found, [right(1), right(0), right(0)]);
        // At the right edge the text turns to the left; without room anywhere only the glyph stays.
        assert_eq!(
            flag_rows(&flags(&[75.0]), 0.0, 80.0, 1, 1.0),
            [Some(FlagPlace { row: 0, side: TextSide::Left })]
        );
        assert_eq!(
            flag_rows(&flags(&[5.0]), 0.0, 12.0, 1, 1.0),
            [Some(FlagPlace { row: 0, side: TextSide::Nowhere })]
        );
        assert_eq!(flag_rows(&flags(&[5.0, 5.5]), 0.0, 12.0, 1, 1.0)[0], None);
        assert_eq!(flag_rows(&flags(&[5.0]), 0.0, 12.0, 0, 1.0), [None]);
    }

    #[test]
    fn two_flags_of_one_day_share_their_line() {
        let found = flag_rows(&flags(&[10.0, 10.0]), 0.0, 80.0, 2, 1.0);
        assert_eq!(
            found,
            [
                Some(FlagPlace { row: 1, side: TextSide::Right }),
                Some(FlagPlace { row: 0, side: TextSide::Right })
            ]
        );
    }

    #[test]
    fn no_line_crosses_a_text() {
        // Pseudo-random places, the same on every run.
        let mut state = 7u64;
        for _ in 0..200 {
            let mut xs: Vec<f64> = (0..12)
                .map(|_| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    f64::from(u32::try_from(state >> 40).expect("24 bits") % 2000) / 10.0
                })
                .collect();
            xs.sort_by(f64::total_cmp);
            let flags = flags(&xs);
            let found = flag_rows(&flags, 0.0, 220.0, 3, 1.0);
            for (one, a) in flags.iter().zip(&found) {
                for (other, b) in flags.iter().zip(&found) {
                    let (Some(a), Some(b)) = (a, b) else { continue };
                    if std::ptr::eq(one, other) {
                        continue;
                    }
                    let (left, right) = match b.side {
                        TextSide::Right => (other.x - 1.0, other.x + 22.0),
                        TextSide::Left => (other.x - 22.0, other.x + 1.0),
                        TextSide::Nowhere => (other.x - 1.0, other.x + 1.0),
                    };
                    let same_day = (one.x - other.x).abs() < HAIR_MM;
                    if a.row > b.row && !same_day {
                        assert!(
                            one.x <= left || one.x >= right,
                            "{one:?} {a:?} crosses {other:?} {b:?}"
                        );
                    }
                }
            }
        }
    }
}
