//! Assignment and its compatible hashes, and the similarity of tags.

use fenqun::score::experiment::assignment::{bucket, bucket_of_10000};
use fenqun::score::experiment::hash;
use fenqun::score::math::student::chi2_sf;
use fenqun::score::similarity::{MinHash, Overlap, Relation};
use md5::{Digest, Md5};
use serde_json::{Value, json};

pub fn answer(function: &str, input: &Value, _data: &Value) -> crate::Answer {
    match function {
        "assign.bucket(experiment,id)" => Some(assigned(input)),
        "tag similarity and merge candidates; segment overlap" => Some(tags(input)),
        _ => None,
    }
}

fn assigned(input: &Value) -> Result<Value, String> {
    if let Some(text) = input["text"].as_str() {
        return Ok(digests(text));
    }
    let experiment = input["experiment"].as_str().ok_or("no experiment")?;
    if let Some(id) = input["id"].as_str() {
        return Ok(buckets(experiment, id));
    }
    let ids = ids(input["ids"].as_str().ok_or("no ids")?).ok_or("ids are no range")?;
    Ok(counts(&ids, experiment, input["second"].as_str().unwrap_or_default()))
}

/// `'open-0'..'open-19999'`.
fn ids(range: &str) -> Option<Vec<String>> {
    let (first, last) = range.split_once("..")?;
    let parts = |text: &str| {
        let text = text.trim().trim_matches('\'');
        let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let (stem, number) = text.split_at(text.len() - digits);
        Some((stem.to_owned(), number.parse::<u32>().ok()?))
    };
    let ((stem, from), (_, to)) = (parts(first)?, parts(last)?);
    Some((from..=to).map(|number| format!("{stem}{number}")).collect())
}

fn digests(text: &str) -> Value {
    let bytes = text.as_bytes();
    let key = [0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908];
    let little = |hash: u64| hash.to_le_bytes().map(|byte| format!("{byte:02x}")).concat();
    let [low, high] = hash::murmur3_x64_128(bytes, 0);
    let sha256 = fenqun::facts::hash::sha256_hex(text);
    json!({
        "murmur3_x86_32_seed0": hash::murmur3_x86_32(bytes, 0),
        "murmur3_x86_32_seed1": hash::murmur3_x86_32(bytes, 1),
        "murmur3_x64_128_seed0_hex": format!("{}{}", little(low), little(high)),
        "xxh32": hash::xxh32(bytes),
        "xxh64_hex": format!("{:016x}", hash::xxh64(bytes)),
        "xxh3_64_hex": format!("{:016x}", hash::xxh3_64(bytes)),
        "siphash24_key00_0f_hex_le": little(hash::siphash(2, 4, key, bytes)),
        "siphash13_key00_0f_hex_le": little(hash::siphash(1, 3, key, bytes)),
        "fnv1a32_utf16_units(GrowthBook 4.0.0)": hash::fnv1a32_utf16(text),
        "sha256_first15hex": sha256[..15],
    })
}

fn buckets(experiment: &str, id: &str) -> Value {
    let named = |number: f64, weights: &[f64], coverage: f64| {
        hash::growthbook_variation(number, weights, coverage).map_or(-1, |v| v as i64)
    };
    let second = hash::growthbook(experiment, id, 2).unwrap_or_default();
    let text = format!("{experiment}:{id}");
    let rest = Md5::digest(&text)[4..].iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let md5_hex = format!("{:08x}{rest}", bucket(experiment, id));
    json!({
        "growthbook_v1": hash::growthbook(experiment, id, 1),
        "growthbook_v2": second,
        "growthbook_variation_50_50": named(second, &[0.5, 0.5], 1.0),
        "growthbook_variation_20_30_50_cov1": named(second, &[0.2, 0.3, 0.5], 1.0),
        "growthbook_variation_50_50_cov0.4": named(second, &[0.5, 0.5], 0.4),
        "unleash_normalized_hash_100": hash::unleash(experiment, id, 100, 0),
        "unleash_variant_hash_1000_seed86028157": hash::unleash(experiment, id, 1000, 86_028_157),
        "optimizely_bucket_value": hash::optimizely(id, experiment),
        "launchdarkly_bucket": hash::launchdarkly(experiment, "salt", id),
        "murmur3_bucket_10000": hash::murmur3_x86_32(text.as_bytes(), 0) % 10_000,
        "md5_hex": md5_hex,
        "fenqun_bucket_10000(md5)": bucket_of_10000(experiment, id),
    })
}

fn counts(ids: &[String], experiment: &str, second: &str) -> Value {
    let mut deciles = [0u32; 10];
    let mut joint = [[0u32; 2]; 2];
    for id in ids {
        let (one, other) = (bucket_of_10000(experiment, id), bucket_of_10000(second, id));
        deciles[one as usize / 1000] += 1;
        joint[one as usize / 5000][other as usize / 5000] += 1;
    }
    let expected = ids.len() as f64 / 10.0;
    let chi2: f64 = deciles.iter().map(|n| (f64::from(*n) - expected).powi(2) / expected).sum();
    let rows = joint.map(|row| row.iter().sum::<u32>());
    json!({
        "split_50_50": rows,
        "deciles": deciles,
        "joint_2x2": joint,
        "chi2_deciles_p": chi2_sf(chi2, 9.0),
        "independence_p": independence(joint),
    })
}

/// The chi-square test of a two by two table, with Yates' correction where a cell could take it.
fn independence(table: [[u32; 2]; 2]) -> f64 {
    let [[a, b], [c, d]] = table.map(|row| row.map(f64::from));
    let all = a + b + c + d;
    let apart = a * d - b * c;
    let margins = (a + b) * (c + d) * (a + c) * (b + d);
    chi2_sf(all * apart * apart / margins, 1.0)
}

fn tags(input: &Value) -> Result<Value, String> {
    let universe = input["universe"].as_u64().ok_or("no universe")?;
    let sets = input["sets"].as_object().ok_or("no sets")?;
    let sets: Vec<(&String, Vec<u32>)> = sets
        .iter()
        .map(|(name, members)| {
            let members = members.as_array().into_iter().flatten();
            let mut members: Vec<u32> =
                members.filter_map(Value::as_u64).map(|m| m as u32).collect();
            members.sort_unstable();
            members.dedup();
            (name, members)
        })
        .collect();
    let sketches: Vec<MinHash> =
        sets.iter().map(|(_, members)| MinHash::new(members.iter().copied())).collect();
    let (mut pairs, mut merge, mut contained, mut estimates) = (vec![], vec![], vec![], vec![]);
    for (i, (a, first)) in sets.iter().enumerate() {
        for (j, (b, second)) in sets.iter().enumerate().skip(i + 1) {
            let overlap = Overlap::of_sorted(first, second, universe);
            let found = overlap.similarity();
            let measures = (found.intersection, found.jaccard, found.dice, found.overlap);
            pairs.push(json!([
                a, b, measures.0, measures.1, measures.2, measures.3, found.lift, found.phi
            ]));
            match found.relation(&overlap, false) {
                Relation::Merge => merge.push(json!([a, b])),
                Relation::Contained => contained.push(json!([a, b])),
                Relation::Empty | Relation::Apart => {}
            }
            estimates.push(json!([a, b, sketches[i].jaccard(&sketches[j])]));
        }
    }
    Ok(json!({
        "pairs": pairs,
        "fields": ["a", "b", "intersection", "jaccard", "dice", "overlap_coefficient", "lift", "phi"],
        "merge_candidates_jaccard_ge_0.8": merge,
        "contained_overlap_ge_0.95": contained,
        "minhash128_estimates": estimates,
    }))
}
