//! Text that is given a width: lines broken at words, and what has no room cut with an ellipsis.
//!
//! Pure geometry in millimetres; draws nothing.

use crate::figure::canvas::theme::TextStyle;

/// Cuts a text to `width` millimetres, with an ellipsis if anything had to go.
pub fn shortened(text: &str, style: &TextStyle, width: f64) -> String {
    if style.width(text) <= width { text.to_owned() } else { unfinished(text, style, width) }
}

/// Cuts a text to `width` millimetres, always with an ellipsis: there is more than the text.
pub fn unfinished(text: &str, style: &TextStyle, width: f64) -> String {
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

/// Breaks a text between words into lines of at most `width` millimetres; a longer word is broken
/// inside.
pub fn wrapped(text: &str, style: &TextStyle, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text.trim_matches(' ');
    while let Some(first) = rest.chars().next() {
        let fits = style.fitting(rest, width);
        // A line that ends with the text or before a blank ends at a word already.
        let at_a_word = fits.len() == rest.len() || rest[fits.len()..].starts_with(' ');
        let end = if at_a_word { fits.len() } else { fits.rfind(' ').unwrap_or(fits.len()) };
        let (line, after) = rest.split_at(end.max(first.len_utf8()));
        lines.push(line.trim_end_matches(' ').to_owned());
        rest = after.trim_start_matches(' ');
    }
    lines
}

/// Keeps the first `most` lines; if any had to go, the last one kept ends in an ellipsis.
pub fn at_most(mut lines: Vec<String>, most: usize, style: &TextStyle, width: f64) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = unfinished(last, style, width);
        }
    }
    lines
}

/// Joins things with `between` on at most `most` lines: as many as have room, then how many more
/// there are.
pub fn listed(
    things: &[String],
    between: &str,
    most: usize,
    style: &TextStyle,
    width: f64,
) -> Vec<String> {
    let all = wrapped(&things.join(between), style, width);
    if all.len() <= most {
        return all;
    }
    let fitting = (1..things.len())
        .map(|shown| {
            let text = things[..shown].join(between) + &and_more(things.len() - shown, between);
            wrapped(&text, style, width)
        })
        .take_while(|lines| lines.len() <= most)
        .last();
    if let Some(lines) = fitting {
        return lines;
    }
    // Not even the first has room: it is cut so far that the others can be counted behind it.
    let tail = and_more(things.len().saturating_sub(1), between);
    let mut lines = at_most(
        wrapped(things.first().map_or("", String::as_str), style, width),
        most,
        style,
        width,
    );
    if let Some(last) = lines.last_mut() {
        *last = unfinished(last, style, width - style.width(&tail)) + &tail;
    }
    lines
}

/// How many more things there are than those named: what is left out is counted, never dropped in
/// silence.
fn and_more(more: usize, between: &str) -> String {
    if more == 0 { String::new() } else { format!("{between}and {more} more") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::canvas::paper::Paper;
    use crate::figure::canvas::theme::Theme;

    /// Axis text on A4.
    fn style() -> TextStyle {
        Theme::new(Paper::A4_LANDSCAPE).label
    }

    #[test]
    fn lines_fill_the_width_and_lose_nothing() {
        let text = "Over the last 7 days pain averaged 3.0 \
                    Tiefgesäßschmerzsyndromnachuntersuchungsergebnis, down";
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
        let lines =
            at_most(wrapped("one two three four five six", &style(), 12.0), 2, &style(), 12.0);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && style().width(&lines[1]) <= 12.0, "{lines:?}");
        // One ellipsis, also where the last line is short, or ends in marks of its own.
        for last in ["two", "two, ·", "two…", "two ("] {
            let lines = at_most(
                vec!["one".to_owned(), last.to_owned(), "three".to_owned()],
                2,
                &style(),
                500.0,
            );
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
        assert_eq!(
            listed(&things, " · ", 2, &style(), width),
            ["low back · left hip ·", "and 1 more"]
        );
        assert_eq!(listed(&[], " · ", 1, &style(), 33.0), [""; 0]);
    }
}
