import type { PresetsMessages } from './presets-panel.js';

/** English. */
export const presetsPanelEn: PresetsMessages = {
  open: 'Start from a template',
  title: 'Start from a template',
  intro: 'Pick a usual segment and change its numbers. Afterwards it is made of ordinary conditions that you can edit.',
  industry: 'Industry',
  all: 'All',
  industries: { ecommerce: 'E-commerce', education: 'Education', finance: 'Finance', community: 'Community' },
  list: 'Templates',
  lacks: (roles) => `The data lack: ${roles}`,
  blocked: { relations: 'Needs friends and groups', scoring: 'Needs a scoring model' },
  blockedHint: 'This template cannot be used yet',
  units: { days: 'days', hours: 'hours', years: 'years', seconds: 'seconds', months: 'months', count: '', percent: '%', money: '', times: '×', text: '', date: '' },
  parameters: 'Numbers to change',
  between: (min, max) => `${min}–${max}`,
  binding: 'Tables and columns',
  bindingHint: 'Found by their names; change them here when they are wrong',
  unbound: 'Not found, choose one',
  counting: 'Working it out…',
  matches: (people, share) => `${people} now, ${share}`,
  useNew: 'Use as new segment',
  useHere: 'Add to this segment',
  choose: 'Choose a template on the left',
  added: (name) => `“${name}” added`,
  started: (name) => `New segment from “${name}”`,
};
