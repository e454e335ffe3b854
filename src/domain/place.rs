//! Where it hurts.

use std::fmt;

use super::suggest;

/// The sites everybody has, with what each means. A site is one word of this list.
pub const SITES: [(&str, &str); 14] = [
    ("low-back", "the small of the back, above the pelvis"),
    ("sacrum", "the flat bone between the buttocks and the low back"),
    ("tailbone", "the very end of the spine"),
    ("buttock", "the fleshy part you sit on"),
    ("sit-bone", "the bone under the buttock"),
    ("hip", "the outer side, over the hip bone"),
    ("groin", "the front crease of the hip"),
    ("pelvis", "low in the belly, between the hip bones"),
    ("pelvic-floor", "between the sit bones, pubic bone and tailbone"),
    ("thigh-back", "behind the thigh"),
    ("thigh-side", "the outer thigh"),
    ("thigh-front", "the front of the thigh"),
    ("calf", "the lower leg"),
    ("foot", "the foot and toes"),
];

/// The side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The left.
    Left,
    /// The right.
    Right,
    /// Both.
    Both,
    /// In the middle, where there are no sides.
    Middle,
}

impl Side {
    /// Every side with its word.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Left, "left"), (Self::Right, "right"), (Self::Both, "both"), (Self::Middle, "middle")];

    /// Its word in commands, the diary and on screen.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The side a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, each)| *each == word).map(|(side, _)| *side)
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A site and, where the person said so, its side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// A word of [`SITES`].
    pub site: String,
    /// The side, if it was said.
    pub side: Option<Side>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.side {
            Some(side) => write!(f, "{side} {}", self.site),
            None => f.write_str(&self.site),
        }
    }
}

/// The site a person typed.
///
/// # Errors
/// A sentence with the nearest sites, or all of them when none is near.
pub fn site(text: &str) -> Result<String, String> {
    let wanted = text.trim().to_lowercase().replace([' ', '_'], "-");
    if SITES.iter().any(|(known, _)| *known == wanted) {
        return Ok(wanted);
    }
    let near = suggest::closest(&wanted, SITES.iter().map(|(known, _)| *known));
    let choices = match near.is_empty() {
        true => SITES.map(|(known, _)| known).join(", "),
        false => near.join(" or "),
    };
    Err(format!("supple knows no such site; try {choices}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_found_as_people_write_it() {
        assert_eq!(site("Buttock"), Ok("buttock".to_owned()));
        assert_eq!(site("low back"), Ok("low-back".to_owned()));
    }

    #[test]
    fn a_mistyped_site_names_the_near_one() {
        assert!(site("butock").expect_err("unknown").contains("buttock"));
        assert!(site("qqqq").expect_err("unknown").contains("tailbone"));
    }

    #[test]
    fn every_side_reads_back() {
        assert!(Side::ALL.iter().all(|(side, word)| Side::from_word(word) == Some(*side) && side.word() == *word));
    }
}
