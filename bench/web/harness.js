// The page's side: starts one engine, in a worker unless it brings its own, and times calls to it with the message there and back.
const query = new URLSearchParams(location.search);
const METHODS = ['load', 'query', 'facet', 'overlap', 'memory'];

/** An engine in a worker of the harness. */
async function inWorker() {
  const worker = new Worker(`worker.js?${query}`, { type: 'module' });
  const waiting = new Map();
  let last = 0;
  worker.onmessage = ({ data: { id, value, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
  };
  worker.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(`worker: ${event.message}`));
  };
  const call = (method, args = [], transfer = []) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    worker.postMessage({ id: last, method, args }, transfer);
  });
  await call('create');
  const engine = Object.fromEntries(METHODS.map((method) => [method, (...args) => call(method, args)]));
  engine.load = (files) => call('load', [files], [files.contacts.buffer, files.orders.buffer]);
  return engine;
}

async function inPage() {
  const adapter = await import(`/dist/${query.get('adapter')}.js`);
  return adapter.default.create(query.get('options'));
}

/** The files chosen in the page, for engines that take files; the bytes of both for the others. */
async function filesOf(size) {
  const [contacts, orders] = document.querySelector('input').files;
  if (contacts) return { contacts, orders };
  return { contacts: await bytesOf(`/data/contacts-${size}.csv`), orders: await bytesOf(`/data/orders-${size}.csv`) };
}

const bytesOf = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer());

const lengthOf = (file) => file.size ?? file.length;

/** A number when the browser gives one in time; it leaves out the memory of wasm. */
async function agentMemory() {
  const late = new Promise((resolve) => setTimeout(resolve, 8000));
  const measured = await Promise.race([performance.measureUserAgentSpecificMemory(), late]).catch(() => undefined);
  return measured?.bytes ?? null;
}

async function timed(call) {
  const start = performance.now();
  const value = await call();
  return { value, ms: performance.now() - start };
}

let engine;

const ask = (id) => {
  if (id === 'f1') return engine.facet();
  if (id === 'o1') return engine.overlap();
  return engine.query(id);
};

globalThis.bench = {
  /** Milliseconds from the navigation until the engine can be asked. */
  async start() {
    engine = query.get('where') === 'page' ? await inPage() : await inWorker();
    return performance.now();
  },

  /** The files are here before the clock starts. */
  async load(size) {
    const files = await filesOf(size);
    const lengths = { contacts: lengthOf(files.contacts), orders: lengthOf(files.orders) };
    const { value, ms } = await timed(() => engine.load(files));
    return { ms, parts: value, bytes: lengths };
  },

  /** The first call, two more, then `least` to `most` calls: no more than `least` once `budgetMs` are spent, none after `limitMs`. */
  async time(id, { least, most, budgetMs, limitMs }) {
    const first = await timed(() => ask(id));
    const start = performance.now();
    const spent = () => performance.now() - start;
    for (let i = 0; i < 2 && spent() + first.ms < limitMs; i++) await ask(id);
    const from = spent();
    const times = [];
    while (times.length < most && (times.length < least || spent() - from < budgetMs) && spent() < limitMs) {
      times.push((await timed(() => ask(id))).ms);
    }
    return { value: first.value, cold: first.ms, times };
  },

  async memory() {
    return { agent: await agentMemory(), engine: engine.memory ? await engine.memory() : null };
  },

  /** A fixed piece of work, to see how busy the machine is. */
  calibrate() {
    const times = [];
    for (let run = 0; run < 9; run++) {
      const start = performance.now();
      let x = 1;
      for (let i = 0; i < 2e7; i++) {
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
      }
      times.push(performance.now() - start + (x === 0));
    }
    times.sort((a, b) => a - b);
    return { best: times[0], median: times[4] };
  },
};
