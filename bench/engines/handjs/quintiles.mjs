// RFM cells: three scores from 1 to 5 for every contact.

/** The smallest value that at least `least` contacts lie below; Infinity when there is none. */
function bound(sorted, least) {
  const value = sorted[least];
  let first = least;
  while (first > 0 && sorted[first - 1] === value) first--;
  if (first >= least) return value;
  let next = least;
  while (next < sorted.length && sorted[next] === value) next++;
  return next < sorted.length ? sorted[next] : Infinity;
}

/** 1 + floor(5 × contacts with a smaller value / contacts): at most four bounds decide it. */
function scores(values) {
  const sorted = Float64Array.from(values).sort();
  const [b1, b2, b3, b4] = [1, 2, 3, 4].map((k) => bound(sorted, Math.ceil((k * values.length) / 5)));
  const out = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    out[row] = 1 + (value >= b1) + (value >= b2) + (value >= b3) + (value >= b4);
  }
  return out;
}

/** Contacts per cell, by the three digits of the cell. */
export function rfmCells(rows, orders) {
  const recency = new Float64Array(rows);
  const frequency = new Float64Array(rows);
  const money = new Float64Array(rows);
  for (let at = 0; at < orders.rows; at++) {
    const row = orders.contact[at];
    recency[row] = orders.paidAt[at];
    frequency[row]++;
    money[row] += orders.amount[at];
  }
  const [r, f, m] = [recency, frequency, money].map(scores);
  const cells = new Uint32Array(556);
  for (let row = 0; row < rows; row++) cells[r[row] * 100 + f[row] * 10 + m[row]]++;
  return Object.fromEntries([...cells.entries()].filter(([, count]) => count > 0));
}
