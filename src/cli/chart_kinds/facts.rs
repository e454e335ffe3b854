//! What every kind of chart has.

use serde_json::Value;

use crate::cli::view::text_chart::TextChart;
use crate::figure::Figure;

/// The facts of one chart: a figure, with its words and numbers.
pub trait ChartFacts: Figure {
    /// What it shows, in a sentence or a few.
    fn sentence(&self) -> String;

    /// Its numbers for a program, without those that every chart has: an object, from the view of
    /// its kind.
    fn numbers(&self) -> Value;

    /// The same in letters and blocks, for a terminal that shows no pictures.
    fn text_chart(&self) -> TextChart;

    /// Writes it as programs read it, whatever the person set.
    fn use_program_style(&mut self);
}
