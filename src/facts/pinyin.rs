//! Text searched by its pinyin, as people type it.

use super::readings::readings;
use crate::error::{Code, Error, Result};

/// The most letters that a prefix may have.
pub const MAX_LETTERS: usize = 127;

/// What was typed, ready to be held against many texts.
///
/// A text begins with it when its first characters can be read so that they give exactly the letters typed. Each
/// character but the last is given by one of its readings in full, by the first letter of one, or by its zh, ch or sh;
/// the last character by any beginning of one. 张三 begins with `zhangsan`, `zhangs`, `zhsan`, `zs`, `z` and `zha`, not
/// with `zhasan` or `zhans`.
///
/// All readings of a character count, also rare ones: 单 is `dan`, `shan`, `chan`. ü is `v` (or `ü`), not `u`. Every
/// character also stands for itself, letters without regard to case, so that `张s` and `tom` find what they say.
/// Blanks, apostrophes and the middle dots of names are passed over in what is typed and in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    letters: Vec<char>,
}

impl Prefix {
    /// Takes what was typed, folded by NFKC; case does not matter.
    ///
    /// # Errors
    /// [`Code::WrongValue`] for more than [`MAX_LETTERS`] letters.
    pub fn new(typed: &str) -> Result<Self> {
        let letters: Vec<char> = folded(typed).take(MAX_LETTERS + 1).collect();
        if letters.len() > MAX_LETTERS {
            let expected = format!("a beginning in pinyin of at most {MAX_LETTERS} letters");
            return Err(Error::new(Code::WrongValue)
                .with("value", typed)
                .with("expected", expected));
        }
        Ok(Self { letters })
    }

    /// Whether nothing was typed but what is passed over. Every text begins with it.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Whether a text begins with it.
    ///
    /// Looks at no more characters than letters were typed. Instead of trying every split, it keeps the set of places in
    /// the letters that the characters so far can have reached, so the time is at most letters² × readings.
    pub fn begins(&self, text: &str) -> bool {
        if self.letters.is_empty() {
            return true;
        }
        // bit p: the characters so far can be given by the first p letters
        let mut reached = 1_u128;
        for c in folded(text) {
            let (mut places, mut next) = (reached, 0_u128);
            while places != 0 {
                let place = places.trailing_zeros() as usize;
                places &= places - 1;
                let Some([first, others @ ..]) = self.letters.get(place..) else { continue };
                if *first == c {
                    next |= 1 << (place + 1);
                }
                for reading in readings(c) {
                    next |= places_after(reading, *first, others) << place;
                }
            }
            if next >> self.letters.len() != 0 {
                return true;
            }
            if next == 0 {
                return false;
            }
            reached = next;
        }
        false
    }
}

/// Bit n: the first n of the letters `first`, `others` can give a character with this reading. When the letters end
/// within the reading, the bit of their end.
fn places_after(reading: &[u8], first: char, others: &[char]) -> u128 {
    let same = |(letter, typed): (&u8, &char)| char::from(*letter) == *typed;
    let [initial, rest @ ..] = reading else { return 0 };
    if char::from(*initial) != first {
        return 0;
    }
    let common = 1 + rest.iter().zip(others).take_while(|pair| same(*pair)).count();
    let is_full = common == reading.len() || common == others.len() + 1;
    let is_double = common > 1 && matches!(reading, [b'z' | b'c' | b's', b'h', ..]);
    1 << 1 | u128::from(is_double) << 2 | u128::from(is_full) << common
}

/// Whether the text, read in pinyin, begins with what was typed; see [`Prefix`] for the rule. False for a beginning of
/// more than [`MAX_LETTERS`] letters. For many texts, make one [`Prefix`].
pub fn starts_with(text: &str, prefix: &str) -> bool {
    Prefix::new(prefix).is_ok_and(|prefix| prefix.begins(text))
}

/// The characters that count, in lower case, ü as v.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_passed_over(*c)).flat_map(char::to_lowercase).map(|c| match c {
        'ü' => 'v',
        c => c,
    })
}

fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '＇' | '·' | '・' | '•' | '‧' | '∙' | '⋅')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, yes: &[&str], no: &[&str]) {
        for prefix in yes {
            assert!(starts_with(text, prefix), "{text} begins with {prefix}");
        }
        for prefix in no {
            assert!(!starts_with(text, prefix), "{text} does not begin with {prefix}");
        }
    }

    #[test]
    fn each_character_is_given_in_full_or_by_its_initial_and_the_last_by_any_beginning() {
        holds(
            "张三",
            &[
                "",
                "z",
                "zh",
                "zha",
                "zhan",
                "zhang",
                "zhangs",
                "zhangsa",
                "zhangsan",
                "zs",
                "zsan",
                "zsa",
                "zhs",
                "zhsan",
                "ZhangSan",
                "zhang san",
                "zhang'san",
                "张",
                "张s",
                "张三",
                "z三",
            ],
            &["zhans", "zhasan", "zss", "s", "san", "zhangsang", "zhangsanf", "zssan", "x", "三"],
        );
        holds("西安", &["xian", "xi'an", "xa", "xia"], &["xin"]);
        holds("先", &["xian", "xia"], &["xiana", "xa"]);
    }

    #[test]
    fn every_reading_of_a_character_counts() {
        for (text, surnames) in [
            ("单田芳", ["dant", "shant", "chantf"]),
            ("曾国藩", ["zengguofan", "ceng", "zgf"]),
            ("重庆", ["chongqing", "zhongq", "cq"]),
            ("仇英", ["qiuy", "chou", "qy"]),
            ("解缙", ["xiejin", "jie", "xj"]),
            ("查良镛", ["zhaly", "cha", "zly"]),
            ("区志航", ["ouzh", "quzh", "ozh"]),
            ("朴树", ["piaos", "pushu", "ps"]),
            ("万俟卨", ["moqi", "mq", "wan"]),
            ("长安", ["changan", "zhangan", "ca"]),
            ("翟墨", ["zhaim", "dimo", "zm"]),
        ] {
            holds(text, &surnames, &["b"]);
        }
    }

    #[test]
    fn u_with_dots_is_v() {
        holds("吕布", &["lv", "lvbu", "lü", "lüb", "LÜ", "lb"], &["lu", "lub"]);
        holds("Müller", &["mü", "mv"], &["mu"]);
        holds("女王", &["nvwang", "nvw"], &["nuw"]);
    }

    #[test]
    fn letters_and_digits_stand_for_themselves() {
        holds("Tom李4号", &["tomli4hao", "toml4h", "TOM", "t"], &["tli", "tom4"]);
        holds("阿Q", &["aq", "eq", "阿q"], &["q"]);
        holds("二〇二五", &["erling", "el", "elew"], &["eo"]);
    }

    #[test]
    fn blanks_apostrophes_and_the_dots_of_names_are_passed_over() {
        holds("古力·娜扎", &["gulinazha", "guli nazha", "glnz"], &["gulin-"]);
        holds(" 李 四", &["lisi", "l s", "li's"], &[]);
        holds("李-四", &["li-s"], &["lis"]);
    }

    #[test]
    fn an_empty_beginning_begins_everything_and_nothing_begins_an_empty_text() {
        holds("", &["", " ' "], &["a"]);
        assert!(Prefix::new(" ' ").unwrap().is_empty());
    }

    #[test]
    fn the_longest_beginning_has_127_letters() {
        let text = "安".repeat(200);
        assert!(starts_with(&text, &"an".repeat(63)));
        assert!(starts_with(&text, &"a".repeat(MAX_LETTERS)));
        let long = "a".repeat(MAX_LETTERS + 1);
        assert_eq!(Prefix::new(&long).unwrap_err().code, Code::WrongValue);
        assert!(!starts_with(&text, &long));
    }

    #[test]
    fn no_text_takes_exponential_time() {
        // n is an initial, and en, n and ng are readings of their own: many splits, none of which ends well
        let (text, typed) = ("嗯".repeat(5000), format!("{}x", "n".repeat(MAX_LETTERS - 1)));
        let prefix = Prefix::new(&typed).unwrap();
        for _ in 0..200 {
            assert!(!prefix.begins(&text));
        }
    }

    /// The rule again, by trying every split.
    fn by_splitting(text: &[char], typed: &str) -> bool {
        if typed.is_empty() {
            return true;
        }
        let Some((c, others)) = text.split_first() else { return false };
        let mut units: Vec<String> =
            readings(*c).map(|letters| String::from_utf8(letters.to_vec()).unwrap()).collect();
        units.push(c.to_string());
        units.iter().any(|unit| {
            let double = ["zh", "ch", "sh"].iter().any(|initial| unit.starts_with(initial));
            let first = &unit[..unit.chars().next().unwrap().len_utf8()];
            let given = [unit.as_str(), first, if double { &unit[..2] } else { first }];
            unit.starts_with(typed)
                || given
                    .iter()
                    .any(|g| typed.strip_prefix(g).is_some_and(|rest| by_splitting(others, rest)))
        })
    }

    proptest::proptest! {
        #[test]
        fn the_set_of_places_finds_what_trying_every_split_finds(
            text in "[张三重单西安先嗯长女a1]{0,5}",
            typed in "[zhangsexiotdcv1]{0,7}",
        ) {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(starts_with(&text, &typed), by_splitting(&chars, &typed), "{text} {typed}");
        }
    }
}
