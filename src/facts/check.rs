//! Codes with a check digit or a fixed form, and whether a text is one.

/// The form of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeForm {
    /// 公民身份号码 of 18 characters, GB 11643-1999.
    ResidentId,
    /// 统一社会信用代码, GB 32100-2015.
    CreditCode,
    /// A bank card number, ISO/IEC 7812.
    BankCard,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// EAN-8 or EAN-13.
    Ean,
}

impl CodeForm {
    /// Every form with its name on the wire.
    pub const ALL: [(&str, CodeForm); 6] = [
        ("resident_id", CodeForm::ResidentId),
        ("credit_code", CodeForm::CreditCode),
        ("bank_card", CodeForm::BankCard),
        ("phone", CodeForm::Phone),
        ("email", CodeForm::Email),
        ("ean", CodeForm::Ean),
    ];

    /// The form of a name on the wire, written exactly.
    pub fn named(name: &str) -> Option<CodeForm> {
        CodeForm::ALL.iter().find(|(known, _)| *known == name).map(|(_, form)| *form)
    }

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            CodeForm::ResidentId => "resident_id",
            CodeForm::CreditCode => "credit_code",
            CodeForm::BankCard => "bank_card",
            CodeForm::Phone => "phone",
            CodeForm::Email => "email",
            CodeForm::Ean => "ean",
        }
    }
}

/// Whether the whole text is a well-formed code: length, alphabet and check digit.
///
/// It says that a code was written without a slip, not that it was ever given out. Letters may be in either case.
/// Nothing is trimmed; blanks and hyphens make a code invalid, but for those between the digits of a bank card.
///
/// - `resident_id`: a province of GB/T 2260 (also 81, 82, 83), a date of the calendar from 1800 on, the check character of
///   ISO 7064 MOD 11-2. Numbers of 15 digits are not valid; they have no check digit and ended in 2013.
/// - `credit_code`: a registrar, a kind, six digits of a region, nine of a body, the check character of MOD 31.
/// - `bank_card`: 12 to 19 digits with the check digit of Luhn, the first digit not 0.
/// - `phone`: `+` and 7 to 15 digits (E.164), those of +86 by the lengths of China; or 11 digits of a mainland mobile.
/// - `email`: one `@`, a local part of at most 64 bytes without odd dots, a domain of labels with at least one dot.
/// - `ean`: 8 or 13 digits with the check digit of GS1.
pub fn is_valid(form: CodeForm, text: &str) -> bool {
    // longer than the longest form: nothing to look at
    if text.len() > 254 {
        return false;
    }
    match form {
        CodeForm::ResidentId => resident_id(text.as_bytes()),
        CodeForm::CreditCode => credit_code(text.as_bytes()),
        CodeForm::BankCard => bank_card(text.as_bytes()),
        CodeForm::Phone => phone(text),
        CodeForm::Email => email(text),
        CodeForm::Ean => ean(text.as_bytes()),
    }
}

fn are_digits(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
}

/// The number that digits write; the caller has looked at them, and they are few.
fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
}

fn resident_id(bytes: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let [body @ .., check] = bytes else { return false };
    if body.len() != WEIGHTS.len() || !are_digits(body) {
        return false;
    }
    let province = matches!(
        number(&body[..2]),
        11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83
    );
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(d, weight)| u32::from(d - b'0') * weight).sum();
    province
        && is_date(number(&body[6..10]), number(&body[10..12]), number(&body[12..14]))
        && CHECKS.get(sum as usize % 11) == Some(&check.to_ascii_uppercase())
}

/// Whether the day exists, in the years 1800 to 9999.
fn is_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year >= 1800 && (1..=days).contains(&day)
}

fn credit_code(bytes: &[u8]) -> bool {
    // without I, O, S, V and Z
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    if bytes.len() != 18 {
        return false;
    }
    let (mut sum, mut weight) = (0, 1);
    for (at, byte) in bytes.iter().enumerate() {
        let Some(value) = ALPHABET.iter().position(|c| *c == byte.to_ascii_uppercase()) else {
            return false;
        };
        let fits = match at {
            0 => value > 0,
            2..=7 => value < 10,
            _ => true,
        };
        if !fits {
            return false;
        }
        // the check character completes the sum to a multiple of 31: its own weight is 1
        sum += value * if at == 17 { 1 } else { weight };
        weight = weight * 3 % 31;
    }
    sum.is_multiple_of(31)
}

fn bank_card(bytes: &[u8]) -> bool {
    let separates = |byte: &u8| matches!(byte, b' ' | b'-');
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    if !matches!(first, b'1'..=b'9') || separates(last) {
        return false;
    }
    let (mut count, mut sum) = (0, 0);
    for byte in bytes.iter().rev().filter(|byte| !separates(byte)) {
        if !byte.is_ascii_digit() {
            return false;
        }
        let digit = u32::from(byte - b'0');
        sum += match count % 2 {
            0 => digit,
            _ => digit * 2 - if digit > 4 { 9 } else { 0 },
        };
        count += 1;
    }
    (12..=19).contains(&count) && sum.is_multiple_of(10)
}

fn phone(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else { return is_mobile(text.as_bytes()) };
    if !are_digits(digits.as_bytes()) {
        return false;
    }
    match digits.strip_prefix("86") {
        Some(national) => is_chinese(national),
        None => (7..=15).contains(&digits.len()) && !digits.starts_with('0'),
    }
}

fn is_mobile(bytes: &[u8]) -> bool {
    bytes.len() == 11 && are_digits(bytes) && matches!(bytes, [b'1', b'3'..=b'9', ..])
}

