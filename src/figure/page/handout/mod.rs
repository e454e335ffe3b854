//! The handout: exercises on as many pages as they need, to pin to the wall. Each has its picture,
//! its dose, its steps, when to stop, and boxes to tick; behind them how much pain is all right,
//! what cannot wait, and whom to call.
//!
//! No type is smaller than `type_sizes.rs` allows, and no step is left out: what has no room on a
//! page stands on the next. Type is larger where that takes no more pages. Facts come from
//! `domain/plan/handout.rs`, their words from `words/handout.rs`.

mod exercise_block;
mod panels;
#[cfg(test)]
mod tests;
mod type_sizes;
mod web;

use plotters::style::text_anchor::{HPos, VPos};

use self::exercise_block::ExerciseBlock;
use self::panels::{AdvicePanel, SignsPanel, TextPanel, days};
use self::type_sizes::TypeSizes;
pub use self::web::render_handout_html;
use crate::domain::plan::handout::Handout;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{self, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::error::FigureError;
use crate::figure::layout::text::shortened;
use crate::figure::page::lines::Ruler;
use crate::figure::person::Drawing;
use crate::figure::render::{Figure, Format, render_pages};

/// How many times its least size type may be on A4, the largest first.
const TIMES: [f64; 8] = [1.25, 1.2, 1.15, 1.12, 1.09, 1.06, 1.03, 1.0];

/// The most that a block grows where its page has room, in millimetres.
const GROWS_MM: f64 = 14.0;

/// How many times their usual distance its lines stand apart: they are short.
const LEADING: f64 = 0.95;

/// White between two things of a page, in millimetres.
const GAP_MM: f64 = 1.6;

/// The handout as the bytes of files: one of all pages as a PDF, else one of each page.
///
/// # Errors
/// When something of it has no room on a page of the paper, there is no memory for the picture, or
/// it cannot be encoded.
pub fn render_handout(
    handout: &Handout,
    paper: Paper,
    format: Format,
) -> Result<Vec<Vec<u8>>, FigureError> {
    let parts = HandoutParts::new(handout);
    let layout = HandoutLayout::new(handout, &parts, paper).ok_or(FigureError::NoRoom)?;
    let pages: Vec<HandoutPage<'_>> = layout.pages().collect();
    let pages: Vec<&dyn Figure> = pages.iter().map(|page| page as &dyn Figure).collect();
    render_pages(&pages, paper, format)
}

/// What does not depend on the size of type: made once, and tried with many.
pub(super) struct HandoutParts {
    ruler: Ruler,
    /// The drawing of each exercise.
    drawings: Vec<Drawing>,
}

impl HandoutParts {
    /// The parts for a handout.
    pub(super) fn new(handout: &Handout) -> Self {
        let drawings =
            handout.items.iter().map(|item| Drawing::new(&item.exercise, item.sore)).collect();
        Self { ruler: Ruler::with_leading(LEADING), drawings }
    }
}

/// Something that stands on one page as a whole.
enum Piece<'a> {
    Head(TextPanel),
    Exercise(ExerciseBlock<'a>),
    Advice(AdvicePanel),
    Signs(SignsPanel),
    Foot(TextPanel),
}

impl Piece<'_> {
    /// The height that it needs.
    fn height(&self) -> f64 {
        match self {
            Self::Head(panel) | Self::Foot(panel) => panel.height(),
            Self::Exercise(block) => block.height(),
            Self::Advice(panel) => panel.height(),
            Self::Signs(panel) => panel.height(),
        }
    }

    /// Draws it into a box at least as high.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Area) -> DrawResult {
        match self {
            Self::Head(panel) | Self::Foot(panel) => panel.draw(canvas, (area.left, area.top)),
            Self::Exercise(block) => block.draw(canvas, area),
            Self::Advice(panel) => panel.draw(canvas, area),
            Self::Signs(panel) => panel.draw(canvas, area),
        }
    }
}

/// Where everything goes.
pub(super) struct HandoutLayout<'a> {
    handout: &'a Handout,
    sizes: TypeSizes,
    content: Area,
    pieces: Vec<Piece<'a>>,
    /// Of each page, the numbers of its pieces and where they stand.
    pages: Vec<Vec<(usize, Area)>>,
}

impl<'a> HandoutLayout<'a> {
    /// The fewest pages, and on them the largest type; `None` where something has no room on a page
    /// in the least type.
    pub(super) fn new(handout: &'a Handout, parts: &'a HandoutParts, paper: Paper) -> Option<Self> {
        let theme = Theme::new(paper);
        // Narrower than a chart's: what is pinned to a wall is not filed.
        let margin = 0.72 * theme.margin;
        let content = Area::inside(paper, margin, margin);
        let with = |times: f64| Self::with_sizes(handout, parts, TypeSizes::new(times), content);
        let least = with(1.0)?;
        // Larger paper has larger type, as it hangs further away.
        let larger = TIMES.into_iter().map(|times| times * theme.scale.max(1.0));
        let mut larger = larger.filter_map(with);
        Some(larger.find(|layout| layout.pages.len() <= least.pages.len()).unwrap_or(least))
    }

