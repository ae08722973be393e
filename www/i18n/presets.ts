// The names of presets, of the tables and columns that they need, and of their parameters.
import type { Lang } from './lang.js';
import { presetsEn } from './presets.en.js';
import { presetsZh } from './presets.zh-CN.js';

export interface PresetNames {
  /** By the id of the preset. */
  readonly presets: Readonly<Record<string, string>>;
  /** By the role, such as `orders.amount`. */
  readonly roles: Readonly<Record<string, string>>;
  /** By the name of the parameter. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The names in one language. */
export function presetNames(lang: Lang): PresetNames {
  return lang === 'en' ? presetsEn : presetsZh;
}
