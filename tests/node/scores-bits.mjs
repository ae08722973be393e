// What every score says of the customers of `tests/scores_bits.rs`, in any engine.
const date = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** The same customers as in `tests/scores_bits.rs`. */
function tables() {
  const [contacts, interactions, orders] = [[], [], []];
  for (let n = 0; n < 600; n += 1) {
    const id = `c${n}`;
    contacts.push([id, date(19_800 + (n % 500))]);
    const gap = 5 + (n % 40);
    for (let day = n % 200; day < (n % 3 === 0 ? 120 : 360); day += gap + ((day * 7 + n) % 11)) {
      const amount = (n * 31 + day) % 17 === 0 ? -5 : (((n * 13 + day * 3) % 9000) + 100) / 100;
      orders.push([id, date(20_000 + day), amount]);
      if ((n + day) % 2 === 0) interactions.push([id, date(20_000 + day), ['阅读', '分享', '访问'][(n + day) % 3], ['母婴', '家电', '美妆'][(n * 7 + day) % 3]]);
    }
  }
  return {
    contacts: { key: 'id', columns: { id: 'id', 加入时间: 'date' }, rows: contacts },
    events: {
      interactions: { key: 'id', time: 'day', columns: { id: 'id', day: 'date', action: 'text', topic: 'text' }, rows: interactions },
      orders: { key: 'id', time: 'paid', amount: 'amount', columns: { id: 'id', paid: 'date', amount: 'money' }, rows: orders },
    },
  };
}

/** By model: cuts, diagnosis, tenths, and of each column a text of all its values. */
export function scored(Engine, models) {
  const engine = new Engine();
  engine.loadTables(JSON.stringify(tables()));
  const everybody = { fenqun: 1, name: '', rule: { const: true } };
  return models.map((model) => {
    const { cuts, diag, deciles = [], columns } = engine.runScore({ id: model, model });
    const texts = columns.map(({ name }) => {
      const { rows } = engine.members(everybody, { limit: 10_000, columns: [name] }, undefined);
      return [name, rows.map(([value]) => value ?? '').join('\n')];
    });
    return { model, cuts, diag, deciles, texts };
  });
}
