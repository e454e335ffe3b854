//! Pages for a browser: one file with its style inside, without a script, an outside font or file.
//!
//! [`Html`] writes elements, text and pictures, by which everything is escaped; [`document`]
//! makes a whole page of what it wrote. Must not know exercises or any page.

use std::fmt::Write;

use crate::figure::canvas::svg::escaped;

/// The look of every page: light and dark as the reader's device has it, white on paper.
const STYLE: &str = include_str!("style.css");

/// The body of a page, or a part of it.
#[derive(Debug, Default)]
pub struct Html {
    text: String,
}

/// An attribute and its value.
pub type Attribute<'a> = (&'static str, &'a str);

impl Html {
    /// An element around whatever `inside` writes.
    pub fn element(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        inside: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        inside(self);
        self.close(name);
    }

    /// An element around a text.
    pub fn line(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.element(name, attributes, |html| html.text(text));
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        push_escaped(&mut self.text, text);
    }

    /// A section below a heading of level 1 to 6.
    pub fn section(
        &mut self,
        level: usize,
        heading: &str,
        attributes: &[Attribute<'_>],
        inside: impl FnOnce(&mut Self),
    ) {
        const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        self.element("section", attributes, |html| {
            html.line(HEADINGS[level.clamp(1, 6) - 1], &[], heading);
            inside(html);
        });
    }

    /// A list; its numbers count where `is_ordered`. Nothing where it would be empty.
    pub fn list<T: AsRef<str>>(
        &mut self,
        is_ordered: bool,
        class: &str,
        items: impl IntoIterator<Item = T>,
    ) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_none() {
            return;
        }
        self.element(if is_ordered { "ol" } else { "ul" }, &classed(class), |html| {
            for item in items {
                html.line("li", &[], item.as_ref());
            }
        });
    }

    /// Terms, each with what is said of it.
    pub fn terms<'t>(&mut self, class: &str, terms: impl IntoIterator<Item = (&'t str, &'t str)>) {
        self.element("dl", &classed(class), |html| {
            for (term, said) in terms {
                html.element("div", &[], |html| {
                    html.line("dt", &[], term);
                    html.line("dd", &[], said);
                });
            }
        });
    }

    /// A table with a caption, a row of heads, and rows that begin with a head of their own.
    /// `cell` writes the cell of a row and a column, each from 0.
    pub fn table(
        &mut self,
        caption: &str,
        class: &str,
        columns: &[String],
        rows: &[String],
        mut cell: impl FnMut(&mut Self, usize, usize),
    ) {
        self.element("table", &classed(class), |html| {
            html.line("caption", &[], caption);
            html.element("thead", &[], |html| {
                html.element("tr", &[], |html| {
                    html.element("td", &[], |_| {});
                    for column in columns {
                        html.line("th", &[("scope", "col")], column);
                    }
                });
            });
            html.element("tbody", &[], |html| {
                for (row, head) in rows.iter().enumerate() {
                    html.element("tr", &[], |html| {
                        html.line("th", &[("scope", "row")], head);
                        for column in 0..columns.len() {
                            html.element("td", &[], |html| cell(html, row, column));
                        }
                    });
                }
            });
        });
    }

    /// A picture, as `render::inline_svg` makes it.
    pub fn figure(&mut self, svg: &str) {
        // The one thing that is not escaped: the surface has escaped what it wrote.
        self.element("figure", &[], |html| html.text.push_str(svg));
    }

    /// The begin tag of an element.
    fn open(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.text.push('<');
        self.text.push_str(name);
        for (attribute, value) in attributes {
            // Writing to a string cannot fail.
            let _ = write!(self.text, " {attribute}=\"");
            push_escaped(&mut self.text, value);
            self.text.push('"');
        }
        self.text.push('>');
    }

    /// The end tag of an element.
    fn close(&mut self, name: &str) {
        let _ = write!(self.text, "</{name}>");
        // A line ends where no blank would be seen.
        if !matches!(name, "span" | "a" | "strong" | "dt" | "th" | "td") {
            self.text.push('\n');
        }
    }
}

/// The attribute of a class, where there is one.
fn classed(class: &str) -> Vec<Attribute<'_>> {
    if class.is_empty() { Vec::new() } else { vec![("class", class)] }
}

/// Adds a text as HTML may have it, without characters that act and are not seen.
fn push_escaped(to: &mut String, text: &str) {
    to.push_str(&escaped(text));
}

/// A whole page: its title in the browser, and its body.
pub fn document(title: &str, body: impl FnOnce(&mut Html)) -> String {
    let mut html = Html { text: "<!DOCTYPE html>\n".to_owned() };
    html.element("html", &[("lang", "en")], |html| {
        html.element("head", &[], |html| {
            html.open("meta", &[("charset", "utf-8")]);
            let wide = "width=device-width, initial-scale=1";
            html.open("meta", &[("name", "viewport"), ("content", wide)]);
            html.open("meta", &[("name", "color-scheme"), ("content", "light dark")]);
            html.line("title", &[], title);
            // The style is the program's own and has nothing to escape.
            html.element("style", &[], |html| html.text.push_str(STYLE));
        });
        html.element("body", &[], body);
    });
    html.text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_values_are_escaped_once() {
        let mut html = Html::default();
        html.line("p", &[("title", "\"a\" & <b>")], "1 < 2 & \u{202e}3\u{1b}");
        assert_eq!(html.text, "<p title=\"&quot;a&quot; &amp; &lt;b&gt;\">1 &lt; 2 &amp; 3 </p>\n");
    }

    #[test]
    fn lists_and_tables_are_what_they_are_called() {
        let mut html = Html::default();
        html.list(true, "", ["one", "two"]);
        html.list(false, "x", [""; 0]);
        html.terms("", [("pain", "4")]);
        html.table("Days", "", &["Mon".to_owned()], &["done".to_owned()], |html, row, column| {
            html.text(&format!("{row}/{column}"));
        });
        insta::assert_snapshot!(html.text, @r#"
        <ol><li>one</li>
        <li>two</li>
        </ol>
        <dl><div><dt>pain</dt><dd>4</dd>
        </div>
        </dl>
        <table><caption>Days</caption>
        <thead><tr><td></td><th scope="col">Mon</th></tr>
        </thead>
        <tbody><tr><th scope="row">done</th><td>0/0</td></tr>
        </tbody>
        </table>
        "#);
    }

    #[test]
    fn a_page_has_all_that_a_browser_asks_for_and_asks_for_nothing() {
        let page = document("A & B", |html| html.section(1, "Head", &[], |_| {}));
        for part in [
            "<!DOCTYPE html>\n<html lang=\"en\">",
            "<meta charset=\"utf-8\">",
            "initial-scale=1",
            "<title>A &amp; B</title>",
            "prefers-color-scheme",
            "<h1>Head</h1>",
        ] {
            assert!(page.contains(part), "{part}");
        }
        for outside in ["<script", "<link", "@import", "url(", "http"] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}
