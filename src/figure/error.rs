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

/// Why a font file cannot be drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaceError {
    /// It is no OpenType or TrueType font, or a broken one.
    NotAFont,
    /// Its letters are pictures, or outlines that no PDF can hold.
    NoOutlines,
}

impl fmt::Display for FaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAFont => "it is no OpenType or TrueType font that can be read",
            Self::NoOutlines => {
                "its letters are no outlines of the kinds that can be drawn (glyf, CFF)"
            }
        })
    }
}

impl std::error::Error for FaceError {}

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
