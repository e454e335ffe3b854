//! Files sealed with a passphrase, in the format of age (`age-encryption.org/v1`), so that a copy
//! opens without this program as well: `age -d FILE`.
//!
//! Only what a passphrase needs of it is here, by the specification (`c2sp.org/age`, version 1):
//! one recipient, `scrypt`, and a payload in chunks that cannot be left out, swapped or cut off
//! unnoticed. The ciphers are those of RustCrypto. The crate `age` does the same and much else; it
//! makes the program 0.43 MB larger and brings 158 crates, this brings 19 and 0.05 MB.

use std::io::{self, BufRead, ErrorKind, Read, Write};

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What every sealed file begins with.
pub const BEGINNING: &[u8] = b"age-encryption.org/v1\n";

/// How hard guessing is made, as a power of two: what age itself takes. One guess takes about a
/// second and 256 MiB.
const WORK: u8 = 18;

/// The hardest that is opened: a file asking for more would take more than 1 GiB.
const WORK_MAX: u8 = 20;

/// The bytes of the payload that are sealed together.
const CHUNK: usize = 64 * 1024;

/// The bytes by which a chunk proves itself.
const TAG: usize = 16;

/// The longest line of a header that is read; those for a passphrase have 64 bytes at most.
const LINE_MAX: u64 = 1024;

/// Why a file cannot be sealed or opened.
#[derive(Debug)]
pub enum SealError {
    /// Reading or writing failed.
    Io(io::Error),
    /// The passphrase is another one, or the beginning of the file was changed.
    WrongPassphrase,
    /// It was changed, or cut off, since it was sealed.
    Damaged,
    /// It is sealed with keys and not with a passphrase, or in a way that is not known here.
    Otherwise,
    /// It asks for more memory than is given to it.
    TooHard,
}

impl From<io::Error> for SealError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::Damaged,
            _ => Self::Io(error),
        }
    }
}

/// Seals everything that `from` has.
///
/// # Errors
/// When reading or writing fails, or the system has no random numbers.
pub fn seal(from: impl Read, to: impl Write, passphrase: &str) -> Result<(), SealError> {
    seal_with(from, to, passphrase, WORK)
}

fn seal_with(
    mut from: impl Read,
    mut to: impl Write,
    passphrase: &str,
    work: u8,
) -> Result<(), SealError> {
    let (file_key, salt, nonce) = (random::<16>()?, random::<16>()?, random::<16>()?);
    let wrapping = cipher(&wrapping_key(passphrase, &salt, work)?);
    let mut body = file_key.to_vec();
    seal_chunk(&wrapping, [0; 12], &mut body);
    let header = header(&salt, work, &body);
    let mac = header_mac(&file_key, &header).finalize().into_bytes();
    writeln!(to, "{header} {}", base64(&mac))?;
    to.write_all(&nonce)?;
    let payload = cipher(&derived(&file_key, Some(&nonce), b"payload"));
    let mut chunk = next_chunk(&mut from, CHUNK)?;
    for number in 0.. {
        // Which one is the last is known when nothing follows it.
        let following = next_chunk(&mut from, CHUNK)?;
        seal_chunk(&payload, chunk_nonce(number, following.is_empty()), &mut chunk);
        to.write_all(&chunk)?;
        if following.is_empty() {
            break;
        }
        chunk = following;
    }
    Ok(())
}

/// Opens a sealed file. What was written when it fails is the beginning of what was sealed.
///
/// # Errors
/// A [`SealError`] that says why not.
pub fn open(mut from: impl BufRead, mut to: impl Write, passphrase: &str) -> Result<(), SealError> {
    if line(&mut from)?.as_bytes() != &BEGINNING[..BEGINNING.len() - 1] {
        return Err(SealError::Otherwise);
    }
    let recipient = line(&mut from)?;
    let words: Vec<&str> = recipient.split(' ').collect();
    let &["->", "scrypt", salt, work] = words.as_slice() else { return Err(SealError::Otherwise) };
    let salt: [u8; 16] = sized(from_base64(salt))?;
    // As it is written there, or the header that is proved below would be another one.
    let work = work.parse::<u8>().ok().filter(|parsed| parsed.to_string() == work);
    let work = work.filter(|work| *work > 0).ok_or(SealError::Damaged)?;
    if work > WORK_MAX {
        return Err(SealError::TooHard);
    }
    let mut body = from_base64(&line(&mut from)?).ok_or(SealError::Damaged)?;
    let sealed_body = body.clone();
    let end = line(&mut from)?;
    // The specification allows no other recipient beside a passphrase.
    let mac = end.strip_prefix("--- ").ok_or(SealError::Otherwise)?;
    let mac: [u8; 32] = sized(from_base64(mac))?;
    let wrapping = cipher(&wrapping_key(passphrase, &salt, work)?);
    if !open_chunk(&wrapping, [0; 12], &mut body) {
        return Err(SealError::WrongPassphrase);
    }
    let file_key: [u8; 16] = sized(Some(body))?;
    let header = header(&salt, work, &sealed_body);
    header_mac(&file_key, &header).verify_slice(&mac).map_err(|_| SealError::Damaged)?;
    let mut nonce = [0; 16];
    from.read_exact(&mut nonce)?;
    let payload = cipher(&derived(&file_key, Some(&nonce), b"payload"));
    let mut chunk = next_chunk(&mut from, CHUNK + TAG)?;
    for number in 0.. {
        let following = next_chunk(&mut from, CHUNK + TAG)?;
        let is_last = following.is_empty();
        if !open_chunk(&payload, chunk_nonce(number, is_last), &mut chunk) {
            return Err(SealError::Damaged);
        }
        // Only a payload of nothing has an empty chunk.
        if chunk.is_empty() && number > 0 {
            return Err(SealError::Damaged);
        }
        to.write_all(&chunk)?;
        if is_last {
            break;
        }
        chunk = following;
    }
    Ok(())
}

