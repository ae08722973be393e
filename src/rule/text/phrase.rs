//! What a message says: what was expected with an example of it, and what to do about usual mistakes. A page translates
//! each of these texts; a test holds its list against this one.

macro_rules! phrases {
    ($($name:ident = $expected:literal, $hint:literal;)+) => {
        $(pub(super) const $name: Expected = Expected { what: $expected, hint: $hint };)+
        /// Every text of the list.
        #[cfg(test)]
        pub(super) const EXPECTED: &[Expected] = &[$($name),+];
    };
}

macro_rules! hints {
    ($($name:ident = $text:literal;)+) => {
        $(pub(super) const $name: &str = $text;)+
        /// Every text of the list.
        #[cfg(test)]
        pub(super) const HINTS: &[&str] = &[$($name),+];
    };
}

/// What was expected, and an example of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expected {
    /// In the sentence after "expected".
    pub what: &'static str,
    /// What to do when nothing better is known.
    pub hint: &'static str,
}

phrases! {
    CONDITION = "a condition", "such as age >= 18 or count(orders) >= 1";
    COMPARISON = "a comparison", "such as = '女', >= 18, BETWEEN 25 AND 35, IN ('a', 'b') or IS NULL";
    VALUE = "a value", "a number, a text in single quotes, TRUE, another column or $parameter";
    PLAIN_VALUE = "a number, a text in single quotes, TRUE or FALSE", "such as PARAM n = 30 or PARAM cities = ('上海', '北京')";
    TEXT = "a text in single quotes", "such as '上海'";
    NUMBER = "a number", "such as 3 or 0.5";
    COUNT = "a whole number from 0 on", "such as 3";
    SIGNED = "a whole number", "such as 7 or -7";
    NAME = "a name", "a word, or anything in double quotes";
    COLUMN = "a column", "its name, in double quotes when it has blanks or signs";
    SUBJECT = "a column or a measure", "such as age or sum(orders.amount)";
    TABLE = "an event table", "its name, such as count(orders)";
    OPEN = "(", "the arguments of a function stand in brackets";
    CLOSE = ", or )", "a bracket is not closed, or a comma is missing";
    CLOSE_GROUP = "AND, OR or )", "a bracket is not closed";
    MORE = "AND, OR, EXCLUDE, LIMIT or the end", "conditions are joined by AND or OR";
    ARGUMENT = "an argument", "leave out the comma, or write what belongs behind it";
    BETWEEN_AND = "AND and the upper bound", "such as age BETWEEN 18 AND 35";
    AFTER_IS = "NULL, NOT NULL, TRUE or FALSE", "IS NULL: no value; IS NOT NULL: a value; IS TRUE: yes";
    AFTER_NOT = "BETWEEN, IN or LIKE", "NOT in front of a whole condition: NOT city = '上海'";
    UNIT = "a unit of time", "minutes, hours, days, weeks, months, quarters or years";
    WINDOW = "a window", "such as complete_days(90), rolling(7 days) or calendar(1, months)";
    FIXED_WINDOW = "a window that is the same for everybody", "such as complete_days(90) or calendar(1, months)";
    MEASURE = "a measure", "such as count() or sum(amount)";
    POPULATION = "a population", "all, has_value or segment('id')";
    TAGS = "tags", "such as has_any(tags, 'VIP')";
    NUMBER_OF = "OF and the conditions", "such as at_least(2 OF city = '上海', age >= 18)";
    EQUALS = "= and the value", "such as PARAM n = 30";
    DEFINE_AS = "AS and a condition", "such as DEFINE adult AS age >= 18";
    OF_TIME = "OF and a time", "AS OF data, AS OF now or AS OF '2025-09-30'";
    AS_OF_VALUE = "data, now or a time in quotes", "AS OF data, AS OF now or AS OF '2025-09-30'";
    LABEL = "a label in single quotes", "such as AS '老客'";
    MISSING_POLICY = "MATCH or NO MATCH", "whether a row without a value matches: MISSING MATCH or MISSING NO MATCH";
    LIMIT_KIND = "TOP or RANDOM", "such as LIMIT TOP 100 BY score DESC or LIMIT RANDOM 100 SEED 'a'";
    LIMIT_BY = "BY and a column", "such as LIMIT TOP 100 BY score DESC";
    LIMIT_SEED = "SEED and a text", "such as LIMIT RANDOM 100 SEED 'a'";
    ONE_OF = "one of its words", "";
    KNOWN_FUNCTION = "a function", "";
    KNOWN_ARGUMENT = "an argument of this function", "";
    TWO_BOUNDS = "two bounds in brackets", "such as (0, 10); NULL is open";
    CHARACTER = "a word, a number, a sign or a text in quotes", "leave it out, or put the text that it belongs to in quotes";
    CLOSING_QUOTE = "a closing quote", "";
    WEEK_DAY = "MONDAY or SUNDAY", "the first day of a week: WEEK MONDAY or WEEK SUNDAY";
    ONCE = "each of these once", "leave out the second one";
    OPERATOR_LEVEL = "a measure or a column without another calculation", "one calculation at a time: age(born) or zscore(score)";
}

