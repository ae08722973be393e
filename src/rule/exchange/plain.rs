//! What the exchanged languages have in common.

use crate::rule::{Decimal, Literal};
use crate::table;
use crate::time::{Moment, Zone};

/// A rule that this engine, react-querybuilder and JsonLogic can all say.
#[derive(Debug, Clone, PartialEq)]
pub struct Plain {
    /// What it asks.
    pub kind: PlainKind,
    /// Where it was read, for what is found out later.
    pub path: String,
    /// Takes no part.
    pub muted: bool,
    /// Not to be edited.
    pub locked: bool,
}

/// What a [`Plain`] asks.
#[derive(Debug, Clone, PartialEq)]
pub enum PlainKind {
    /// Every one is true.
    All(Vec<Plain>),
    /// At least one is true.
    Any(Vec<Plain>),
    /// It is false.
    Not(Box<Plain>),
    /// Everybody or nobody.
    Const(bool),
    /// A test of a field.
    Test(String, Test),
}

/// A test of one value.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// There is no value.
    Null,
    /// There is a value.
    NotNull,
    /// It is so.
    Is(Claim),
    /// It is not so.
    IsNot(Claim),
}

/// What is said of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Claim {
    /// It is this.
    Eq(Literal),
    /// It is one of these.
    In(Vec<Literal>),
    /// It stands in this order to a number or a moment.
    Order(Order, Literal),
    /// It lies within these, both included.
    Between(Literal, Literal),
    /// This text stands in it.
    Text(Place, String),
}

/// An order of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Smaller.
    Lt,
    /// Smaller or equal.
    Le,
    /// Larger.
    Gt,
    /// Larger or equal.
    Ge,
}

/// Where a text stands in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Anywhere.
    Inside,
    /// At the start.
    Start,
    /// At the end.
    End,
}

impl Plain {
    /// Without annotations.
    pub fn new(kind: PlainKind, path: &str) -> Self {
        Self { kind, path: path.to_owned(), muted: false, locked: false }
    }

    /// A test of a field.
    pub fn test(field: &str, test: Test, path: &str) -> Self {
        Self::new(PlainKind::Test(field.to_owned(), test), path)
    }

    /// Whether it stands alone, without a mark that a reader of the rule would miss.
    pub fn is_bare(&self) -> bool {
        !self.muted && !self.locked
    }
}

impl Order {
    /// The order with its sides exchanged: `5 < x` is `x > 5`.
    pub fn turned(self) -> Self {
        match self {
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
        }
    }

    /// What is true of two values exactly when this is not: not smaller is larger or equal.
    pub fn complement(self) -> Self {
        match self {
            Self::Lt => Self::Ge,
            Self::Le => Self::Gt,
            Self::Gt => Self::Le,
            Self::Ge => Self::Lt,
        }
    }

    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }

    /// The order of a sign.
    pub fn of_sign(sign: &str) -> Option<Self> {
        [Self::Lt, Self::Le, Self::Gt, Self::Ge].into_iter().find(|order| order.sign() == sign)
    }
}

impl Claim {
    /// Whether JavaScript finds it true of `null`, which it reads as 0 in an order.
    pub fn holds_of_null(&self) -> bool {
        let zero = Decimal::whole(0);
        match self {
            Self::Order(order, Literal::Number(n)) => match order {
                Order::Lt => zero < *n,
                Order::Le => zero <= *n,
                Order::Gt => zero > *n,
                Order::Ge => zero >= *n,
            },
            Self::Between(Literal::Number(low), Literal::Number(high)) => {
                *low <= zero && zero <= *high
            }
            _ => false,
        }
    }
}

/// A literal as a bound of an order: a number, or the text of a date or a time.
pub fn bound(literal: &Literal) -> Option<Literal> {
    if let Literal::Number(n) = literal {
        return Some(Literal::Number(*n));
    }
    let Literal::Text(text) = literal else { return None };
    match table::Decimal::parse(text.trim()) {
        Some(n) => Some(Literal::Number(n)),
        None => moment(literal).map(|_| Literal::Text(text.trim().to_owned())),
    }
}

/// What a bound means as a date or a time; times without an offset are read in UTC, which does not change what they are.
pub fn moment(literal: &Literal) -> Option<Moment> {
    let Literal::Text(text) = literal else { return None };
    Moment::parse(text, &Zone::utc()).ok()
}
