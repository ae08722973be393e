// The end of `pkg/fenqun.js`, after what wasm-bindgen writes, whose two ways to start a module are `__wbg_init` and `initSync`.
//
// The engine comes in two parts of one module: `fenqun_bg.wasm` has what a first visit runs, `fenqun_later_bg.wasm` the rest.
// They share one memory; whatever is called of the second part brings it (docs/performance.md).
/* global __wbg_init, initSync */

/** A module that exports the function it imports: tables hold functions of modules, and none of JavaScript. */
const WRAPPER = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 109, 1, 102, 0, 0, 7, 5, 1, 1, 102, 0, 0]);

let first;
/** Where the second part is, until it is there. */
let source;
let fetching;

const isThere = () => first.later_ready.value === 1;

function join(module) {
  if (!isThere()) new WebAssembly.Instance(module, { first });
}

const isAddress = (given) => typeof given === 'string' || given instanceof URL;

/** The bytes at an address, before anything else happens: a call of the first part waits for them. Workers only. */
function fetchNow(url) {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.responseType = 'arraybuffer';
  request.send();
  if (request.status >= 400 || !request.response?.byteLength) throw new Error(`${url}: ${request.status}`);
  return request.response;
}

/** Called by the first part when it needs the second. */
function joinNow() {
  const given = isAddress(source) ? fetchNow(String(source)) : source;
  join(given instanceof WebAssembly.Module ? given : new WebAssembly.Module(given));
}

function begin(exports, later) {
  if (first) return;
  first = exports;
  source = later;
  const wrapper = new WebAssembly.Instance(new WebAssembly.Module(WRAPPER), { m: { f: joinNow } });
  exports.later_table.set(exports.later_loader.value, wrapper.exports.f);
}

async function compiled(given) {
  if (given instanceof WebAssembly.Module) return given;
  if (!isAddress(given)) return WebAssembly.compile(given);
  const response = await fetch(given);
  if (!response.ok) throw new Error(`${given}: ${response.status}`);
  const streams = (response.headers.get('Content-Type') ?? '').startsWith('application/wasm');
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** Fetches the second part, so that nothing waits for it. Rejects when that fails; the next call tries again. */
async function prepare() {
  if (isThere()) return;
  fetching ??= compiled(source);
  try {
    join(await fetching);
  } catch (error) {
    fetching = undefined;
    throw error;
  }
}

const beside = (given) => (isAddress(given) ? String(given).replace(/(_bg)?\.wasm(?=$|[?#])/, (end) => `_later${end}`) : undefined);

async function init({ module_or_path, later, wait = true } = {}) {
  const given = await module_or_path;
  const exports = await __wbg_init(given === undefined ? undefined : { module_or_path: given });
  begin(exports, later ?? beside(given) ?? new URL('fenqun_later_bg.wasm', import.meta.url));
  if (wait) await prepare();
  return exports;
}

function startNow({ module, later }) {
  const exports = initSync({ module });
  begin(exports, later);
  if (!isThere()) joinNow();
  return exports;
}

export { init as default, prepare, startNow as initSync };
