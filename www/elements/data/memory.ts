// What loading a file takes, from its size and kind; docs/import.md says where the factors come from.
import type { FilePlan } from '../../../pkg/definition.js';

const MIB = 1 << 20;

/** Bytes of memory for each byte of a file while it is loaded. */
const FACTORS: Readonly<Record<FilePlan['container'], number>> = {
  // columns, and what joining needs
  text: 0.75, ndjson: 0.75, vcard: 1.5,
  // held at once as bytes, as text and as cells
  json: 4, html: 4, xls: 4,
  // packed about 1 : 8
  xlsx: 12, xlsb: 10, ods: 14, parquet: 10,
};

/** From here on a person is asked before loading. */
export const LARGE = 1024 * MIB;
/** What does not fit into the addresses of the engine. */
export const LIMIT = 3600 * MIB;

/** Memory that loading takes at its peak, in bytes, what is loaded already aside. */
export function needed(plan: FilePlan): number {
  return Math.ceil(plan.bytes * FACTORS[plan.container]);
}
