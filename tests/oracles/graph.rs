//! Answers of the graph module to the questions of oracle files.

use fenqun::graph::{Edge, Graph, common, community, core, groups, rank, sharing};
use serde_json::{Map, Value, json};

/// What the engine answers to one case; nothing for a function that is not the graph's.
pub fn answer(function: &str, input: &Value, _data: &Value) -> Option<Result<Value, String>> {
    if function.starts_with("graph:") {
        return Some(relations(input));
    }
    if function.starts_with("group overlap") {
        let is_groups = input.get("groups").is_some();
        return Some(if is_groups { overlapping(input) } else { sharers(input) });
    }
    None
}

/// The verdict on an answer whose tolerance is a rule in words; nothing where numbers are compared.
pub fn judge(
    function: &str,
    input: &Value,
    got: &Value,
    expected: &Value,
) -> Option<Result<String, String>> {
    let undirected = function.starts_with("graph:") && expected.get("best_modularity").is_some();
    undirected.then(|| communities(input, got, expected))
}

/// "your modularity >= best_modularity − 0.01 and every community connected", and the fields with numbers.
fn communities(input: &Value, got: &Value, expected: &Value) -> Result<String, String> {
    let tolerances = [("pagerank", 1e-9), ("modularity_of", 1e-10), ("clustering", 1e-9)];
    let exact = ["n", "m", "core_number", "degree", "components", "mutual_friends_ge5"];
    for (name, theirs) in expected.as_object().ok_or("no fields")? {
        let mine = got.get(name).unwrap_or(&Value::Null);
        if let Some((_, abs)) = tolerances.iter().find(|(start, _)| name.starts_with(start)) {
            near(name, mine, theirs, *abs)?;
        } else if exact.contains(&name.as_str()) && !theirs.is_null() && mine != theirs {
            return Err(format!("{name} {mine} is not {theirs}"));
        }
    }
    let (mine, best) = (got["best_modularity"].as_f64(), expected["best_modularity"].as_f64());
    let (mine, best) = mine.zip(best).ok_or("no modularity")?;
    if mine < best - 0.01 {
        return Err(format!("modularity {mine} is below {best}"));
    }
    let labels = whole_numbers(got, "best_partition")?;
    let graph = graph_of(input)?;
    let own = community::modularity(&graph, &labels, 1.0).ok_or("no edges")?;
    if (own - mine).abs() > 1e-10 {
        return Err(format!("the partition has modularity {own}, not {mine}"));
    }
    let inside: Vec<Edge> = edges_of(input)?
        .into_iter()
        .filter(|edge| labels[edge.from as usize] == labels[edge.to as usize])
        .collect();
    let parts = Graph::undirected(graph.nodes() as u32, &inside).components();
    let count = |list: &[u32]| list.iter().max().map_or(0, |most| most + 1);
    if count(&parts) != count(&labels) {
        return Err("a community is not connected".to_owned());
    }
    Ok(format!("modularity {mine} for {best}"))
}

fn near(name: &str, mine: &Value, theirs: &Value, abs: f64) -> Result<(), String> {
    match (mine, theirs) {
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).try_for_each(|(a, b)| near(name, a, b, abs))
        }
        _ => match (mine.as_f64(), theirs.as_f64()) {
            (Some(a), Some(b)) if (a - b).abs() <= abs => Ok(()),
            _ => Err(format!("{name} {mine} is not {theirs}")),
        },
    }
}

fn numbers(of: &Value, name: &str) -> Result<Vec<f64>, String> {
    let list = of.get(name).and_then(Value::as_array).ok_or_else(|| format!("no list {name}"))?;
    list.iter().map(|v| v.as_f64().ok_or_else(|| format!("no numbers {name}"))).collect()
}

fn whole_numbers(of: &Value, name: &str) -> Result<Vec<u32>, String> {
    Ok(numbers(of, name)?.into_iter().map(|v| v as u32).collect())
}

fn edges_of(input: &Value) -> Result<Vec<Edge>, String> {
    let list = input.get("edges").and_then(Value::as_array).ok_or("no edges")?;
    let edge = |edge: &Value| {
        let end = |i: usize| edge.get(i).and_then(Value::as_u64).map(|node| node as u32);
        let weight = edge.get(2).and_then(Value::as_f64).unwrap_or(1.0);
        Some(Edge { from: end(0)?, to: end(1)?, weight })
    };
    list.iter().map(|e| edge(e).ok_or_else(|| format!("no edge {e}"))).collect()
}

