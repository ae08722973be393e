//! What orders come to agrees with [`order_facts`], row by row, on both ways: where nothing is odd, and where something is.

use super::{OrderRows, orders};
use crate::score::rfm::{Order, Rules, order_facts};
use crate::session::Session;
use crate::time::{DAY_MS, Zone, civil};
use proptest::prelude::*;
use serde_json::json;

const CONTACTS: usize = 9;
/// 2025-09-30.
const TODAY: i32 = 20_361;

#[derive(Debug, Clone)]
struct Row {
    contact: usize,
    /// Milliseconds before the end of today in UTC.
    before: Option<i64>,
    cents: Option<i64>,
}

fn row(odd: bool) -> impl Strategy<Value = Row> {
    let plain = (0..CONTACTS, 0i64..800, 0i64..86_400, 1i64..100_000);
    let parts = (prop::option::weighted(0.9, Just(())), prop::option::weighted(0.9, Just(())));
    let wild = (prop_oneof![4 => Just(1i64), 1 => Just(-1), 1 => Just(0)], -3i64..3, parts);
    (plain, wild).prop_map(move |((contact, days, seconds, cents), (sign, shift, parts))| {
        let before = (days * 86_400 + seconds) * 1000 + 1;
        if odd {
            let before = parts.0.map(|()| before + shift * DAY_MS);
            Row { contact, before, cents: parts.1.map(|()| cents * sign) }
        } else {
            Row { contact, before: Some(before), cents: Some(cents) }
        }
    })
}

fn session(rows: &[Row]) -> Session {
    let contacts: Vec<_> = (0..CONTACTS).map(|i| json!([format!("c{i}")])).collect();
    let utc = Zone::utc();
    let end = (i64::from(TODAY) + 1) * DAY_MS;
    let events: Vec<_> = rows
        .iter()
        .map(|row| {
            let at = row.before.map(|before| utc.format(end - before));
            let amount = row.cents.map(|cents| format!("{:.2}", cents as f64 / 100.0));
            json!([format!("c{}", row.contact), at, amount])
        })
        .collect();
    let tables = json!({
        "contacts": {"key": "key", "columns": {"key": "id"}, "rows": contacts},
        "events": {"orders": {
            "key": "key", "time": "at", "amount": "paid",
            "columns": {"key": "id", "at": "datetime", "paid": "number"}, "rows": events,
        }},
    });
    let mut session = Session::new();
    session.load_tables(&tables.to_string()).unwrap();
    session
}

fn agrees(rows: &[Row], zone: &str, window_days: Option<u32>) {
    let session = session(rows);
    let zone = Zone::named(zone).unwrap();
    let as_of = zone.start_of(TODAY + 1);
    let table = &session.data().events[0];
    let amount = table.column("paid").unwrap();
    let order =
        OrderRows { table, amount, order: None, as_of, zone: &zone, window_days, with_first: true };
    let found = orders(&order).unwrap();
    let unit = 10f64.powi(i32::from(found.scale));
    let end = (i64::from(TODAY) + 1) * DAY_MS;
    let (mut future, mut bad_rows) = (0, 0);
    for contact in 0..CONTACTS {
        let own: Vec<Order> = rows
            .iter()
            .filter(|row| row.contact == contact)
            .map(|row| Order {
                day: row.before.map(|before| zone.day_of(end - before)),
                amount: row.cents.map_or(f64::NAN, |cents| cents as f64),
                order: None,
            })
            .collect();
        let facts = order_facts(&own, Rules { as_of: TODAY, window_days });
        future += facts.future_ignored;
        bad_rows += facts.bad_rows;
        let what = format!("contact {contact} up to {}", civil::format(TODAY));
        assert_eq!(found.days[contact], facts.recency_or_never(), "days of {what}");
        assert_eq!(found.count[contact], facts.frequency, "count of {what}");
        let cents = |sum: i64| (sum as f64 / unit * 100.0).round() as i64;
        assert_eq!(cents(found.net[contact]), facts.net as i64, "net of {what}");
        assert_eq!(cents(found.gross()[contact]), facts.gross as i64, "gross of {what}");
        let first = facts.first_day.map_or(0, |day| (TODAY - day) as u32);
        assert_eq!(found.first[contact], first, "first of {what}");
    }
    assert_eq!((found.left_out.future, found.left_out.bad_rows), (future, bad_rows));
}

proptest! {
    #[test]
    fn orders_agree_with_rows_one_by_one(
        rows in any::<bool>().prop_flat_map(|odd| prop::collection::vec(row(odd), 0..60)),
        zone in prop::sample::select(vec!["UTC", "Asia/Shanghai", "America/New_York"]),
        window_days in prop::option::of(1u32..900),
    ) {
        agrees(&rows, zone, window_days);
    }
}

#[test]
fn more_rows_than_are_added_up_at_once() {
    let row = |i: usize| Row {
        contact: i * i % CONTACTS,
        before: Some((i as i64 * 7919 % 700) * DAY_MS + 1 + i as i64),
        cents: Some(i as i64 % 977 + 1),
    };
    let rows: Vec<Row> = (0..5000).map(row).collect();
    for window_days in [None, Some(365), Some(30)] {
        agrees(&rows, "Asia/Shanghai", window_days);
    }
}
