//! Arguments and environment in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    supple::cli::main()
}
