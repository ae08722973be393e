//! Which encoding text has, and decoding it slice by slice.

use super::plan::Encoding;
use super::utf8::Utf8;
#[cfg(feature = "files")]
use encoding_rs::{BIG5, CoderResult, DecoderResult, GB18030, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Stands in decoded text for bytes that the encoding does not have. It is no character, so text does not contain it.
pub const MALFORMED: char = '\u{fdd0}';

/// Decodes slices that may end in the middle of a character.
pub struct Decoder {
    inner: Inner,
    at_start: bool,
    faulty: bool,
}

enum Inner {
    Utf8(Utf8),
    #[cfg(feature = "files")]
    Table(Box<encoding_rs::Decoder>),
}

impl Decoder {
    /// A decoder for one file. Without the feature `files` there are no tables: text of other encodings than UTF-8 comes as
    /// [`super::handed`] text.
    pub fn new(encoding: Encoding) -> Self {
        let inner = match encoding {
            #[cfg(feature = "files")]
            Encoding::Gb18030
            | Encoding::Utf16Le
            | Encoding::Utf16Be
            | Encoding::Big5
            | Encoding::Windows1252 => {
                Inner::Table(Box::new(table(encoding).new_decoder_without_bom_handling()))
            }
            _ => Inner::Utf8(Utf8::default()),
        };
        Self { inner, at_start: true, faulty: false }
    }

    /// Whether anything could not be decoded so far.
    pub fn is_faulty(&self) -> bool {
        self.faulty
    }

    /// Appends the decoded text; [`MALFORMED`] stands for what cannot be decoded. NUL and the byte order mark are dropped.
    pub fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        let begin = out.len();
        self.faulty |= match &mut self.inner {
            Inner::Utf8(utf8) => utf8.decode(bytes, last, MALFORMED, out),
            #[cfg(feature = "files")]
            Inner::Table(decoder) => decode_by_table(decoder, bytes, last, out),
        };
        if self.at_start && out.len() > begin {
            self.at_start = false;
            if out.get(begin..).is_some_and(|t| t.starts_with('\u{feff}')) {
                out.replace_range(begin..begin + 3, "");
            }
        }
        if out.as_bytes().get(begin..).is_some_and(|new| memchr::memchr(0, new).is_some()) {
            let clean = out.get(begin..).unwrap_or("").replace('\0', "");
            out.truncate(begin);
            out.push_str(&clean);
        }
    }
}

#[cfg(feature = "files")]
fn decode_by_table(
    decoder: &mut encoding_rs::Decoder,
    mut bytes: &[u8],
    last: bool,
    out: &mut String,
) -> bool {
    let mut faulty = false;
    loop {
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        out.reserve(room.unwrap_or(bytes.len()).max(16));
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, out, last);
        bytes = bytes.get(read..).unwrap_or(&[]);
        match result {
            DecoderResult::InputEmpty => return faulty,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                faulty = true;
                out.push(MALFORMED);
            }
        }
    }
}

#[cfg(feature = "files")]
fn table(encoding: Encoding) -> &'static encoding_rs::Encoding {
    match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Gb18030 => GB18030,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
        Encoding::Big5 => BIG5,
        Encoding::Windows1252 => WINDOWS_1252,
    }
}

/// The encoding of text that begins with `head`, and whether a byte order mark says so.
#[cfg(feature = "files")]
pub fn detect(head: &[u8]) -> (Encoding, bool) {
    if head.starts_with(b"\xef\xbb\xbf") {
        return (Encoding::Utf8, true);
    }
    if head.starts_with(b"\xff\xfe") {
        return (Encoding::Utf16Le, true);
    }
    if head.starts_with(b"\xfe\xff") {
        return (Encoding::Utf16Be, true);
    }
    (utf16(head).or_else(|| utf8(head)).unwrap_or_else(|| two_bytes(head)), false)
}

/// UTF-16 without a mark: digits, delimiters and line ends have a zero byte, all on the same side.
fn utf16(head: &[u8]) -> Option<Encoding> {
    let sample = head.get(..head.len().min(65_536)).unwrap_or(head);
    let (mut even, mut odd) = (0usize, 0usize);
    // only ASCII counts: the second half of an emoji has a zero byte on the other side
    let ascii = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    for pair in sample.chunks_exact(2) {
        match *pair {
            [0, other] => even += usize::from(ascii(other)),
            [other, 0] => odd += usize::from(ascii(other)),
            _ => {}
        }
    }
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    if odd * 20 >= pairs && even * 50 <= odd {
        Some(Encoding::Utf16Le)
    } else if even * 20 >= pairs && odd * 50 <= even {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// UTF-8, also with a few damaged characters among many good ones.
fn utf8(head: &[u8]) -> Option<Encoding> {
    let (mut faults, mut good) = (0usize, 0usize);
    let mut rest = head;
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                good += wide_characters(text);
                break;
            }
            Err(error) => {
                let (valid, bad) = rest.split_at(error.valid_up_to());
                good += std::str::from_utf8(valid).map_or(0, wide_characters);
                let Some(length) = error.error_len() else { break };
                faults += 1;
                if faults > 1000 && faults * 20 > good {
                    return None;
                }
                rest = bad.get(length..).unwrap_or(&[]);
            }
        }
    }
    (faults * 20 <= good || faults == 0).then_some(Encoding::Utf8)
}