hints! {
    TEXT_NOT_CLOSED = "the text that begins here has no closing quote '";
    NAME_NOT_CLOSED = "the name that begins here has no closing quote \"";
    QUOTE_MIXED = "a text closes with the quote that it was opened with";
    DATE_IN_QUOTES = "put a date in quotes: '2025-09-30'";
    TIME_IN_QUOTES = "put a time in quotes: '2025-09-30T12:00'";
    THOUSANDS = "write a number without separators: 1000";
    LEADING_ZERO = "a number does not begin with 0; put a code in quotes: '007'";
    HALF_WIDTH = "write digits in half width: 123";
    PERCENT = "write 20% as 0.2";
    BROKEN_NUMBER = "put a name that begins with a digit in double quotes, a code in single quotes";
    RESERVED_COLUMN = "this word has a meaning; put it in double quotes if it is a name";
    TEXT_AS_COLUMN = "single quotes make a text; a column stands without quotes or in double quotes";
    NAME_AS_TEXT = "double quotes make a name; a text stands in single quotes: '上海'";
    VALUE_FIRST = "the column stands first: age >= 18";
    ARROW_GE = "write >= for at least; => gives an argument its name";
    ARROW_LE = "write <= for at most";
    NULL_EQUALS = "write IS NULL or IS NOT NULL";
    IS_EMPTY = "write IS NULL; the empty text is a missing value";
    IS_VALUE = "write = to compare with a value";
    BARE_COLUMN = "say what its value must be, such as = '女' or IS TRUE";
    EVENT_COLUMN = "a column of events stands inside of a function: count(orders, amount >= 100) >= 1";
    WINDOW_ALONE = "a window stands inside of a function: count(orders, complete_days(90)) >= 1";
    OPERATOR_INSIDE = "this function is a condition of its own, without a comparison";
    NOT_COMPARED = "this is a condition already; leave out the comparison";
    COMPARE_FUNCTION = "compare the result, such as >= 1";
    LIKE_WILDCARDS = "LIKE has % (any text) and _ (one character); with * and ? write like(name, '王*')";
    ILIKE = "write LIKE; texts compare without regard to case";
    DATE_FUNCTION = "write in_window(born, calendar(0, days)), less_than_ago(born, 7 days) or age(born) >= 18";
    AGO_FUNCTION = "write less_than_ago(born, 7 days) or more_than_ago(born, 7 days)";
    ARITHMETIC = "only number * column and column + 7 days are computed; write the result";
    COMMENT = "comments are not kept; write NOTE '…' behind a condition";
    SEMICOLON = "leave out the semicolon";
    SQUARE = "write round brackets; a name with blanks stands in double quotes";
    SELECT = "write only the condition, without SELECT … FROM … WHERE";
    ORDER_BY = "write LIMIT TOP 100 BY score DESC";
    LIMIT_NUMBER = "write LIMIT TOP 100 BY score DESC or LIMIT RANDOM 100 SEED 'a'";
    AND_WORD = "write AND";
    OR_WORD = "write OR";
    NOT_WORD = "write NOT";
    BANG = "write NOT";
    SINGLE_AND = "write AND";
    SINGLE_OR = "write OR";
    TOO_MANY_OPEN = "there is one bracket too many";
    MISSING_ON_MEASURE = "MISSING belongs to conditions on a column";
    WHERE_TWICE = "join conditions with AND";
    EMPTY_PLACE = "there is nothing to read; write a condition such as age >= 18";
    PARAM_WRITTEN = "a parameter is $ and its name: $n";
    NAMED_ARGUMENT = "an argument gets its name with =>";
    SINCE_HERE = "since_attribute and since_event stand in functions on events";
    NESTED_RATIO = "inside of ratio and growth stand other measures only";
    NEGATIVE = "such as 3; negative numbers do not fit here";
}
