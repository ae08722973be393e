// The hundred years that years of two digits can stand for.

const SPANS = [1970, 1926, 1900, 2000] as const;

/** First years of the spans, the one of the column first. */
export function centuries(own: number | undefined): readonly number[] {
  return own === undefined ? SPANS : [own, ...SPANS.filter((from) => from !== own)];
}

/** The year that two digits are in the hundred years from here on. */
export function yearIn(from: number, digits: number): number {
  return from + ((digits + 100 - (from % 100)) % 100);
}
