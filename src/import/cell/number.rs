//! Numbers, money and shares, exact.

use super::narrow;
use crate::table::{Decimal, pow10};

/// Reads a plain number such as `-12.50` without looking for anything else.
#[inline]
pub fn plain(text: &str) -> Option<Decimal> {
    digits(text.as_bytes()).map(|(mantissa, scale)| reduced(mantissa, scale))
}

/// The digits of a plain number and how many of them stand behind its point, zeros at the end among them.
#[inline]
pub fn digits(text: &[u8]) -> Option<(i64, u8)> {
    let (negative, digits) = match text.first()? {
        b'-' => (true, text.get(1..)?),
        _ => (false, text),
    };
    if digits.len() > 18 || digits.is_empty() {
        return None;
    }
    let (mut mantissa, mut point) = (0i64, digits.len());
    for (at, &b) in digits.iter().enumerate() {
        let digit = b.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa * 10 + i64::from(digit);
        } else if b == b'.' && point == digits.len() {
            point = at;
        } else {
            return None;
        }
    }
    // a point stands between digits
    if point == 0 || point + 1 == digits.len() {
        return None;
    }
    let scale = digits.len().saturating_sub(point + 1) as u8;
    Some((if negative { -mantissa } else { mantissa }, scale))
}

/// The same number without zeros at its end.
fn reduced(mut mantissa: i64, mut scale: u8) -> Decimal {
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    Decimal { mantissa, scale }
}

/// What stands around the digits of a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signs {
    /// ISO 4217 code of a currency sign.
    pub currency: Option<&'static str>,
    /// A percent sign, or 折.
    pub share: bool,
    /// A word that says of what (`2件`).
    pub counted: bool,
}