fn wide_characters(text: &str) -> usize {
    text.bytes().filter(|&b| b >= 0xe0).count()
}

/// Pairs of bytes beyond ASCII, and bytes that stand alone.
#[derive(Debug, Default, Clone, Copy)]
pub struct Pairs {
    /// Pairs.
    pub whole: usize,
    /// Bytes that are no half of a pair.
    pub strays: usize,
    low: usize,
}

/// Walks over pairs of bytes.
pub fn pairs(head: &[u8]) -> Pairs {
    let (mut pairs, mut strays, mut low) = (0usize, 0usize, 0usize);
    let mut at = 0;
    let byte = |i: usize| head.get(i).copied().unwrap_or(b'\n');
    while let Some(&lead) = head.get(at) {
        if lead < 0x80 {
            at += 1;
            continue;
        }
        if at + 1 == head.len() {
            break;
        }
        let trail = byte(at + 1);
        let previous = if at == 0 { b'\n' } else { byte(at - 1) };
        if (0x81..=0xfe).contains(&lead)
            && trail.is_ascii_digit()
            && byte(at + 2) >= 0x81
            && byte(at + 3).is_ascii_digit()
        {
            pairs += 1;
            at += 4;
        } else if !(0x81..=0xfe).contains(&lead) || trail < 0x40 || trail == 0x7f || trail == 0xff {
            strays += 1;
            at += 1;
        } else if trail < 0x80 && previous < 0x80 && byte(at + 2).is_ascii_alphabetic() {
            strays += 1;
            at += 2;
        } else {
            pairs += 1;
            low += usize::from(trail < 0x80);
            at += 2;
        }
    }
    Pairs { whole: pairs, strays, low }
}

#[cfg(feature = "files")]
/// What a walk over pairs of bytes says: Western letters stand alone between ASCII letters, Big5 has many trail bytes below
/// 0x80, GB18030 few.
fn two_bytes(head: &[u8]) -> Encoding {
    let Pairs { whole: pairs, strays, low } = pairs(head);
    if strays * 10 > (strays + pairs) * 3 {
        Encoding::Windows1252
    } else if low * 5 > pairs && decodes(BIG5, head) {
        Encoding::Big5
    } else if decodes(GB18030, head) {
        Encoding::Gb18030
    } else {
        // damaged bytes in one place do not make Chinese text Western
        let wide = pairs > 20 && strays * 50 < pairs;
        if wide { Encoding::Gb18030 } else { Encoding::Windows1252 }
    }
}

#[cfg(feature = "files")]
fn decodes(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> bool {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0u8; 4096];
    let mut rest = bytes;
    loop {
        let (result, read, _, errors) = decoder.decode_to_utf8(rest, &mut buffer, false);
        if errors {
            return false;
        }
        rest = rest.get(read..).unwrap_or(&[]);
        if result == CoderResult::InputEmpty {
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(encoding: Encoding, bytes: &[u8], slice: usize) -> String {
        let mut decoder = Decoder::new(encoding);
        let mut out = String::new();
        for part in bytes.chunks(slice) {
            decoder.decode(part, false, &mut out);
        }
        decoder.decode(&[], true, &mut out);
        out
    }

    #[test]
    fn every_encoding_is_recognised() {
        let text = "编号,姓名,手机号\r\n001,赵浩然,13800131000\r\n002,钱欣妍,13800131037\r\n";
        let (gb, _, _) = GB18030.encode(text);
        assert_eq!(detect(&gb), (Encoding::Gb18030, false));
        let (big5, _, _) =
            BIG5.encode("編號,姓名,電話\r\n001,陳怡君,0912345678\r\n002,林家豪,0912345679\r\n");
        assert_eq!(detect(&big5), (Encoding::Big5, false));
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(detect(&le), (Encoding::Utf16Le, false));
        assert_eq!(detect(&be), (Encoding::Utf16Be, false));
        let (western, _, _) =
            WINDOWS_1252.encode("Name;Ort\nMüller;Köln\nÅngström;Malmö\nWeiß;Gießen\n");
        assert_eq!(detect(&western), (Encoding::Windows1252, false));
        assert_eq!(detect(text.as_bytes()), (Encoding::Utf8, false));
    }

    #[test]
    fn a_damaged_character_does_not_change_the_encoding() {
        let mut bytes = "姓名,城市\n赵浩然,杭州\n".repeat(40).into_bytes();
        bytes.insert(100, 0xff);
        assert_eq!(detect(&bytes), (Encoding::Utf8, false));
    }

    #[test]
    fn slices_do_not_matter() {
        let (gb, _, _) = GB18030.encode("𠮷田,㐂多\r\n");
        for slice in 1..5 {
            assert_eq!(decoded(Encoding::Gb18030, &gb, slice), "𠮷田,㐂多\r\n");
        }
        assert_eq!(
            decoded(Encoding::Utf8, b"\xef\xbb\xbfa\0b\xff\xe4\xb8", 1),
            "ab\u{fdd0}\u{fdd0}"
        );
    }
}