/// A number after +86: a mobile, a service line, or an area of two digits (1x, 2x) or three and 7 or 8 digits.
fn is_chinese(national: &str) -> bool {
    let length = national.len();
    if is_mobile(national.as_bytes()) {
        return true;
    }
    match national.as_bytes() {
        [b'1', b'0', ..] | [b'2', ..] => matches!(length, 9 | 10),
        [b'3'..=b'9', ..] => matches!(length, 10 | 11),
        _ => false,
    }
}

fn email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let in_local = |c: char| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    if local.is_empty()
        || local.len() > 64
        || local.starts_with('.')
        || local.ends_with('.')
        || local.contains("..")
        || !local.chars().all(in_local)
    {
        return false;
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let Some((_, top)) = domain.rsplit_once('.') else { return false };
    domain.split('.').all(is_label)
        && top.chars().nth(1).is_some()
        && !top.bytes().all(|byte| byte.is_ascii_digit())
}

fn ean(bytes: &[u8]) -> bool {
    let weigh = |(at, digit): (usize, &u8)| {
        u32::from(digit - b'0') * if at.is_multiple_of(2) { 1 } else { 3 }
    };
    matches!(bytes.len(), 8 | 13)
        && are_digits(bytes)
        && bytes.iter().rev().enumerate().map(weigh).sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(form: CodeForm, valid: &[&str], invalid: &[&str]) {
        for text in valid {
            assert!(is_valid(form, text), "{text} is a {}", form.name());
        }
        for text in invalid {
            assert!(!is_valid(form, text), "{text} is no {}", form.name());
        }
    }

    #[test]
    fn resident_ids_have_a_province_a_date_and_a_check_character() {
        holds(
            CodeForm::ResidentId,
            // the examples of GB 11643
            &["11010519491231002X", "11010519491231002x", "440524188001010014"],
            &[
                "110105194912310021",
                "110105491231002",
                "11010519490229002X",
                "01010519491231002X",
                "１１０１０５１９４９１２３１００２Ｘ",
                " 11010519491231002X",
                "",
            ],
        );
    }

    #[test]
    fn a_resident_id_with_a_right_check_character_needs_a_real_date() {
        let with_check = |body: &str| {
            "0123456789X".chars().map(|c| format!("{body}{c}")).any(|id| resident_id(id.as_bytes()))
        };
        assert!(with_check("11010520000229001") && with_check("83000019991231001"));
        for body in [
            "11010519000229001",
            "11010520010229001",
            "11010520001301001",
            "11010520000431001",
            "11010517991231001",
            "99010520000229001",
        ] {
            assert!(!with_check(body), "{body}");
        }
    }

    #[test]
    fn credit_codes_complete_their_sum() {
        holds(
            CodeForm::CreditCode,
            // the example of GB 32100, and codes that companies publish
            &[
                "91350100M000100Y43",
                "91350100m000100y43",
                "914403001922038216",
                "9144030071526726XG",
            ],
            &[
                "91350100M000100Y44",
                "9135010OM000100Y43",
                "9135010M0000100Y43",
                "91350100M000100Y4",
                "000000000000000000",
            ],
        );
    }

    #[test]
    fn bank_cards_follow_luhn() {
        holds(
            CodeForm::BankCard,
            &[
                "4111111111111111",
                "6222 0212 0000 0000 005",
                "5500-0000-0000-0004",
                "378282246310005",
            ],
            &[
                "4111111111111112",
                "0000000000000000",
                "79927398713",
                "41111111111111111111",
                "4111 1111 1111 1111 ",
                "4111a11111111111",
                "",
            ],
        );
    }

    #[test]
    fn phones_are_e_164_or_a_mainland_mobile() {
        holds(
            CodeForm::Phone,
            &[
                "+8613800131037",
                "13800131037",
                "+861055550101",
                "+8657188880000",
                "+864008888888",
                "+14155550132",
                "+493023125000",
            ],
            &[
                "12800131037",
                "1380013103",
                "+861380013103",
                "+8612800131037",
                "+0123456789",
                "+123456",
                "+1234567890123456",
                "+",
                "+1 4155550132",
                "４",
            ],
        );
    }

    #[test]
    fn e_mail_addresses_have_a_local_part_and_a_domain() {
        holds(
            CodeForm::Email,
            &["a@b.cn", "first.last+tag@mail.example.com", "12345678@qq.com", "张三@例子.中国"],
            &[
                "a@b",
                "a@@b.cn",
                "@b.cn",
                "a@.cn",
                "a..b@c.cn",
                ".a@b.cn",
                "a.@b.cn",
                "a b@c.cn",
                "a@-b.cn",
                "a@b.c",
                "a@1.2.3.44",
                "28000007@chatroom",
            ],
        );
        assert!(!is_valid(CodeForm::Email, &format!("{}@b.cn", "a".repeat(65))));
        assert!(!is_valid(CodeForm::Email, &format!("a@{}cn", "b.".repeat(130))));
    }

    #[test]
    fn eans_have_8_or_13_digits_and_the_check_digit() {
        holds(
            CodeForm::Ean,
            &["4006381333931", "6901234567892", "96385074"],
            &["4006381333932", "96385075", "400638133393", "", "9638507４"],
        );
    }

    #[test]
    fn names_lead_to_their_forms() {
        for (name, form) in CodeForm::ALL {
            assert_eq!((CodeForm::named(name), form.name()), (Some(form), name));
        }
        assert_eq!(CodeForm::named("imei"), None);
    }
}
