//! Whether a page for a browser is well formed, in order, whole, and asks for nothing outside itself.

use crate::domain::text::hidden::is_hidden;

/// What is wrong with a page that has so many pictures and must say some texts, each in an element
/// of its own.
pub fn faults(page: &str, pictures: usize, words: &[String]) -> Vec<String> {
    // All but the elements without an end is XML as well.
    let body = page.split_once("</head>").expect("it has a head").1;
    let body = body.trim_end().strip_suffix("</html>").expect("it ends").trim();
    let tree = match roxmltree::Document::parse(body) {
        Ok(tree) => tree,
        Err(error) => return vec![error.to_string()],
    };
    let elements = || tree.descendants().filter(|node| node.is_element());
    let named = |name: &'static str| elements().filter(move |node| node.tag_name().name() == name);
    let mut faults = Vec::new();
    let mut level = 0;
    for heading in elements() {
        let name = heading.tag_name().name();
        let Some(next) = name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok())
        else {
            continue;
        };
        if next > level + 1 || (next == 1) != (level == 0) {
            faults.push(format!("{name} follows a heading of level {level}"));
        }
        level = next;
    }
    let mut ids: Vec<&str> = elements().filter_map(|node| node.attribute("id")).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < count {
        faults.push("an id stands there twice".to_owned());
    }
    for link in elements().filter_map(|node| node.attribute("href")) {
        if !link.starts_with("tel:") && !ids.contains(&link.trim_start_matches('#')) {
            faults.push(format!("{link} leads nowhere"));
        }
    }
    let drawn: Vec<_> = named("svg").collect();
    if drawn.len() != pictures
        || drawn.iter().any(|svg| {
            svg.attribute("role") != Some("img") || svg.attribute("aria-label").is_none()
        })
    {
        faults.push("a picture is not described".to_owned());
    }
    let said: Vec<&str> = tree.descendants().filter_map(|node| node.text()).collect();
    // A browser is told no more than can be seen, and what parts words is a blank.
    let seen = |text: &str| -> String {
        let kept = text.chars().filter(|c| c.is_control() || !is_hidden(*c));
        kept.map(|c| if c.is_control() { ' ' } else { c }).collect()
    };
    for words in words.iter().map(|words| seen(words)).filter(|words| !words.is_empty()) {
        if !said.contains(&words.as_str()) {
            faults.push(format!("{words:?} is missing"));
        }
    }
    for outside in ["<script", "<link", "<img", "url(", "@import", " style="] {
        if page.contains(outside) {
            faults.push(format!("{outside} stands there"));
        }
    }
    faults
}
