import { count } from './format.js';
import type { MembersMessages } from './members.js';

const n = (value: number): string => count('en', value);
const plural = (value: number, one: string, many: string): string => `${n(value)} ${value === 1 ? one : many}`;

/** English. */
export const membersEn: MembersMessages = {
  caption: (value) => `Audience, ${plural(value, 'contact', 'contacts')}`,
  chooseColumns: 'Choose the columns to show',
  chosen: (value, of) => `${n(value)} of ${n(of)} columns`,
  tagsColumn: 'Tags',
  masked: 'masked',
  reveal: 'Show in full',
  revealTitle: 'Show phone numbers, e-mails and ids in full?',
  revealBody: (columns) => `These columns will be shown in full on the screen: ${columns}. Another segment or a reload masks them again.`,
  revealYes: 'Show in full',
  hide: 'Mask again',
  range: (from, to, of) => `${n(from)}–${n(to)} of ${n(of)}`,
  previous: 'Previous screen',
  next: 'Next screen',
  region: 'Table of members, scrolls with the arrow keys',
  rowNumber: 'No.',
  empty: 'Nobody matches; loosen the conditions and the members appear here',

  export: {
    title: 'Export list',
    intro: (value) => `${plural(value, 'contact', 'contacts')} as a CSV file that Excel and WPS open directly.`,
    columns: 'Columns to export',
    selectAll: 'Select all',
    selectNone: 'Select none',
    masked: 'Masked',
    revealed: 'Phone numbers and ids in full',
    sensitive: 'Sensitive data',
    maskedHint: 'Phone numbers, e-mails and ids keep only their first and last characters',
    start: (value) => `Export ${n(value)}`,
    chooseOne: 'Choose at least one column',
    confirmTitle: 'One more question',
    confirmBody: (people, columns) => `This writes the full ${columns} of ${plural(people, 'person', 'people')} to a file. Whoever gets the file can read them.`,
    confirmCheck: 'I may use these data and will keep the file safe',
    confirmYes: 'Export in full',
    back: 'Back',
    working: (rows) => `${plural(rows, 'row', 'rows')} written`,
    done: (rows) => `${plural(rows, 'row', 'rows')} exported`,
    leftOut: (people) => `${plural(people, 'suppressed contact', 'suppressed contacts')} left out`,
    includeSuppressed: (people) => `Also export ${plural(people, 'suppressed contact', 'suppressed contacts')} (unsubscribed or not to be contacted)`,
    guarded: (cells) => `${plural(cells, 'cell', 'cells')} that a spreadsheet would run as a formula got a leading apostrophe`,
    cancelled: 'Cancelled, no file was saved',
    refused: (value) => `${plural(value, 'place', 'places')} in the conditions ${value === 1 ? 'is' : 'are'} unfinished or wrong, so the list would hold the wrong people.`,
    refusedHint: 'Correct or mute the marked conditions, then export.',
    nobody: 'Nobody matches; there is nothing to export.',
    fileName: (name, day, revealed) => `${name}_list${revealed ? '_unmasked' : ''}_${day}.csv`,
  },
};
