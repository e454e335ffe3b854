//! Copies of the diary that are sealed with a passphrase.
//!
//! What is in the open meanwhile lies beside the diary, where everything is in the open anyway, and
//! never where the sealed copy goes: that may be a disk which others get into their hands.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::output::files;
use crate::exchange::sealed::{self, SealError};
use crate::store::{Diary, copies};

/// Writes a sealed copy, and opens it once more before it gets its name.
pub fn write(diary: &Diary, target: &Path, replace: bool, passphrase: &str) -> Result<(), Failure> {
    let plain = diary.passing_copy()?;
    let read = |path: &Path| {
        File::open(path).map(BufReader::new).map_err(|error| files::unwritten(target, &error))
    };
    let seal = |to: &mut dyn Write| {
        sealed::seal(read(plain.path())?, to, passphrase).map_err(|error| failure(target, error))
    };
    let prove = |sealed: &Path| {
        let mut same = Same(read(plain.path())?);
        sealed::open(read(sealed)?, &mut same, passphrase)
            .map_err(|error| failure(target, error))?;
        if same.0.read(&mut [0]).is_ok_and(|left| left == 0) {
            return Ok(());
        }
        Err(failure(target, SealError::Damaged))
    };
    files::write_proved(target, replace, seal, prove)
}

/// Whether a file is sealed. What is no file is not.
pub fn is_sealed(file: &Path) -> Result<bool, Failure> {
    if !files::metadata(file)?.is_some_and(|about| about.is_file()) {
        return Ok(false);
    }
    let mut beginning = [0; sealed::BEGINNING.len()];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut beginning));
    Ok(read.is_ok() && beginning == sealed::BEGINNING)
}

/// Opens a sealed copy beside the diary at `diary`, until what is returned is dropped.
pub fn open(
    file: &Path,
    diary: &Path,
    passphrase: &str,
) -> Result<tempfile::NamedTempFile, Failure> {
    let mut plain = copies::unfinished_beside(diary)?;
    let sealed = File::open(file).map(BufReader::new);
    let sealed = sealed.map_err(|error| failure(file, SealError::Io(error)))?;
    sealed::open(sealed, &mut plain, passphrase)
        .and_then(|()| Ok(plain.flush()?))
        .map_err(|error| failure(file, error))?;
    Ok(plain)
}

/// Takes nothing but what a reader has.
struct Same<R>(R);

impl<R: Read> Write for Same<R> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut expected = vec![0; bytes.len()];
        self.0.read_exact(&mut expected)?;
        if expected != bytes {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Why a copy cannot be sealed or opened.
fn failure(file: &Path, error: SealError) -> Failure {
    let shown = file.display();
    match error {
        SealError::Io(error) => {
            Failure::could_not(format!("{shown} could not be sealed or opened: {error}."))
                .next("See that the disk has room, and try again.")
        }
        SealError::WrongPassphrase => Failure::could_not(format!(
            "that passphrase does not open {shown}."
        ))
        .next("Nothing was done. Type the command again, and look at the keys for capitals."),
        SealError::Damaged => {
            Failure::could_not(format!("{shown} is not as it was when it was sealed."))
                .next("Nothing was done. Other copies: supple restore")
        }
        SealError::Otherwise => Failure::could_not(format!(
            "{shown} is sealed, but not with a passphrase."
        ))
        .next("Open it with what it was sealed with (age -d -i KEY), and restore the result."),
        SealError::TooHard => Failure::could_not(format!(
            "{shown} asks for more memory than supple gives it."
        ))
        .next("Open it with the program age, and restore the result: age -d -o copy.db FILE"),
    }
}
