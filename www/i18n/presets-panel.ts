// The strings of the dialog of presets. `presets-panel.zh-CN.ts` is the source; the names of presets stand in `presets.ts`.
import type { Blocked, Industry, ParameterUnit } from '../../pkg/definition.js';
import type { Lang } from './lang.js';
import { presetsPanelEn } from './presets-panel.en.js';
import { presetsPanelZh } from './presets-panel.zh-CN.js';

/** Every string of the dialog, by language. */
export interface PresetsMessages {
  readonly open: string;
  readonly title: string;
  readonly intro: string;
  readonly industry: string;
  readonly all: string;
  readonly industries: Readonly<Record<Industry, string>>;
  readonly list: string;
  readonly lacks: (roles: string) => string;
  readonly blocked: Readonly<Record<Blocked, string>>;
  readonly blockedHint: string;
  readonly units: Readonly<Record<ParameterUnit, string>>;
  readonly parameters: string;
  readonly between: (min: string, max: string) => string;
  readonly binding: string;
  readonly bindingHint: string;
  readonly unbound: string;
  readonly counting: string;
  readonly matches: (people: string, share: string) => string;
  readonly useNew: string;
  readonly useThere: string;
  /** Title of the dialog when it is for one group. */
  readonly addTitle: string;
  readonly add: string;
  readonly addHint: string;
  readonly useHere: string;
  readonly choose: string;
  readonly added: (name: string) => string;
  readonly started: (name: string) => string;
}

/** The strings in one language. */
export function presetsMessages(lang: Lang): PresetsMessages {
  return lang === 'en' ? presetsPanelEn : presetsPanelZh;
}
