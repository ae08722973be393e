// What would be published holds what belongs there and nothing else.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packageFiles } from '../../scripts/package.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pkg = join(root, 'pkg');
const manifest = JSON.parse(readFileSync(join(pkg, 'package.json'), 'utf8'));
const crate = readFileSync(join(root, 'Cargo.toml'), 'utf8');

describe('the npm package', () => {
  const allowed = [
    /^(package\.json|README\.md|LICENSE-(MIT|APACHE))$/,
    /^(fenqun(_files)?(\.js|\.d\.ts|_bg\.wasm|_bg\.wasm\.d\.ts)|fenqun(_scalar)?(_later)?_bg\.wasm|definition\.d\.ts|definition\.schema\.json)$/,
    /^client\/(index|worker|chunks\/[\w.-]+)\.js$/,
    /^elements\/(index|chunks\/[\w.-]+)\.js$/,
    /^(client|elements|i18n)\/.*\.d\.ts$/,
  ];

  test('is built, and npm would publish only what belongs there', { timeout: 120_000 }, async () => {
    await packageFiles();
    const text = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], { cwd: pkg, encoding: 'utf8' });
    const paths = JSON.parse(text)[0].files.map(({ path }) => path);
    assert.deepEqual(paths.filter((path) => !allowed.some((pattern) => pattern.test(path))), []);
    // Everything that an import of the package can name is in it.
    const targets = Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)));
    for (const target of [...targets, './LICENSE-MIT', './LICENSE-APACHE', './README.md']) {
      assert.ok(paths.includes(target.replace('./', '')), `${target} is in the package`);
    }
  });

  test('has the version of the crate', () => {
    assert.equal(manifest.version, /^version = "(.*)"$/m.exec(crate)[1]);
    assert.equal(manifest.license, /^license = "(.*)"$/m.exec(crate)[1]);
  });
});

describe('the crate', () => {
  const allowed = [
    /^(Cargo\.toml|Cargo\.toml\.orig|Cargo\.lock|\.cargo_vcs_info\.json|README\.md|CHANGELOG\.md|LICENSE-MIT|LICENSE-APACHE)$/,
    /^(src|examples|benches)\/[\w/-]+\.rs$/,
    /^src\/.*\.(json|txt|md|bin)$/,
    /^docs\/[\w-]+\.md$/,
    /^tests\/[\w/-]+\.rs$/,
    /^tests\/conformance\/[\w-]+\.json$/,
    /^tests\/fixtures\/.*$/,
  ];

  test('would be published with what belongs there', { timeout: 120_000 }, () => {
    const text = execFileSync('cargo', ['package', '--list', '--allow-dirty', '--offline'], { cwd: root, encoding: 'utf8' });
    const paths = text.split('\n').filter(Boolean).map((path) => path.replaceAll('\\', '/'));
    assert.deepEqual(paths.filter((path) => !allowed.some((pattern) => pattern.test(path))), []);
    for (const path of ['src/lib.rs', 'README.md', 'CHANGELOG.md', 'LICENSE-MIT', 'LICENSE-APACHE']) assert.ok(paths.includes(path), path);
  });

  test('says what crates.io shows', () => {
    for (const key of ['description', 'license', 'readme', 'keywords', 'categories', 'rust-version']) {
      assert.match(crate, new RegExp(`^${key} = `, 'm'));
    }
  });
});
