//! Orders to histories.

use super::History;

/// An order as the models see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Order {
    /// Who: a number below the number of customers.
    pub customer: u32,
    /// When: a number of periods; for days, the day number.
    pub period: i32,
    /// How much was paid; refunds are below 0.
    pub amount: f64,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Counting {
    /// Orders of an amount above 0: gifts and refunds are no orders.
    #[default]
    Paid,
    /// Every row, whatever its amount.
    Every,
}

/// A customer of at least one order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Customer {
    /// The first order's period.
    pub first: i32,
    /// Repeats, recency and age in periods.
    pub history: History,
    /// The mean of what was paid in a period after the first; 0 without repeats.
    pub repeat_value: f64,
    /// What was paid in all counting orders.
    pub total: f64,
}

/// Customers by number, and what was not counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// `None` for who has no counting order up to the end.
    pub customers: Vec<Option<Customer>>,
    /// Orders after the end.
    pub future: u32,
    /// Orders without a counting amount.
    pub uncounted: u32,
    /// Orders whose amount is no number or whose customer does not exist.
    pub bad: u32,
}

impl Summary {
    /// The histories of those who ordered, in the order of customers.
    pub fn histories(&self) -> Vec<History> {
        self.customers.iter().flatten().map(|c| c.history).collect()
    }
}

/// Makes histories of orders up to the period `end`, which is included.
///
/// Orders of one customer in one period are one: their amounts are added. The order of rows does not matter but for
/// the rounding of sums. Cost: one sort of the orders.
pub fn summarise(orders: &[Order], customers: usize, end: i32, counting: Counting) -> Summary {
    let mut made = Summary { customers: vec![None; customers], ..Summary::default() };
    let mut counted: Vec<(u32, i32, u32)> = Vec::with_capacity(orders.len());
    for (row, order) in orders.iter().enumerate() {
        if !order.amount.is_finite() || order.customer as usize >= customers {
            made.bad += 1;
        } else if order.period > end {
            made.future += 1;
        } else if counting == Counting::Paid && order.amount <= 0.0 {
            made.uncounted += 1;
        } else {
            counted.push((order.customer, order.period, row as u32));
        }
    }
    counted.sort_unstable();
    for of_one in counted.chunk_by(|a, b| a.0 == b.0) {
        let (customer, first, _) = of_one[0];
        let last = of_one[of_one.len() - 1].1;
        let amount = |row: u32| orders[row as usize].amount;
        let mut periods = 0;
        let mut after_first = 0.0;
        let mut total = 0.0;
        for same in of_one.chunk_by(|a, b| a.1 == b.1) {
            let paid: f64 = same.iter().map(|(_, _, row)| amount(*row)).sum();
            total += paid;
            if periods > 0 {
                after_first += paid;
            }
            periods += 1;
        }
        let repeats: u32 = periods - 1;
        let span = |to: i32| (i64::from(to) - i64::from(first)) as f64;
        made.customers[customer as usize] = Some(Customer {
            first,
            history: History { repeats, recency: span(last), age: span(end) },
            repeat_value: if repeats == 0 { 0.0 } else { after_first / f64::from(repeats) },
            total,
        });
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(customer: u32, period: i32, amount: f64) -> Order {
        Order { customer, period, amount }
    }

    #[test]
    fn orders_of_a_day_are_one_and_the_end_is_included() {
        let orders = [
            order(0, 10, 5.0),
            order(0, 3, 20.0),
            order(0, 10, 7.0),
            order(0, 11, 1.0),
            order(1, 11, 1.0),
            order(2, 10, 9.0),
        ];
        let made = summarise(&orders, 4, 10, Counting::Paid);
        let first = made.customers[0].unwrap();
        assert_eq!(first.history, History { repeats: 1, recency: 7.0, age: 7.0 });
        assert!((first.repeat_value - 12.0).abs() < 1e-12 && (first.total - 32.0).abs() < 1e-12);
        assert_eq!(made.future, 2);
        assert!(made.customers[1].is_none() && made.customers[3].is_none());
        let same_day = made.customers[2].unwrap();
        assert_eq!(same_day.history, History { repeats: 0, recency: 0.0, age: 0.0 });
    }

    #[test]
    fn refunds_gifts_and_strangers_are_no_orders() {
        let orders = [order(0, 1, -5.0), order(0, 2, 0.0), order(9, 1, 1.0), order(0, 1, f64::NAN)];
        let made = summarise(&orders, 1, 5, Counting::Paid);
        assert_eq!((made.uncounted, made.bad), (2, 2));
        assert!(made.histories().is_empty());
        let every = summarise(&orders, 1, 5, Counting::Every);
        assert_eq!(every.customers[0].unwrap().history.repeats, 1);
    }

    #[test]
    fn the_ends_of_time_do_not_overflow() {
        let made = summarise(&[order(0, i32::MIN, 1.0)], 1, i32::MAX, Counting::Paid);
        assert!(made.customers[0].unwrap().history.age > 4e9);
    }
}
