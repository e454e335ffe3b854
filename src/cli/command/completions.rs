//! `supple completions bash`: the script that makes Tab work.

use clap_complete::env::Shells;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;

// Arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "bash:        supple completions bash > ~/.local/share/bash-completion/completions/supple\n\
                        zsh:         supple completions zsh > a folder of your $fpath, named _supple\n\
                        fish:        supple completions fish > ~/.config/fish/completions/supple.fish\n\
                        powershell:  supple completions powershell >> $PROFILE"
)]
pub struct Args {
    /// The shell
    #[arg(value_parser = ["bash", "zsh", "fish", "powershell"])]
    shell: String,
}

/// Runs `completions`.
pub fn run(args: Args, _: &Context) -> Result<Output, Failure> {
    let name = env!("CARGO_PKG_NAME").to_owned();
    let shells = Shells::builtins();
    let failed = |what: &str| {
        Failure::could_not(format!("no completion script for {}: {what}.", args.shell))
    };
    let shell = shells.completer(&args.shell).ok_or_else(|| failed("the shell is not known"))?;
    let mut script = Vec::new();
    // The script asks the program itself at each Tab, so that it offers the person's own words.
    shell
        .write_registration("COMPLETE", &name, &name, &name, &mut script)
        .map_err(|error| failed(&error.to_string()))?;
    String::from_utf8(script).map(Output::results).map_err(|error| failed(&error.to_string()))
}
