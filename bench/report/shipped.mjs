// How many bytes an engine makes a visitor load before the first question.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { bundles, home } from '../home.mjs';

/** Compressing megabytes at the highest level takes a while: sizes are kept by file and length. */
const kept = join(home, 'shipped.json');

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(bytes, { params }).length;
}

function sizesOf(file, known) {
  const bytes = readFileSync(join(bundles, file));
  const key = `${file}:${bytes.length}`;
  known[key] ??= { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli(bytes) };
  return known[key];
}

/** Bytes of these bundles: as they are, and compressed. */
export function shipped(files) {
  const known = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
  const total = { raw: 0, gzip: 0, brotli: 0 };
  for (const file of files) for (const [kind, bytes] of Object.entries(sizesOf(file, known))) total[kind] += bytes;
  writeFileSync(kept, JSON.stringify(known));
  return total;
}
