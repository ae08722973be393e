// What every score says of the customers of `tests/scores_bits.rs`, in any engine.
const date = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

const two = (number) => String(number).padStart(2, '0');
const time = (day, second) => `${date(day)}T${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}Z`;

/** The same customers as in `tests/scores_bits.rs`. */
function tables(ranked) {
  const [contacts, interactions, orders] = [[], [], []];
  for (let n = 0; n < 600; n += 1) {
    const id = `c${n}`;
    contacts.push([id, date(19_800 + (n % 500))]);
    const gap = 5 + (n % 40);
    const stop = ranked && n % 5 === 0 ? 0 : n % 3 === 0 ? 120 : 360;
    for (let day = n % 200; day < stop; day += gap + ((day * 7 + n) % 11)) {
      const amount = (n * 31 + day) % 17 === 0 && !ranked ? -5 : (((n * 13 + day * 3) % 9000) + 100) / 100;
      orders.push([id, ranked ? time(20_000 + day, (n * 7919 + day * 613) % 86_400) : date(20_000 + day), amount]);
      if ((n + day) % 2 === 0) interactions.push([id, date(20_000 + day), ['阅读', '分享', '访问'][(n + day) % 3], ['母婴', '家电', '美妆'][(n * 7 + day) % 3]]);
    }
  }
  return {
    contacts: { key: 'id', columns: { id: 'id', 加入时间: 'date' }, rows: contacts },
    events: {
      interactions: { key: 'id', time: 'day', columns: { id: 'id', day: 'date', action: 'text', topic: 'text' }, rows: interactions },
      orders: { key: 'id', time: 'paid', amount: 'amount', columns: { id: 'id', paid: ranked ? 'datetime' : 'date', amount: 'money' }, rows: orders },
    },
  };
}

const RANKS = { method: { ranks: 5 }, cell: { level: 4 }, window_days: null };

/** By model: cuts, diagnosis, tenths, sums of money, and of each column a text of all its values. */
export function scored(Engine, models) {
  const [plain, ranked] = [false, true].map((ranked) => {
    const engine = new Engine();
    engine.loadTables(JSON.stringify(tables(ranked)));
    return engine;
  });
  const everybody = { fenqun: 1, name: '', rule: { const: true } };
  return models.map((model) => {
    const [engine, definition] = model === 'ranks' ? [ranked, { id: model, model: 'rfm', params: RANKS }] : [plain, { id: model, model }];
    const { cuts, diag, deciles = [], groups, columns } = engine.runScore(definition);
    const amounts = groups.map(({ amount }) => amount ?? null);
    const texts = columns.map(({ name }) => {
      const { rows } = engine.members(everybody, { limit: 10_000, columns: [name] }, undefined);
      return [name, rows.map(([value]) => value ?? '').join('\n')];
    });
    return { model, cuts, diag, deciles, amounts, texts };
  });
}
