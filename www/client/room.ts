// How much memory one core can have, and whether it stopped for lack of it.

const MIB = 1 << 20;

/** MiB that 32-bit addresses reach. */
export const MOST_MIB = 4096;

/**
 * The MiB that a core held when it stopped, where it is likely that it asked for more and got none: a core cannot say so itself, and
 * a single column of ten million rows is as large as what is left then. Absent where it held less.
 */
export function fullMib(bytes: number): number | undefined {
  return bytes >= (3 / 4) * MOST_MIB * MIB ? Math.round(bytes / MIB) : undefined;
}
