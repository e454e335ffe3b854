//! A program that does nothing: the least that starting any Rust program takes.

fn main() {}