/// Currency signs and words, longest first where one is a part of another.
const CURRENCIES: [(&str, &str); 17] = [
    ("人民币", "CNY"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("US$", "USD"),
    ("RMB", "CNY"),
    ("rmb", "CNY"),
    ("CNY", "CNY"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("元", "CNY"),
    ("块", "CNY"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("$", "USD"),
];

/// Those that are rare, tried where something stands beside the digits. A sign that several countries use is left out.
const FURTHER_CURRENCIES: [(&str, &str); 21] = [
    ("HKD", "HKD"),
    ("TWD", "TWD"),
    ("MOP", "MOP"),
    ("SGD", "SGD"),
    ("MYR", "MYR"),
    ("JPY", "JPY"),
    ("KRW", "KRW"),
    ("AUD", "AUD"),
    ("CAD", "CAD"),
    ("CHF", "CHF"),
    ("PLN", "PLN"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("円", "JPY"),
    ("₩", "KRW"),
    ("₹", "INR"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("zł", "PLN"),
];

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Words after a number that say of what; they do not change it.
const COUNTERS: [&str; 22] = [
    "积分", "件", "个", "次", "岁", "天", "笔", "单", "人", "张", "条", "分", "盒", "瓶", "只",
    "套", "台", "份", "级", "星", "小时", "分钟",
];

/// Reads a number as people write it: `¥1,234.50`, `1.2万`, `(56.00)`, `3,000元`, `１２３．５`, `12,5 %`, `9折`.
/// A share is a fraction: `12.5%` is 0.125.
pub fn read(text: &str, decimal_comma: bool) -> Option<(Decimal, Signs)> {
    if let Some(number) = plain(text) {
        return Some((number, Signs::default()));
    }
    // EF begins wide digits
    if text.len() > 64 || !text.bytes().any(|b| b.is_ascii_digit() || b == 0xef) {
        return None;
    }
    let narrowed: String = text.chars().map(narrow).filter(|c| !super::is_invisible(*c)).collect();
    let mut rest = narrowed.trim();
    let mut signs = Signs::default();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        (negative, rest) = (true, inner.trim());
    }
    let mut power = 0i32;
    // signs and units come in any order around the digits: -¥5, ¥-5, 5 元, 1.2万元
    for _ in 0..6 {
        let before = rest;
        for (sign, code) in CURRENCIES {
            if let Some(t) = rest.strip_prefix(sign).or_else(|| rest.strip_suffix(sign)) {
                (signs.currency, rest) = (Some(code), t.trim());
            }
        }
        if let Some(t) = rest.strip_prefix(['-', '−']) {
            (negative, rest) = (!negative, t.trim_start());
        } else if let Some(t) = rest.strip_suffix('-').filter(|t| t.ends_with(is_digit)) {
            // 56.00-, as ledgers write it
            (negative, rest) = (!negative, t);
        } else if let Some(t) = rest.strip_prefix('+') {
            rest = t.trim_start();
        }
        let unit = [
            ("%", -2),
            ("‰", -3),
            ("万", 4),
            ("亿", 8),
            ("k", 3),
            ("K", 3),
            ("w", 4),
            ("W", 4),
            ("折", 0),
        ];
        if let Some((t, name, n)) =
            unit.iter().find_map(|&(name, n)| Some((rest.strip_suffix(name)?, name, n)))
        {
            if !t.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '.') || power != 0 {
                return None;
            }
            rest = t.trim_end();
            power += n;
            signs.share |= n < 0 || name == "折";
            if name == "折" {
                // 9折 and 85折 both pay a part
                power = -(rest.bytes().take_while(u8::is_ascii_digit).count() as i32);
            }
        }
        if rest == before {
            if rest.ends_with(is_digit) && rest.starts_with(is_digit) {
                break;
            }
            let strip = |(sign, code): &(&str, &'static str)| {
                Some((rest.strip_prefix(sign).or_else(|| rest.strip_suffix(sign))?, *code))
            };
            let Some((t, code)) = FURTHER_CURRENCIES.iter().find_map(strip) else { break };
            (signs.currency, rest) = (Some(code), t.trim());
        }
    }
    if let Some(t) = COUNTERS.iter().find_map(|c| rest.strip_suffix(c)) {
        rest = t.trim_end();
        signs.counted = true;
    }
    let number = Decimal::parse(&without_groups(rest, decimal_comma)?)?;
    Some((shifted(number, power, negative)?, signs))
}

/// The digits with a point for the decimal sign and nothing between thousands; `None` when groups are not of three.
fn without_groups(text: &str, decimal_comma: bool) -> Option<String> {
    let (point, group) = if decimal_comma { (',', '.') } else { ('.', ',') };
    let (whole, fraction) = text.split_once(point).map_or((text, None), |(w, f)| (w, Some(f)));
    let separators: &[char] = &[group, ' ', '\''];
    if whole.contains(separators) {
        let mut parts = whole.split(separators);
        let first = parts.next()?;
        let three = |p: &str| p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit());
        if first.is_empty() || first.len() > 3 || !parts.all(three) {
            return None;
        }
    }
    let mut out: String = whole.chars().filter(|c| !separators.contains(c)).collect();
    if !out.starts_with(|c: char| c.is_ascii_digit()) && (fraction.is_none() || !out.is_empty()) {
        return None;
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    Some(out)
}

/// A hundredth of a number, exact.
pub fn hundredth(number: Decimal) -> Option<Decimal> {
    shifted(number, -2, false)
}

fn shifted(number: Decimal, power: i32, negative: bool) -> Option<Decimal> {
    let mut mantissa = i128::from(number.mantissa) * if negative { -1 } else { 1 };
    let mut scale = i32::from(number.scale) - power;
    if scale < 0 {
        mantissa = mantissa.checked_mul(pow10((-scale) as u8))?;
        scale = 0;
    }
    if scale > 18 {
        return None;
    }
    Some(reduced(i64::try_from(mantissa).ok()?, scale as u8))
}

/// Whether a number's comma can only be a decimal comma (`1.234,50`, `12,5`), or its point only a decimal point.
pub fn decimal_sign(text: &str) -> Option<char> {
    let sign = text.rfind([',', '.'])?;
    let tail = text.get(sign + 1..)?;
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let c = text.get(sign..)?.chars().next()?;
    let other = if c == ',' { '.' } else { ',' };
    let before = text.get(..sign)?;
    let whole = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    // nothing groups 0,853 or 1234,567
    let ungrouped = digits == 3 && (whole > 3 || whole == 1 && before.ends_with('0'));
    (digits != 3 && digits != 0 || ungrouped || before.contains(other)).then_some(c)
}

/// Whether the only sign of a number stands before three digits: `1,234` is a thousand or one and a bit. Nobody writes `0,234`
/// for thousands, and no number of more than three digits before the sign is grouped.
pub fn is_either_sign(text: &str) -> bool {
    let digits: String = text.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let digits = digits.trim_matches(|c: char| !c.is_ascii_digit());
    let Some((whole, fraction)) = digits.split_once([',', '.']) else { return false };
    let all = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    all(whole) && all(fraction) && fraction.len() == 3 && whole.len() <= 3 && whole != "0"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, value) in [
            ("99.00", "99"),
            ("-12.5", "-12.5"),
            ("¥1,234.50", "1234.5"),
            ("￥88", "88"),
            ("1.2万", "12000"),
            ("1.2万元", "12000"),
            ("(56.00)", "-56"),
            ("3,000元", "3000"),
            ("１２３．５", "123.5"),
            ("0元", "0"),
            ("12.5%", "0.125"),
            ("0.60%", "0.006"),
            ("9折", "0.9"),
            ("85折", "0.85"),
            ("9.5折", "0.95"),
            ("-¥5", "-5"),
            ("¥-5.10", "-5.1"),
            ("3k", "3000"),
            ("2件", "2"),
            ("1e3", "1000"),
            ("$1,000", "1000"),
            ("１２ ％", "0.12"),
            ("1亿", "100000000"),
            ("56.00-", "-56"),
            ("12,000円", "12000"),
            ("CHF 1'200.50", "1200.5"),
            ("HKD 88", "88"),
            ("S$5", "5"),
        ] {
            assert_eq!(
                read(text, false).map(|n| n.0.to_string()).as_deref(),
                Some(value),
                "{text}"
            );
        }
        for (text, value) in
            [("1.234,50", "1234.5"), ("2469,00", "2469"), ("12,5 %", "0.125"), ("€ 3,5", "3.5")]
        {
            assert_eq!(read(text, true).map(|n| n.0.to_string()).as_deref(), Some(value), "{text}");
        }
        for text in [
            "",
            "-",
            "abc",
            "1,23",
            "12,34,567",
            "1.2.3",
            "万",
            "元",
            "2024-03-01",
            "A1",
            "1 2",
            "%",
            "10:30",
            "5-6",
            "x-",
        ] {
            assert!(read(text, false).is_none(), "{text}");
        }
    }

    #[test]
    fn the_decimal_sign_shows_where_it_can() {
        assert_eq!(decimal_sign("1.234,50"), Some(','));
        assert_eq!(decimal_sign("2469,00"), Some(','));
        assert_eq!(decimal_sign("1,234.5"), Some('.'));
        assert_eq!(decimal_sign("1,234"), None);
        assert_eq!(decimal_sign("0.853"), Some('.'));
        assert_eq!(decimal_sign("1234,567"), Some(','));
        assert!(is_either_sign("¥1,234") && is_either_sign("1.234 €"));
        assert!(!is_either_sign("0.853") && !is_either_sign("1234.567") && !is_either_sign("12"));
    }
}
