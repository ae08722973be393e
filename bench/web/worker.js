// The worker's side of harness.js: holds one engine.
const query = new URLSearchParams(location.search);
let engine;

async function run(method, args) {
  if (method === 'create') {
    const adapter = await import(`/dist/${query.get('adapter')}.js`);
    engine = await adapter.default.create(query.get('options'));
    return true;
  }
  return engine[method] ? engine[method](...args) : null;
}

onmessage = async ({ data: { id, method, args } }) => {
  try {
    postMessage({ id, value: await run(method, args) });
  } catch (thrown) {
    postMessage({ id, error: String(thrown?.stack ?? thrown) });
  }
};
