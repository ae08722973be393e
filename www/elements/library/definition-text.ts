// A definition as text that people compare.
import type { Document } from '../../../pkg/definition.js';
import type { Engine } from '../../client/api.js';

/** The text of a definition. */
export function definitionText(_engine: Engine, document: Document): Promise<string> {
  return Promise.resolve(JSON.stringify(document, null, 2));
}
