// The module of files that the build writes to `pkg/`, under the name that the bundler resolves to it.
import type { FilesModule } from './opener.js';

declare const init: FilesModule['default'];
export default init;
export declare const Files: FilesModule['Files'];
export declare const Forms: FilesModule['Forms'];
export declare const Hand: FilesModule['Hand'];
export declare const __wbg_reset_state: FilesModule['__wbg_reset_state'];
