//! Tells cargo to build again when an embedded data file is added, changed or removed.
fn main() {
    println!("cargo::rerun-if-changed=exercises");
    println!("cargo::rerun-if-changed=migrations");
}