/// Random bytes of the system.
fn random<const N: usize>() -> Result<[u8; N], SealError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| SealError::Io(io::Error::other(error)))?;
    Ok(bytes)
}

/// The key that a passphrase comes to.
fn wrapping_key(passphrase: &str, salt: &[u8; 16], work: u8) -> Result<[u8; 32], SealError> {
    let salt = [b"age-encryption.org/v1/scrypt".as_slice(), salt].concat();
    let params = scrypt::Params::new(work, 8, 1).map_err(|_| SealError::TooHard)?;
    let mut key = [0; 32];
    scrypt::scrypt(passphrase.as_bytes(), &salt, &params, &mut key)
        .map_err(|_| SealError::TooHard)?;
    Ok(key)
}

/// A key for one purpose, out of the key of the file.
fn derived(file_key: &[u8; 16], salt: Option<&[u8]>, purpose: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(salt, file_key).expand(purpose, &mut key).expect("a length that it has");
    key
}

fn cipher(key: &[u8; 32]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&(*key).into())
}

/// The header up to where its proof follows.
fn header(salt: &[u8; 16], work: u8, body: &[u8]) -> String {
    let beginning = String::from_utf8_lossy(BEGINNING);
    format!("{beginning}-> scrypt {} {work}\n{}\n---", base64(salt), base64(body))
}

/// What proves the header.
fn header_mac(file_key: &[u8; 16], header: &str) -> Hmac<Sha256> {
    let key = derived(file_key, None, b"header");
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).expect("any length will do");
    mac.update(header.as_bytes());
    mac
}

/// The nonce of a chunk: its number, and whether it is the last.
fn chunk_nonce(number: u64, is_last: bool) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[3..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(is_last);
    nonce
}

fn seal_chunk(cipher: &ChaCha20Poly1305, nonce: [u8; 12], chunk: &mut Vec<u8>) {
    let tag = cipher.encrypt_inout_detached(&nonce.into(), b"", chunk.as_mut_slice().into());
    chunk.extend_from_slice(&tag.expect("far below what it can take"));
}

/// Opens a chunk in its place; false where it is not what was sealed.
fn open_chunk(cipher: &ChaCha20Poly1305, nonce: [u8; 12], chunk: &mut Vec<u8>) -> bool {
    let Some((_, tag)) = chunk.split_last_chunk::<TAG>() else { return false };
    let tag = *tag;
    chunk.truncate(chunk.len() - TAG);
    let chunk = chunk.as_mut_slice().into();
    cipher.decrypt_inout_detached(&nonce.into(), b"", chunk, &tag.into()).is_ok()
}

/// The next so many bytes, fewer at the end.
fn next_chunk(from: &mut impl Read, bytes: usize) -> io::Result<Vec<u8>> {
    let mut chunk = Vec::with_capacity(bytes + TAG);
    from.take(bytes as u64).read_to_end(&mut chunk)?;
    Ok(chunk)
}

/// The next line of a header, without its end.
fn line(from: &mut impl BufRead) -> Result<String, SealError> {
    let mut line = Vec::new();
    from.take(LINE_MAX).read_until(b'\n', &mut line)?;
    if line.pop() != Some(b'\n') {
        return Err(SealError::Damaged);
    }
    String::from_utf8(line).map_err(|_| SealError::Otherwise)
}

