//! A face for each account: a small symmetric pattern, as a PNG (W3C PNG, third edition) written by hand.

use sha2::{Digest, Sha256};

/// Squares on a side, and pixels on a side of a square.
const SQUARES: usize = 5;
const SCALE: usize = 16;
const SIDE: usize = SQUARES * SCALE;

pub(crate) fn png(id: u64) -> Vec<u8> {
    let digest: [u8; 32] = Sha256::digest(id.to_be_bytes()).into();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let side = u32::try_from(SIDE).unwrap_or_default().to_be_bytes();
    let mut header = [side, side].concat();
    // One bit a pixel, palette colours, no interlacing.
    header.extend([1, 3, 0, 0, 0]);
    chunk(&mut file, *b"IHDR", &header);
    let ink = [digest[0] / 2, digest[1] / 2 + 32, digest[2] / 2 + 64];
    chunk(&mut file, *b"PLTE", &[[0xEE, 0xEC, 0xE6], ink].concat());
    chunk(&mut file, *b"IDAT", &zlib_stored(&rows(&digest)));
    chunk(&mut file, *b"IEND", &[]);
    file
}

/// Every row is a filter byte and its pixels, eight to a byte.
fn rows(digest: &[u8; 32]) -> Vec<u8> {
    let mut rows = Vec::with_capacity(SIDE * (1 + SIDE / 8));
    for y in 0..SIDE {
        rows.push(0);
        for byte in 0..SIDE / 8 {
            let bits = (0..8).map(|bit| dark(digest, (byte * 8 + bit) / SCALE, y / SCALE));
            rows.push(bits.fold(0, |byte, dark| byte << 1 | u8::from(dark)));
        }
    }
    rows
}

fn dark(digest: &[u8; 32], column: usize, row: usize) -> bool {
    let mirrored = column.min(SQUARES - 1 - column);
    digest[3 + row * 3 + mirrored] & 1 == 1
}

/// zlib (RFC 1950) around one stored block (RFC 1951, 3.2.4): under a kilobyte, not worth a compressor.
fn zlib_stored(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or_default();
    let mut stream = vec![0x78, 0x01, 0x01];
    stream.extend(length.to_le_bytes());
    stream.extend((!length).to_le_bytes());
    stream.extend(data);
    stream.extend(adler32(data).to_be_bytes());
    stream
}

fn adler32(data: &[u8]) -> u32 {
    let (a, b) = data.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
    let body = [&kind, data].concat();
    file.extend(&body);
    file.extend(crc32(&body).to_be_bytes());
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

#[cfg(test)]
mod tests {
    use super::{adler32, crc32, png};

    #[test]
    fn the_checksums_are_those_of_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }

    #[test]
    fn two_accounts_have_two_faces() {
        assert_ne!(png(583_231), png(1_000_002));
    }
}
