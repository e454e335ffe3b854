//! Names that a file cannot have everywhere.

/// The most bytes that such a name has: those of `conout$`.
const LONGEST: usize = 7;

/// Whether Windows keeps a file name for a device, with whatever ending: `con`, `AUX.png`,
/// `com1.tar.gz` (Microsoft, “Naming Files, Paths, and Namespaces”, as recalled). Such a file cannot
/// be made there, and one from elsewhere cannot be opened.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    if stem.len() > LONGEST {
        return false;
    }
    let stem = stem.to_lowercase();
    if matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") {
        return true;
    }
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let mut numbers = port.unwrap_or_default().chars();
    let first = numbers.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c));
    first && numbers.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::is_device;

    #[test]
    fn devices_are_told_from_files() {
        for name in ["con", "CON", "Aux.png", "nul .txt", "com1.tar.gz", "LPT9", "com²", "prn."] {
            assert!(is_device(name), "{name}");
        }
        for name in ["", "cone", "con-air.toml", "com", "com10", "lptx", "my.con", "auxiliary"] {
            assert!(!is_device(name), "{name}");
        }
    }
}
