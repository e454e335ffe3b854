//! The terminal in raw mode, and given back as it was however the program ends. Nothing else in the
//! program switches modes.

use std::io;

use crossterm::terminal;

use super::signals::Signals;

/// What is asked of the terminal beside raw mode, and taken back before it is given back.
#[derive(Debug, Clone, Copy)]
pub struct Mode {
    /// Asks for it, once raw mode is on.
    pub begin: fn() -> io::Result<()>,
    /// Takes it back, while raw mode is still on.
    pub end: fn() -> io::Result<()>,
}

/// The terminal, in raw mode until this is dropped.
#[derive(Debug)]
pub struct RawTerminal {
    mode: Mode,
    signals: Signals,
}

impl RawTerminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When the terminal has no raw mode, or does not take what is asked for; it is then as it was.
    pub fn open(mode: Mode) -> io::Result<Self> {
        let signals = Signals::of_the_end()?;
        // A panic aborts, and drops nothing: the terminal is given back before it is told.
        let hook_before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back(mode);
            hook_before(panic);
        }));
        // Before raw mode is asked for: where that fails half-way, dropping this gives the terminal
        // back.
        let terminal = Self { mode, signals };
        terminal.take()?;
        Ok(terminal)
    }

    /// The signal to end that has come, if one has.
    pub fn signal(&self) -> Option<i32> {
        self.signals.arrived()
    }

    /// Gives the terminal back, and ends the program as a signal does that nobody waits for.
    pub fn die(&self, signal: i32) -> ! {
        give_back(self.mode);
        super::signals::die(signal)
    }

    /// Gives the terminal back, stops as Ctrl-Z does, and takes it over again when the shell lets
    /// it go on. Where there is no such thing as stopping, nothing happens.
    ///
    /// # Errors
    /// When the terminal is not to be had again.
    pub fn suspend(&self) -> io::Result<()> {
        #[cfg(unix)]
        {
            give_back(self.mode);
            super::signals::stop()?;
            // That was this going on. It is noted before the terminal is taken over: whoever stops
            // the program once more, right after that, is to be noticed.
            self.signals.has_gone_on();
            self.take()?;
        }
        Ok(())
    }

    /// Whether another program asks this one to stop, as Ctrl-Z does.
    pub fn is_to_stop(&self) -> bool {
        self.signals.is_to_stop()
    }

    /// Takes the terminal over anew where the program was stopped without being asked, and goes on:
    /// the shell has used the terminal meanwhile. Whether that was so, and what was shown is gone.
    ///
    /// # Errors
    /// When the terminal is not to be had again.
    pub fn take_again_after_stop(&self) -> io::Result<bool> {
        let has_gone_on = self.signals.has_gone_on();
        if has_gone_on {
            give_back(self.mode);
            self.take()?;
        }
        Ok(has_gone_on)
    }

    fn take(&self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        (self.mode.begin)()
    }
}

impl Drop for RawTerminal {
    fn drop(&mut self) {
        give_back(self.mode);
    }
}

/// Gives the terminal back, where it is not given back already. There is nobody to tell when that
/// fails.
fn give_back(mode: Mode) {
    // Called from the panic hook as well, and a shell that is back already must not be upset.
    if terminal::is_raw_mode_enabled().unwrap_or(false) {
        let _ = (mode.end)();
        let _ = terminal::disable_raw_mode();
    }
}
