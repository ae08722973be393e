import type { Messages } from './messages.js';

/** English. */
export const en: Messages = { app: { name: 'fenqun' } };