/// So many bytes and no others.
fn sized<const N: usize>(bytes: Option<Vec<u8>>) -> Result<[u8; N], SealError> {
    bytes.and_then(|bytes| bytes.try_into().ok()).ok_or(SealError::Damaged)
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes in Base64 without padding (RFC 4648), as a header has them.
fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..=group.len() {
            text.push(char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize]));
        }
    }
    text
}

/// Bytes from Base64 without padding; `None` where it is not what [`base64`] writes.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes() {
        let value = LETTERS.iter().position(|known| *known == letter)?;
        bits = (bits << 6 | u32::try_from(value).ok()?) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    // One text for the same bytes, or the header could be changed unnoticed.
    (base64(&bytes) == text).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Enough for a test; guessing is not what is tried.
    const EASY: u8 = 2;

    fn sealed(text: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        seal_with(text, &mut bytes, "correct horse", EASY).expect("sealed");
        bytes
    }

    fn opened(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, SealError> {
        let mut text = Vec::new();
        open(bytes, &mut text, passphrase).map(|()| text)
    }

    #[test]
    fn what_is_sealed_opens_at_every_length_around_a_chunk() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7] {
            let text: Vec<u8> = (0..length).map(|at| (at * 7 % 251) as u8).collect();
            let bytes = sealed(&text);
            assert!(opened(&bytes, "correct horse").expect("opened") == text, "{length}");
            assert!(bytes.starts_with(BEGINNING));
        }
        assert!(sealed(b"the same") != sealed(b"the same"), "each has a key of its own");
    }

    /// Sealed by the crate `age` 0.12.1, of which nothing is built into this program.
    #[test]
    fn a_file_of_age_itself_opens() {
        let bytes = include_bytes!("../../tests/fixtures/sealed/by-age.age");
        let opened = opened(bytes, "correct horse battery staple").expect("opened");
        assert_eq!(String::from_utf8_lossy(&opened), "sealed elsewhere\n");
    }

    #[test]
    fn another_passphrase_or_recipient_is_told_from_damage() {
        let bytes = sealed(b"a diary");
        assert!(matches!(opened(&bytes, "another horse"), Err(SealError::WrongPassphrase)));
        let header = String::from_utf8_lossy(&bytes).into_owned();
        for (from, to, is_right) in [
            ("-> scrypt", "-> X25519", SealError::Otherwise),
            ("age-encryption.org/v1", "age-encryption.org/v2", SealError::Otherwise),
            (" 2\n", " 30\n", SealError::TooHard),
            (" 2\n", " 02\n", SealError::Damaged),
            (" 2\n", " 0\n", SealError::Damaged),
        ] {
            let changed = header.replacen(from, to, 1);
            let found = opened(changed.as_bytes(), "correct horse").expect_err("refused");
            assert_eq!(format!("{found:?}"), format!("{is_right:?}"), "{to}");
        }
    }

    #[test]
    fn nothing_can_be_cut_off_left_out_or_swapped() {
        let text: Vec<u8> = (0..3 * CHUNK).map(|at| (at / CHUNK) as u8).collect();
        let bytes = sealed(&text);
        let whole = CHUNK + TAG;
        let payload = bytes.len() - 3 * whole;
        let (head, chunks) = bytes.split_at(payload);
        let chunk = |number: usize| &chunks[number * whole..(number + 1) * whole];
        let cases = [
            [head, chunk(0), chunk(1)].concat(),
            [head, chunk(1), chunk(0), chunk(2)].concat(),
            [head, chunk(0), chunk(2)].concat(),
            [head, chunk(0), chunk(1), chunk(2), chunk(2)].concat(),
            [&bytes, b"x".as_slice()].concat(),
            head.to_vec(),
            bytes[..bytes.len() - 1].to_vec(),
        ];
        for (number, case) in cases.iter().enumerate() {
            assert!(matches!(opened(case, "correct horse"), Err(SealError::Damaged)), "{number}");
        }
    }

    proptest! {
        #[test]
        fn no_byte_can_be_changed(at in 0_usize..1000, bit in 0_u8..8, length in 0_usize..600) {
            let mut bytes = sealed(&vec![b'x'; length]);
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            // A change of the number in the header may ask for a gigabyte.
            prop_assume!(!(bytes.starts_with(BEGINNING) && (50..56).contains(&at)));
            prop_assert!(opened(&bytes, "correct horse").is_err());
        }

        #[test]
        fn whatever_it_is_it_is_answered(tail in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = opened(&tail, "p");
            let _ = opened(&[BEGINNING, &tail].concat(), "p");
        }

        #[test]
        fn base64_is_read_back(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            prop_assert_eq!(from_base64(&base64(&bytes)), Some(bytes));
        }
    }
}
