//! What can go wrong when a picture is made.

use std::fmt;

/// Why there is no picture.
#[derive(Debug)]
pub enum FigureError {
    /// The drawing could not be made.
    Drawing(String),
    /// The paper is too small for what has to be on it.
    NoRoom,
    /// The picture could not be written as PNG.
    Encoding(::png::EncodingError),
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drawing(reason) => write!(f, "the picture could not be drawn: {reason}"),
            Self::NoRoom => {
                f.write_str("not all of it has room on this paper in type that can be read")
            }
            Self::Encoding(error) => write!(f, "the picture could not be written as PNG: {error}"),
        }
    }
}

impl std::error::Error for FigureError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Drawing(_) | Self::NoRoom => None,
            Self::Encoding(error) => Some(error),
        }
    }
}
