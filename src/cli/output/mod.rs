//! What a verb has to say, and how it gets out: text laid out in the terminal's width, JSON,
//! pictures in the terminal, files.

pub mod answer;
pub mod clean;
pub mod files;
pub mod json;
pub mod page;
pub mod terminal_image;
