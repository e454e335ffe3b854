//! Numbers large enough to be read from the floor.

/// Rows of a large number.
pub const ROWS: usize = 5;

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
pub fn large(number: &str) -> [String; ROWS] {
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