fn graph_of(input: &Value) -> Result<Graph, String> {
    let nodes = input.get("n").and_then(Value::as_u64).ok_or("no n")? as u32;
    let directed = input.get("directed").and_then(Value::as_bool).unwrap_or(false);
    let edges = edges_of(input)?;
    Ok(if directed { Graph::directed(nodes, &edges) } else { Graph::undirected(nodes, &edges) })
}

fn relations(input: &Value) -> Result<Value, String> {
    let graph = graph_of(input)?;
    let n = graph.nodes();
    let options = rank::Options { enough: 1e-12, ..rank::Options::default() };
    let plain = rank::Options { weighted: false, ..options };
    let mut made = Map::new();
    made.insert("n".into(), json!(n));
    made.insert("m".into(), json!(graph.edges()));
    made.insert("pagerank".into(), json!(rank::pagerank(&graph, &options).ranks));
    made.insert("pagerank_unweighted".into(), json!(rank::pagerank(&graph, &plain).ranks));
    if graph.is_directed() {
        let pairs: Vec<[u32; 2]> = graph.mutual_pairs().into_iter().map(|(a, b)| [a, b]).collect();
        let dangling: Vec<usize> = (0..n).filter(|node| graph.strength(*node) <= 0.0).collect();
        made.insert("mutual_pairs".into(), json!(pairs));
        made.insert("dangling".into(), json!(dangling));
        made.insert("reciprocity".into(), json!(graph.reciprocity().unwrap_or(0.0)));
        return Ok(Value::Object(made));
    }
    made.insert("core_number".into(), json!(core::core_numbers(&graph)));
    made.insert("degree".into(), json!((0..n).map(|v| graph.degree(v)).collect::<Vec<_>>()));
    made.insert("components".into(), json!(graph.components().iter().max().map_or(0, |c| c + 1)));
    made.insert("clustering_unweighted".into(), json!(core::clustering(&graph)));
    let thirds: Vec<u32> = (0..n as u32).map(|node| node % 3).collect();
    let of_thirds = |resolution| community::modularity(&graph, &thirds, resolution);
    made.insert("modularity_of_mod3_partition".into(), json!(of_thirds(1.0)));
    made.insert("modularity_of_mod3_partition_res0.5".into(), json!(of_thirds(0.5)));
    let found = community::communities(&graph, &community::Options::default(), &mut |_| true)
        .map_err(|refusal| format!("{refusal:?}"))?;
    made.insert("best_partition".into(), json!(found.labels));
    made.insert("best_modularity".into(), json!(found.modularity));
    let pairs = common::pairs(&graph, &common::Options::default()).pairs;
    let pairs: Vec<[u32; 3]> = pairs.iter().map(|p| [p.low, p.high, p.common]).collect();
    made.insert("mutual_friends_ge5".into(), json!(pairs));
    Ok(Value::Object(made))
}

fn overlapping(input: &Value) -> Result<Value, String> {
    let lists = input["groups"].as_array().ok_or("no groups")?;
    let group = |list: &Value| {
        list.as_array()?.iter().map(|v| v.as_u64().map(|v| v as u32)).collect::<Option<Vec<u32>>>()
    };
    let groups: Vec<Vec<u32>> =
        lists.iter().map(|list| group(list).ok_or("no group")).collect::<Result<_, _>>()?;
    let found = groups::overlaps(&groups);
    let mut pairs = Vec::new();
    for low in 0..groups.len() as u32 {
        for high in low + 1..groups.len() as u32 {
            let at = found.binary_search_by_key(&(low, high), |pair| (pair.low, pair.high));
            pairs.push(match at {
                Ok(at) => {
                    json!([low, high, found[at].shared, found[at].jaccard, found[at].overlap])
                }
                Err(_) => json!([low, high, 0, 0.0, 0.0]),
            });
        }
    }
    let strong = found.iter().filter(|pair| pair.overlap >= groups::OVERLAPPING);
    Ok(json!({
        "pairs": pairs,
        "fields": ["i", "j", "intersection", "jaccard", "overlap_coefficient"],
        "overlap_ge_30pct": strong.map(|pair| [pair.low, pair.high]).collect::<Vec<_>>(),
    }))
}

fn sharers(input: &Value) -> Result<Value, String> {
    let (shares, exposures) = (numbers(input, "shares")?, numbers(input, "exposures")?);
    let number = |name: &str| input.get(name).and_then(Value::as_f64);
    let usual = sharing::Options::default();
    let options = sharing::Options {
        least_exposures: number("min_exposures").unwrap_or(usual.least_exposures),
        top: number("top").unwrap_or(usual.top),
        ..usual
    };
    let found = sharing::top(&shares, &exposures, &options);
    Ok(json!({
        "eligible": found.eligible, "k": found.asked,
        "threshold": found.threshold, "selected": found.selected,
    }))
}
