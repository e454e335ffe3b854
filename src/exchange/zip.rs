//! Files in a zip archive, each unpacked while it is read, and no further than is sane: a few
//! kilobytes can say that they are terabytes.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, ZipArchive};

/// The most bytes that all files of an archive, and each of them, unpack to.
const UNPACKED_MAX: u64 = 4 << 30;

/// The most bytes that one packed byte becomes. Text packs to a tenth, the dullest export of an app
/// to a fiftieth; what packs better was made to.
const RATIO_MAX: u64 = 200;

/// Below so many bytes nothing is too large, however well it is packed.
const SMALL: u64 = 1 << 20;

/// The most files of one archive: far above what an app puts into one.
const FILES_MAX: usize = 100_000;

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// Its name, with the folders it is in.
    pub name: String,
    start: u64,
    length: u64,
    is_deflated: bool,
    crc: u32,
}

/// The files of an archive.
///
/// # Errors
/// A part of a sentence: it does not read, or unpacks to more than is sane.
pub fn files<R: Read + Seek>(mut from: R) -> Result<Vec<Packed>, String> {
    let broken = |why: &dyn std::fmt::Display| format!("its archive does not read ({why})");
    let size = from.seek(SeekFrom::End(0)).map_err(|error| broken(&error))?;
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let archive = ZipArchive::from_seekable(from, &mut buffer)
        .map_err(|_| "its archive is broken, or cut off".to_owned())?;
    let mut found = Vec::new();
    let mut entries = archive.entries(&mut buffer);
    while let Some(entry) = entries.next_entry().map_err(|error| broken(&error))? {
        if entry.is_dir() {
            continue;
        }
        if found.len() == FILES_MAX {
            return Err(format!("there are more than {FILES_MAX} files in it"));
        }
        let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
        let is_locked = entry.flags().is_encrypted();
        let method = entry.compression_method();
        found.push((
            name,
            is_locked,
            method,
            entry.crc32(),
            entry.uncompressed_size_hint(),
            entry.wayfinder(),
        ));
    }
    let mut packed = Vec::new();
    let (mut length_of_all, mut unpacked) = (0_u64, 0_u64);
    for (name, is_locked, method, crc, size_hint, wayfinder) in found {
        if is_locked {
            return Err("it is locked with a password; unpack it first".to_owned());
        }
        let is_deflated = match method {
            CompressionMethod::DEFLATE => true,
            CompressionMethod::STORE => false,
            _ => return Err(format!("{name} in it is packed in a way that supple cannot undo")),
        };
        let entry = archive.get_entry(wayfinder).map_err(|error| broken(&error))?;
        let (start, end) = entry.compressed_data_range();
        let length = end.saturating_sub(start);
        length_of_all = length_of_all.saturating_add(length);
        unpacked = unpacked.saturating_add(size_hint);
        packed.push(Packed { name, start, length, is_deflated, crc });
    }
    // Files that lie over each other are the way around a limit for each of them.
    if length_of_all > size || unpacked > most(size) {
        return Err("it would unpack to far more than it is".to_owned());
    }
    Ok(packed)
}

/// The most bytes that so many packed ones may become.
fn most(packed: u64) -> u64 {
    packed.saturating_mul(RATIO_MAX).clamp(SMALL, UNPACKED_MAX)
}

/// A file of an archive, to be read from its beginning.
///
/// # Errors
/// When it does not read.
pub fn open<R: Read + Seek + 'static>(mut from: R, file: &Packed) -> io::Result<Box<dyn BufRead>> {
    from.seek(SeekFrom::Start(file.start))?;
    let packed = BufReader::new(from.take(file.length));
    let from: Box<dyn Read> =
        if file.is_deflated { Box::new(DeflateDecoder::new(packed)) } else { Box::new(packed) };
    let unpacking =
        Unpacking { from, left: most(file.length), crc: Crc::new(), expected: file.crc };
    Ok(Box::new(BufReader::with_capacity(RECOMMENDED_BUFFER_SIZE, unpacking)))
}

/// A file while it is unpacked.
struct Unpacking {
    from: Box<dyn Read>,
    /// How many bytes it may still become.
    left: u64,
    crc: Crc,
    expected: u32,
}

impl Read for Unpacking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.crc.update(&buffer[..read]);
        let is_more = u64::try_from(read).is_ok_and(|read| read > self.left);
        self.left = self.left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        if is_more {
            return Err(io::Error::other("it unpacks to far more than it is"));
        }
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::other("what is packed in it is damaged"));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use rawzip::ZipArchiveWriter;
    use std::io::{Cursor, Write};

    /// An archive of these files.
    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut archive = ZipArchiveWriter::new(&mut bytes);
        for (name, text) in files {
            let (mut entry, config) = archive
                .new_file(name)
                .compression_method(CompressionMethod::DEFLATE)
                .start()
                .expect("a file");
            let encoder = DeflateEncoder::new(&mut entry, Compression::best());
            let mut writer = config.wrap(encoder);
            writer.write_all(text).expect("written");
            let (encoder, descriptor) = writer.finish().expect("ended");
            encoder.finish().expect("ended");
            entry.finish(descriptor).expect("ended");
        }
        archive.finish().expect("ended");
        bytes
    }

    /// A file of an archive, or why it does not read.
    fn read(bytes: Vec<u8>, number: usize) -> Result<Vec<u8>, String> {
        let found = files(Cursor::new(bytes.clone()))?;
        let mut text = Vec::new();
        let mut from = open(Cursor::new(bytes), &found[number]).map_err(|e| e.to_string())?;
        from.read_to_end(&mut text).map_err(|error| error.to_string())?;
        Ok(text)
    }

    #[test]
    fn files_are_read_as_they_were_put_in() {
        let bytes = archive(&[("a/b.csv", b"1,2"), ("c", b"")]);
        let names: Vec<String> = files(Cursor::new(bytes.clone()))
            .expect("it reads")
            .into_iter()
            .map(|f| f.name)
            .collect();
        assert_eq!(names, ["a/b.csv", "c"]);
        assert_eq!(read(bytes.clone(), 0).as_deref(), Ok(&b"1,2"[..]));
        assert_eq!(read(bytes, 1).as_deref(), Ok(&b""[..]));
    }

    #[test]
    fn what_unpacks_to_far_more_than_it_is_is_left_alone() {
        let bomb = archive(&[("bomb", &vec![0; 8 << 20])]);
        assert!(files(Cursor::new(bomb.clone())).expect_err("a bomb").contains("far more"));
        // One that lies about its size is found while it is read.
        let found =
            Packed { name: "bomb".into(), start: 0, length: 8192, is_deflated: true, crc: 0 };
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![0; 8 << 20]).expect("written");
        let packed = encoder.finish().expect("ended");
        let mut from = open(Cursor::new(packed), &found).expect("opened");
        let error = from.read_to_end(&mut Vec::new()).expect_err("a bomb");
        assert!(error.to_string().contains("far more"), "{error}");
    }

    #[test]
    fn an_archive_that_is_damaged_says_so() {
        let whole =
            archive(&[("a", &b"some text that is long enough to be packed, packed".repeat(20))]);
        assert!(files(Cursor::new(whole[..whole.len() / 2].to_vec())).is_err());
        assert!(files(Cursor::new(b"PK\x03\x04 and no more".to_vec())).is_err());
        let mut damaged = whole.clone();
        damaged[45] ^= 0x55;
        assert!(read(damaged, 0).is_err());
        // Whatever is changed of it, it is an error or a text, and never a panic.
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xff;
            let _ = read(bytes, 0);
        }
    }
}
