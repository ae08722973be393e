// The end of `pkg/fenqun.js`, after what wasm-bindgen writes, whose two ways to start a module are `__wbg_init` and `initSync`.
//
// The engine comes in two parts of one module: `fenqun_bg.wasm` has what a first visit runs, `fenqun_later_bg.wasm` the rest.
// They share one memory; whatever is called of the second part brings it (docs/performance.md).
/* global __wbg_init, initSync */

/** A module that exports the function it imports: tables hold functions of modules, and none of JavaScript. */
const WRAPPER = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 109, 1, 102, 0, 0, 7, 5, 1, 1, 102, 0, 0]);

/** The exports of the first part. */
let first;
/** Where the second part is, until it is there. */
let source;
let fetching;

const isThere = () => first.later_ready.value === 1;
const isAddress = (given) => typeof given === 'string' || given instanceof URL;

/** The second part beside this script; the first part names it. */
function besideScript() {
  const files = {
    'fenqun_later_bg.wasm': () => new URL('fenqun_later_bg.wasm', import.meta.url),
    'fenqun_scalar_later_bg.wasm': () => new URL('fenqun_scalar_later_bg.wasm', import.meta.url),
  };
  const [, name] = Object.keys(first).find((one) => one.startsWith('later:')).split(':');
  return files[name]();
}

/** `…/fenqun_bg.wasm` → `…/fenqun_later_bg.wasm`; nothing beside what is no address. */
const beside = (given) => (isAddress(given) ? String(given).replace(/(_bg)?\.wasm(?=$|[?#])/, (end) => `_later${end}`) : undefined);

/** The bytes of a file of this machine, where a program may read them: under Node, which fetches none. */
function fileBytes(address) {
  const files = globalThis.process?.getBuiltinModule?.('node:fs');
  return files && String(address).startsWith('file:') ? files.readFileSync(new URL(address)) : undefined;
}

/** The bytes at an address, before anything else happens: a call of the first part waits for them. */
function bytesNow(address) {
  const read = fileBytes(address);
  if (read) return read;
  const request = new XMLHttpRequest();
  request.open('GET', address, false);
  // a window gives texts only
  const asText = typeof window !== 'undefined';
  if (asText) request.overrideMimeType('text/plain; charset=x-user-defined');
  else request.responseType = 'arraybuffer';
  request.send();
  const { status, response } = request;
  if (status >= 400 || !response || response.byteLength === 0) throw new Error(`${address}: ${status}`);
  return asText ? Uint8Array.from(response, (letter) => letter.charCodeAt(0)) : response;
}

function join(module) {
  if (!isThere()) new WebAssembly.Instance(module, { first });
}

/** Called by the first part when it needs the second. */
function joinNow() {
  const given = isAddress(source) ? bytesNow(String(source)) : source;
  join(given instanceof WebAssembly.Module ? given : new WebAssembly.Module(given));
}

function begin(exports, later) {
  if (first) return;
  first = exports;
  source = later ?? besideScript();
  const wrapper = new WebAssembly.Instance(new WebAssembly.Module(WRAPPER), { m: { f: joinNow } });
  exports.later_table.set(exports.later_loader.value, wrapper.exports.f);
}

async function compiled(given) {
  if (given instanceof WebAssembly.Module) return given;
  const read = isAddress(given) ? fileBytes(given) : given;
  if (read) return WebAssembly.compile(read);
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

/** wasm-bindgen's own scripts also take the module alone. */
const options = (given, name) => (given !== undefined && Object.getPrototypeOf(given) !== Object.prototype ? { [name]: given } : given);

async function init(asked = {}) {
  const { module_or_path, later, wait = true } = options(asked, 'module_or_path');
  const given = await module_or_path;
  const exports = await __wbg_init(given === undefined ? undefined : { module_or_path: given });
  begin(exports, later ?? beside(given));
  if (wait) await prepare();
  return exports;
}

function startNow(given) {
  const { module, later } = options(given, 'module');
  const exports = initSync({ module });
  begin(exports, later);
  if (!isThere()) joinNow();
  return exports;
}

export { init as default, prepare, startNow as initSync };
