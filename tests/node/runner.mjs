// Runs conformance cases against the wasm core. Knows neither Node nor a browser: both give it the class and the files.

// A number that a double cannot hold travels through JSON.parse as a marked text, so that the core sees its digits.
const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const exact = (text) => JSON.stringify(Number(text)) === text;
const parse = (text) => JSON.parse(text.replace(token, (found) => (found.startsWith('"') || exact(found) ? found : `"\\u0001${found}"`)));
const textOf = (value) => JSON.stringify(value).replaceAll(/"\\u0001([^"]*)"/g, '$1');

/**
 * The cases of the files, each with its data written in.
 *
 * @param {readonly { name: string, text: string }[]} files
 */
export function readCases(files) {
  return files.flatMap(({ name, text }) => {
    const file = parse(text);
    if (file.fenqun_conformance !== 1) throw new Error(`${name}: not a file of conformance cases (format version 1)`);
    return file.cases.map((one) => {
      const data = typeof one.data === 'string' ? file.datasets?.[one.data] : one.data;
      if (!data) throw new Error(`${name}: ${one.name}: there is no dataset ${JSON.stringify(one.data)}`);
      return { ...one, data, title: `${name.replace(/\.json$/, '')}: ${one.name}` };
    });
  });
}

/** The library of a case: its segments and, as a newer file, the members that were kept of segments. */
function library({ segments = [], snapshots }) {
  if (!snapshots) return { fenqun_library: 1, segments };
  const kept = snapshots.map(({ segment, id, members }) => ({ id: segment, snapshots: [{ id, keys: members }] }));
  return { fenqun_library: 2, segments: [...segments.map((definition) => ({ definition })), ...kept] };
}

/** What the core says: its members, or its error. Anything that is not an error of the core is thrown on. */
function answer(Engine, one) {
  const engine = new Engine();
  try {
    engine.loadTables(textOf(one.data));
    // As a library file, all at once: segments may refer to one another and to the evaluated document.
    engine.openLibrary(textOf(library(one)));
    return { members: [...engine.memberKeys(engine.parseDefinition(textOf(one.definition)))] };
  } catch (error) {
    if (typeof error?.code !== 'string') throw error;
    return { error: { code: error.code, path: error.location?.path } };
  } finally {
    engine.free?.();
  }
}

/** What differs from the expectation, in a sentence; `undefined` when nothing does. */
export function check(Engine, one) {
  const { members, error } = one.expect;
  if (!members && !error) return 'the case expects neither members nor an error';
  let found;
  try {
    found = answer(Engine, one);
  } catch (stopped) {
    return `the core stopped: ${stopped?.message ?? stopped}`;
  }
  const said = JSON.stringify(found);
  if (members) return JSON.stringify(found.members) === JSON.stringify(members) ? undefined : `expected members ${JSON.stringify(members)}, found ${said}`;
  const code = typeof error === 'string' ? error : error.code;
  const { path } = error;
  const same = found.error?.code === code && (path === undefined || found.error.path === path);
  return same ? undefined : `expected error ${JSON.stringify(error)}, found ${said}`;
}
