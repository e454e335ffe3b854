//! HTML as plain text: notes of apps, and cells of their pages.

/// Elements after which a new line begins.
const LINES: [&str; 6] = ["br", "/div", "/p", "/li", "/tr", "/pre"];

/// The text of a piece of HTML, without its elements; entities that are common are letters.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text += &rest[..at];
        rest = &rest[at..];
        if let Some((element, after)) =
            rest.strip_prefix('<').and_then(|inside| inside.split_once('>'))
        {
            let name = element.split_whitespace().next().unwrap_or_default().to_lowercase();
            if LINES.contains(&name.trim_end_matches('/')) {
                text.push('\n');
            }
            rest = after;
        } else if let Some((letter, after)) = entity(rest) {
            text.push(letter);
            rest = after;
        } else {
            text.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    text += rest;
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The letter of an entity at the beginning, and what stands behind it.
fn entity(text: &str) -> Option<(char, &str)> {
    let (name, after) = text.strip_prefix('&')?.split_once(';')?;
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((letter, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_go_and_entities_become_letters() {
        for (html, text) in [
            ("a<b>b</b> c", "ab c"),
            ("<div>one</div><div>two<br/>three</div>", "one\ntwo\nthree"),
            ("3 &lt; 4 &amp; &#233;&#x27;&nbsp;x &unknown; R&D", "3 < 4 & é' x &unknown; R&D"),
            ("a < b", "a < b"),
            ("", ""),
            ("<", "<"),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }
}
