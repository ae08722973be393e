import type { Messages } from './messages.js';

/** Chinese. */
export const zh: Messages = { app: { name: '分群' } };
