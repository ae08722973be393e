import type { ErrorMessages } from './errors.js';
import { MEASURES, OPERATORS } from './names.en.js';

/** A hint of the engine inside of a sentence. */
function hint(text: string): string {
  const meant = /^did you mean (.+)\?$/s.exec(text)?.[1];
  return meant === undefined ? text.replace(/, …$/, ' and more') : `perhaps you mean “${meant}”`;
}

/** Names of operators in a list. */
function operators(list: string): string {
  return list.split(', ').map((name) => OPERATORS[name] ?? name).join(', ');
}

/** English. */
export const errorsEn: ErrorMessages = {
  sentences: {
    empty_file: () => 'The file is empty. Export it again.',
    no_rows: () => 'There is no data row below the header. Check that the export is complete, or correct the header line.',
    not_a_table: (v) => `This is not a table (${v('kind')}). Drop CSV, TXT, XLSX, XLS, XLSB, ODS, HTML, JSON, VCF or Parquet exports, or a ZIP or GZ of them.`,
    broken_workbook: (v) => `The workbook cannot be opened (${v('reason')}). Open it in Excel or WPS, save it again and drop it once more.`,
    encrypted_workbook: () => 'The workbook is protected by a password. Save it without one and drop it again.',
    inflates_too_much: (v) => `The workbook inflates to more than ${v('limit')}. It looks like a zip bomb and was not opened; save the sheet as CSV if you trust it.`,
    document_too_large: (v) => `The document has ${v('size')} MiB; at most ${v('limit')} MiB can be held at once. Export it as CSV or with one JSON record per line, which have no such limit.`,
    no_records: () => 'The JSON has no list of records. Export the list itself.',
    unknown_records: (v) => `The JSON has no list of records at “${v('path')}”. Choose another list.`,
    broken_archive: (v) => `The archive cannot be opened (${v('reason')}). Pack the files again, or drop them unpacked.`,
    encrypted_archive: () => 'The archive is protected by a password. Unpack it and drop the files.',
    nested_archive: (v) => `“${v('name')}” is an archive inside the archive. Unpack it and drop the files.`,
    empty_archive: () => 'There is no file in the archive. Pack the exports again.',
    record_too_long: (v) => `A record is longer than ${v('limit')} bytes. Check for a quote that is never closed.`,
    too_many_documents: (v) => `${v('documents')} segments were to be compared; at most ${v('limit')} are compared at once. Choose fewer.`,
    too_many_columns: (v) => `The file has ${v('columns')} columns; at most ${v('limit')} are read. Delete columns that you do not need.`,
    too_large: (v) => `The data need about ${v('needed')} MiB; one tab can hold ${v('limit')} MiB. Ignore columns that you do not need, or load a smaller file.`,
    workbook_too_large: (v) => `The workbook has ${v('size')} MiB; at most ${v('limit')} MiB can be opened. Save the sheet as CSV, which has no such limit.`,
    unknown_sheet: (v) => `There is no sheet named “${v('name')}”. Choose another sheet.`,
    bad_plan: (v) => `The import settings do not fit: ${v('reason')}. Change them and try again.`,
    unknown_file: (v) => `No loaded file has the id ${v('id')}. It may have been removed; drop it again.`,
    already_loaded: (v) => `This file is loaded already, as “${v('name')}”. Load it once more only if its rows should count twice.`,
    unknown_record: (v) => `The file has no contact in row ${v('record')}. It may have been replaced.`,
    unknown_decision: () => 'This decision is not there any more.',
    cancelled: () => 'Cancelled. What was loaded before is still there.',
    text_syntax: (v) => `Expected ${v('expected')}, found ${v('found') === 'the end of the text' ? v('found') : `“${v('found')}”`}; ${hint(v('hint'))}.`,
    not_json: (v) => `This is not valid JSON: ${v('reason')}. Check that the whole text was copied.`,
    not_a_definition: () => 'This is not a segment definition: it has no “fenqun” version. Choose a file that was exported here.',
    unknown_version: (v) => `Definition version ${v('version')} is not known; this page reads version ${v('supported')}. Open it with a newer version of the page.`,
    unknown_key: (v) => `Unknown key “${v('key')}”; ${hint(v('hint'))}. Correct or delete it.`,
    missing_key: (v) => `“${v('key')}” is missing. Add it.`,
    wrong_shape: (v) => `Expected ${v('expected')}, found ${v('found')}.`,
    not_one_kind: (v) => `A node needs exactly one of ${v('kinds')}; found ${v('found')}.`,
    node_not_available: (v) => `“${v('kind')}” conditions need ${v('needs')}, which this engine does not have. Use another condition.`,
    unknown_parameter: (v) => `No parameter is named “${v('name')}”; ${hint(v('hint'))}. Choose another one or add it.`,
    unknown_condition: (v) => `No named condition is called “${v('name')}”; ${hint(v('hint'))}. Choose another one or save a condition under this name.`,
    condition_cycle: (v) => `The named conditions use each other in a circle: ${v('cycle')}. Take one of them out.`,
    unknown_snapshot: (v) => `No snapshot has the id “${v('id')}”; ${hint(v('hint'))}. Choose another one or use the live segment.`,
    empty_sequence: () => 'The sequence has no step that must happen. Add one.',
    no_taggings: () => 'No loaded table says when and by whom tags were given. Load a record of taggings with a tag column and a time column, or take this limit out.',
    no_key: () => 'The contacts have no key column. Choose an id or a phone column on the import sheet.',
    unknown_operator: (v) => `Unknown operator “${v('operator')}”; ${hint(v('hint'))}. Correct it and import again.`,
    operator_not_for_type: (v) => `“${OPERATORS[v('operator')] ?? v('operator')}” does not apply to “${v('field')}”, which is ${v('type')}. Use one of: ${operators(v('operators'))}.`,
    wrong_value: (v) => `“${v('value')}” is not ${v('expected').replace(/( \(女, 男\))?; without a value is is_not_set$/, '')}. Correct the value.`,
    missing_not_for_operator: (v) => `“${OPERATORS[v('operator')] ?? v('operator')}” never matches a contact without a value, so “missing” does not belong here. Delete it.`,
    empty_range: (v) => `The range from ${v('from')} to ${v('to')} is empty. Swap the two bounds.`,
    empty_group: () => 'The group has no condition. Add one or delete the group.',
    empty_list: () => 'The list has no value. Add one.',
    unknown_field: (v) => `No column is named “${v('name')}”; ${hint(v('hint'))}. Choose another column, or load the file that has it.`,
    unknown_table: (v) => `No event table is named “${v('name')}”; ${hint(v('hint'))}. Choose another table, or load its file.`,
    unknown_tag: (v) => `No contact has the tag “${v('name')}”; ${hint(v('hint'))}.`,
    no_time_column: (v) => `“${v('table')}” has no time column, so a window cannot be applied. Choose its time column on the import sheet.`,
    measure_not_for_type: (v) => `“${MEASURES[v('measure') as keyof typeof MEASURES] ?? v('measure')}” does not apply to “${v('field')}”, which is ${v('type')}. Choose another measure or column.`,
    unknown_segment: (v) => `No segment has the id “${v('id')}”; ${hint(v('hint'))}. Open the library that has it.`,
    segment_cycle: (v) => `The segments refer to each other in a circle: ${v('cycle')}. Take one reference out.`,
    bad_pattern: (v) => `The pattern cannot be used: ${v('reason')}. Simplify it.`,
    unknown_zone: (v) => `No time zone is named “${v('name')}”. Use a name such as Asia/Shanghai.`,
    bad_time: (v) => `“${v('value')}” is not a date or a time. Write 2025-09-30 or 2025-09-30T12:00:00.`,
    no_as_of: () => 'The data have no event time to take the newest day from. Choose a date for “as of”.',
    unresolved_now: () => '“now” must become a time before the segment is computed. Choose a date for “as of”.',
    bad_window: (v) => `The window is empty: ${v('reason')}. Correct the window.`,
    definition_too_large: (v) => `The definition has more than ${v('limit')} ${v('what')}. Split it into several segments.`,
    cannot_be_said: (v) => `There are no words for ${v('what')} that mean the same in ${v('format')} and here. Change or delete it.`,
    no_data: () => 'No contacts are loaded. Load a file with contacts first.',
    no_such_column: (v) => `There is no column “${v('name')}” to show. Choose another one.`,
    not_a_library: () => 'This is not a library file. Choose a file that “save library” wrote.',
    segment_in_use: (v) => `“${v('name')}” is used by ${v('users')}. Change those first.`,
    unknown_contact: (v) => `No contact is “${v('contact')}”. Search for another.`,
    unknown_score: (v) => `No score has the id ${v('id')}. ${v('hint')}`,
    bad_score: (v) => `The score does not fit: ${v('reason')}. Change its settings.`,
    score_name_taken: (v) => `The data have a column ${v('name')} already. Give the score another id.`,
    score_in_use: (v) => `“${v('name')}” is used by ${v('users')}. Change those first.`,
    score_lacks: (v) => `This model needs ${v('lacks')}, which the loaded data do not have. Load a file that has it.`,
    bad_experiment: (v) => `The experiment does not fit: ${v('reason')}. Correct its settings or numbers.`,
    score_not_applicable: () => 'The model does not describe these data. RFM and stages do without a model.',
    score_too_few: (v) => `Too few data for this model: ${v('found')} ${v('what')}, at least ${v('least')} are needed. RFM and stages work with fewer.`,
    no_such_part: (v) => `The definition has nothing at ${v('path')}. It may have been changed meanwhile.`,
    unknown_preset: (v) => `There is no preset ${v('id')}; ${v('hint')}. Choose another.`,
    preset_lacks: (v) => `The preset ${v('id')} lacks ${v('lacks')}. Name a table or column for it, or load a file that has them.`,
    unnamed_segment: () => 'A segment needs a name before it is kept. Give it one.',
    internal: (v) => `Something went wrong inside the engine: ${v('reason')}. What is loaded is still there; please report this sentence.`,
    engine_stopped: () => 'The engine stopped while it worked. It starts again by itself and reads back the files that were loaded before. Try another export of this file, or go about it differently.',
    engine_out_of_memory: (v) => `The engine stopped with ${v('used')} of the ${v('limit')} MiB in use that one tab can have. It starts again by itself and reads back the files that were loaded before. Ignore columns that you do not need, or load a smaller file.`,
    engine_missing: (v) => `The engine cannot be started (${v('reason')}). This page needs Chromium 109, Safari 16.4 or Firefox 115 or newer, and all of its files.`,
    file_unreadable: () => 'The browser cannot read the file. It may have been moved, changed or opened by another program, or it is a folder; drop it again.',
  },
  place: ({ file, row, column, path }) => {
    const parts: string[] = [];
    if (file !== undefined) parts.push(file);
    if (row !== undefined) parts.push(`row ${row}`);
    if (column !== undefined) parts.push(file === undefined && row !== undefined && /^\d+$/.test(column) ? `character ${column}` : `column “${column}”`);
    if (path !== undefined) parts.push(path);
    return parts.join(', ');
  },
  placed: (place, sentence) => `${place}: ${sentence}`,
  other: (message) => `Something unexpected happened: ${message}`,
};
