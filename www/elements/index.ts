// Every element of the package; importing this file registers them.
export { FqElement } from './base/element.js';
export { adoptTokens } from './base/tokens.js';
export { FqData } from './data/data.js';
export { FqDrop } from './data/drop.js';
export { FqFile } from './data/file.js';
export { FqImportSheet } from './data/import-sheet.js';
export { FqRejected } from './data/rejected.js';
export { FqReport } from './data/report.js';
export { type Correction, type FileTask, FileTasks, type Problem, type TaskState } from './data/tasks.js';
