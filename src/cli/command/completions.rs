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

/// The script for bash. Bash takes words apart at colons and equals signs, and puts what is offered
/// in the place of the last part alone; supple does not. So the words are joined as they stand on
/// the line, and of what is offered the parts before the last are left out.
const BASH: &str = r#"
_supple_complete() {
    local rest="${COMP_LINE:0:COMP_POINT}" words=() part stripped last i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        stripped="${rest#"${rest%%[![:space:]]*}"}"
        part="${COMP_WORDS[i]}"
        if ((i == COMP_CWORD)); then
            part="$stripped"
        fi
        last=$((${#words[@]} - 1))
        if ((last < 0)) || [[ "$stripped" != "$rest" ]]; then
            words+=("$part")
        else
            words[last]+="$part"
        fi
        rest="${stripped#"$part"}"
    done
    last=$((${#words[@]} - 1))
    local quotes=$'["\']'
    words[last]="${words[last]#$quotes}"
    local breaks="${COMP_WORDBREAKS//[!:=]/}" kept=""
    if [[ -n "$breaks" ]]; then
        kept="${words[last]%"${words[last]##*[$breaks]}"}"
    fi
    local IFS=$''
    COMPREPLY=($(_CLAP_IFS="$IFS" _CLAP_COMPLETE_INDEX="$last" COMPLETE="bash" supple -- "${words[@]}"))
    if [[ $? != 0 ]]; then
        unset COMPREPLY
        return
    fi
    COMPREPLY=("${COMPREPLY[@]#"$kept"}")
    if [[ "${COMPREPLY-}" =~ [=/:]$ ]]; then
        compopt -o nospace 2> /dev/null
    else
        compopt +o nospace 2> /dev/null
    fi
}
if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -o nospace -o bashdefault -o nosort -F _supple_complete supple
else
    complete -o nospace -o bashdefault -F _supple_complete supple
fi
"#;

/// Runs `completions`.
pub fn run(args: Args, _: &Context) -> Result<Output, Failure> {
    // The script asks the program itself at each Tab, so that it offers the person's own words.
    if args.shell == "bash" {
        return Ok(Output::results(BASH));
    }
    let name = env!("CARGO_PKG_NAME").to_owned();
    let shells = Shells::builtins();
    let failed = |what: &str| {
        Failure::could_not(format!("no completion script for {}: {what}.", args.shell))
    };
    let shell = shells.completer(&args.shell).ok_or_else(|| failed("the shell is not known"))?;
    let mut script = Vec::new();
    shell
        .write_registration("COMPLETE", &name, &name, &name, &mut script)
        .map_err(|error| failed(&error.to_string()))?;
    String::from_utf8(script).map(Output::results).map_err(|error| failed(&error.to_string()))
}
