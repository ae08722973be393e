//! What is kept added up gives what orders give that are looked at one by one.

use super::*;
use crate::table::Column;
use crate::time::{DAY_MS, Zone};
use proptest::prelude::*;
use serde_json::json;

/// 2025-09-30.
const TODAY: i64 = 20_361;

/// An order: whose, milliseconds before the end of today, cents.
type Row = (usize, i64, i64);

fn session(contacts: usize, rows: &[Row], dates: bool) -> Session {
    let people: Vec<_> = (0..contacts).map(|i| json!([format!("c{i}")])).collect();
    let utc = Zone::utc();
    let events: Vec<_> = rows
        .iter()
        .map(|(contact, before, cents)| {
            let at = utc.format((TODAY + 1) * DAY_MS - before);
            let at = if dates { at[..10].to_owned() } else { at };
            json!([format!("c{contact}"), at, format!("{:.2}", *cents as f64 / 100.0)])
        })
        .collect();
    let tables = json!({
        "contacts": {"key": "key", "columns": {"key": "id"}, "rows": people},
        "events": {"orders": {
            "key": "key", "time": "at", "amount": "paid", "rows": events,
            "columns": {"key": "id", "at": if dates { "date" } else { "datetime" }, "paid": "number"},
        }},
    });
    let mut session = Session::new();
    session.load_tables(&tables.to_string()).unwrap();
    session
}

fn data(ints: &Ints, scale: u8) -> Data {
    Data::Ints { ints: ints.clone(), scale }
}

/// Every value of every column, and what the schema says of it.
fn values(stored: &Stored) -> Vec<String> {
    let [r, f, m] = &stored.levels;
    let numbers = [r, f, m, &stored.sum, &stored.days, &stored.orders].map(|ints| data(ints, 0));
    let each = numbers.into_iter().chain([
        stored.code.clone(),
        stored.cell.clone(),
        data(&stored.amount, stored.scale),
    ]);
    each.map(|data| {
        let bounds = match &data {
            Data::Ints { ints, .. } => format!("{:?} {}", ints.bounds(), ints.unit()),
            Data::Texts(texts) => format!("{:?}", texts.distinct()),
            _ => String::new(),
        };
        let semantic = Semantic::Number;
        let column = Column { name: String::new(), semantic, currency: None, data };
        let rows: Vec<_> = (0..column.len()).map(|row| column.value(row)).collect();
        format!("{} {bounds} {rows:?}", column.filled())
    })
    .collect()
}

fn agrees(session: &Session, zone: &str, params: &RfmParams) -> bool {
    let zone = Zone::named(zone).unwrap();
    let table = &session.data.events[0];
    let rows = OrderRows {
        table,
        amount: table.column("paid").unwrap(),
        order: None,
        as_of: zone.start_of(TODAY as i32 + 3),
        zone: &zone,
        window_days: params.window_days,
        with_first: false,
    };
    let Some((kept, kept_columns)) = kept::graded(params, &rows).unwrap() else { return false };
    let found = orders(&rows).unwrap();
    let graded = graded(params, table, &found).unwrap();
    let columns = stored(params, &found, &graded);
    let told = Told::new(graded, &found);
    assert_eq!(
        (kept.population, kept.n, kept.without, kept.left_out),
        (told.population, told.n, told.without, told.left_out)
    );
    // as texts, floating point numbers are the same to the last bit
    assert_eq!(format!("{:?}", kept.fitted), format!("{:?}", told.fitted));
    assert_eq!(format!("{:?}", kept.counted), format!("{:?}", told.counted));
    assert_eq!(values(&kept_columns), values(&columns));
    true
}

fn params(levels: u8, high: u8) -> RfmParams {
    RfmParams {
        method: RfmMethod::Ranks(levels),
        cell: RfmCell::Level(high),
        window_days: None,
        ..RfmParams::default()
    }
}

proptest! {
    #[test]
    fn sums_that_are_kept_score_as_orders_one_by_one(
        contacts in 1usize..60,
        rows in prop::collection::vec((0usize..60, 0i64..900, 0i64..86_400, prop_oneof![1i64..300, 1i64..90_000_000]), 1..200),
        whole in any::<bool>(), dates in any::<bool>(),
        zone in prop::sample::select(vec!["UTC", "Asia/Shanghai", "America/New_York"]),
        levels in 2u8..=7, high in 0u8..8, names in any::<bool>(),
    ) {
        let row = |(contact, days, second, cents): &(usize, i64, i64, i64)| {
            (contact % contacts, (days * 86_400 + second + 1) * 1000, if whole { cents * 100 } else { *cents })
        };
        let rows: Vec<Row> = rows.iter().map(row).collect();
        let session = session(contacts, &rows, dates);
        // a name may be missing
        let names = names.then(|| (0..8).map(|i| if i == 2 { String::new() } else { format!("n{i}") }).collect());
        let params = RfmParams { names, ..params(levels, high) };
        let short = agrees(&session, zone, &params);
        prop_assert!(!short || levels <= 6 && !dates);
        prop_assert_eq!(session.data.events[0].totals.get().is_some(), short);
    }
}

#[test]
fn many_contacts_are_cut_alike() {
    let row = |i: i64| {
        ((i * i % 7919) as usize, i * 7_919_000 % (600 * DAY_MS) + 1000, i * i % 99_991 + 1)
    };
    let rows: Vec<Row> = (0..20_000).map(row).collect();
    let session = session(8000, &rows, false);
    for (levels, high) in [(5, 4), (2, 2), (6, 3)] {
        assert!(agrees(&session, "Asia/Shanghai", &params(levels, high)));
    }
}

#[test]
fn what_is_kept_is_told_in_the_memory_report() {
    let mut session = session(9, &[(1, 5000, 100), (2, 9000, 250)], false);
    let bytes = |session: &Session| {
        let report = serde_json::to_value(session.memory()).unwrap();
        let columns = report["columns"].as_array().unwrap().clone();
        let kept = columns.into_iter().find(|c| c["name"] == "$by_contact");
        kept.unwrap()["bytes"].as_u64().unwrap()
    };
    let before = bytes(&session);
    let definition = json!({"id": "rfm", "model": "rfm", "zone": "UTC",
        "params": {"method": {"ranks": 5}, "cell": {"level": 4}, "window_days": null}});
    session.run_score(&ScoreDefinition::from_value(&definition).unwrap()).unwrap();
    assert!(bytes(&session) > before);
}
