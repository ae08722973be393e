// The names of the exports that are known, asked for once per engine.
import type { LayoutInfo } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';
import type { Lang } from '../../i18n/lang.js';

const known = new WeakMap<Engine, Promise<readonly LayoutInfo[]>>();

/** Every known export. */
export function layoutsOf(engine: Engine): Promise<readonly LayoutInfo[]> {
  let found = known.get(engine);
  if (!found) {
    found = engine.layouts().catch(() => []);
    known.set(engine, found);
  }
  return found;
}

/** The name of a layout; its id while the names are not there. */
export function layoutName(layouts: readonly LayoutInfo[], id: string, lang: Lang): string {
  const found = layouts.find((one) => one.id === id);
  return found ? (lang === 'en' ? found.en : found.zh) : id;
}