    /// The layout with type of a size: advice behind the exercises, or before them where that takes
    /// fewer pages.
    fn with_sizes(
        handout: &'a Handout,
        parts: &'a HandoutParts,
        sizes: TypeSizes,
        content: Area,
    ) -> Option<Self> {
        let pieces = pieces(handout, parts, sizes, content);
        // Measured once: the same pieces are tried in either order, and on one page and several.
        let heights: Vec<f64> = pieces.iter().map(Piece::height).collect();
        let numbered =
            Area { bottom: content.bottom - sizes.small.leading() - sizes.mm, ..content };
        let [behind, before] = [false, true].map(|advice_first| {
            let mut order: Vec<usize> = (0..pieces.len()).collect();
            if advice_first {
                // To behind the head.
                order[1..=handout.items.len() + 1].rotate_right(1);
            }
            // One page needs no number.
            let one = paged(&order, &heights, sizes, content).filter(|pages| pages.len() == 1);
            one.or_else(|| paged(&order, &heights, sizes, numbered))
        });
        let (behind, before) = (behind?, before?);
        let mut pages = if before.len() < behind.len() { before } else { behind };
        let bottom = if pages.len() == 1 { content.bottom } else { numbered.bottom };
        for page in &mut pages {
            spread(page, &pieces, sizes, bottom);
        }
        Some(Self { handout, sizes, content, pieces, pages })
    }

    /// The pages, each a figure.
    pub(super) fn pages(&self) -> impl Iterator<Item = HandoutPage<'_>> {
        (0..self.pages.len()).map(|number| HandoutPage { layout: self, number })
    }
}

/// Everything in the order of the pages, advice behind the exercises.
fn pieces<'a>(
    handout: &'a Handout,
    parts: &'a HandoutParts,
    sizes: TypeSizes,
    content: Area,
) -> Vec<Piece<'a>> {
    let (ruler, width) = (&parts.ruler, content.width());
    let mut pieces = vec![Piece::Head(TextPanel::head(handout, ruler, sizes, width))];
    pieces.extend(handout.items.iter().zip(&parts.drawings).map(|(item, drawing)| {
        Piece::Exercise(ExerciseBlock::new(item, drawing, handout.from, ruler, sizes, width))
    }));
    pieces.push(Piece::Advice(AdvicePanel::new(handout, ruler, sizes, width)));
    let signs = |signs, is_first| {
        SignsPanel::new(signs, &handout.emergency_number, is_first, ruler, sizes, width)
    };
    let all = signs(&handout.signs[..], true);
    // On small paper each head stands by itself.
    if all.height() <= content.height() {
        pieces.push(Piece::Signs(all));
    } else {
        let heads = handout.signs.iter().enumerate();
        pieces
            .extend(heads.map(|(number, head)| {
                Piece::Signs(signs(std::slice::from_ref(head), number == 0))
            }));
    }
    pieces.push(Piece::Foot(TextPanel::foot(handout, ruler, sizes, width)));
    pieces
}

/// Pieces on pages by their numbers, one below the other in this order; `None` where one is higher
/// than a page.
fn paged(
    order: &[usize],
    heights: &[f64],
    sizes: TypeSizes,
    content: Area,
) -> Option<Vec<Vec<(usize, Area)>>> {
    let gap = GAP_MM * sizes.mm;
    let mut pages: Vec<Vec<(usize, Area)>> = vec![Vec::new()];
    let mut top = content.top;
    for piece in order {
        let height = heights[*piece];
        if height > content.height() {
            return None;
        }
        if top + height > content.bottom {
            pages.push(Vec::new());
            top = content.top;
        }
        let area = Area { top, bottom: top + height, ..content };
        top = area.bottom + gap;
        pages.last_mut()?.push((*piece, area));
    }
    Some(pages)
}

/// Gives what a page has left over to its exercises, to all alike: pictures grow with it.
fn spread(page: &mut [(usize, Area)], pieces: &[Piece<'_>], sizes: TypeSizes, bottom: f64) {
    let end = page.last().map_or(bottom, |(_, area)| area.bottom);
    let is_exercise = |piece: usize| matches!(pieces[piece], Piece::Exercise(_));
    let count = page.iter().filter(|(piece, _)| is_exercise(*piece)).count().max(1) as f64;
    let more = ((bottom - end) / count).clamp(0.0, GROWS_MM * sizes.mm);
    let mut down = 0.0;
    for (piece, area) in page {
        area.top += down;
        if is_exercise(*piece) {
            down += more;
        }
        area.bottom += down;
    }
}

/// One page.
pub(super) struct HandoutPage<'a> {
    layout: &'a HandoutLayout<'a>,
    /// From 0.
    number: usize,
}

impl Figure for HandoutPage<'_> {
    fn title(&self) -> String {
        "Exercises".to_owned()
    }

    fn description(&self) -> String {
        let layout = self.layout;
        let mut parts = vec![format!("Exercises, {}.", days(layout.handout))];
        for (piece, _) in &layout.pages[self.number] {
            match &layout.pieces[*piece] {
                Piece::Exercise(block) => parts.push(block.description()),
                Piece::Signs(panel) => parts.push(panel.description()),
                Piece::Head(_) | Piece::Advice(_) | Piece::Foot(_) => {}
            }
        }
        parts.join(" ")
    }

    /// It was planned for a paper already.
    fn draw(&self, canvas: &mut Canvas<'_>, _: Paper) -> DrawResult {
        let layout = self.layout;
        for (piece, area) in &layout.pages[self.number] {
            layout.pieces[*piece].draw(canvas, *area)?;
        }
        let count = layout.pages.len();
        if count == 1 {
            return Ok(());
        }
        let style = layout.sizes.small.inked(theme::MUTED);
        let (left, right, bottom) =
            (layout.content.left, layout.content.right, layout.content.bottom);
        let page = format!("Page {} of {count}", self.number + 1);
        canvas.text((right, bottom), (HPos::Right, VPos::Bottom), &page, &style)?;
        let days = format!("My exercises, {}", days(layout.handout));
        let room = layout.content.width() - style.width(&page) - style.em();
        let days = shortened(&days, &style, room);
        canvas.text((left, bottom), (HPos::Left, VPos::Bottom), &days, &style)
    }
}
