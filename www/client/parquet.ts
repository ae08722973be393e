// Parquet as lines of JSON, which the core reads as any others: numbers of 64 bits keep their digits, decimals their places,
// times are ISO. Loaded only when such a file is dropped; snappy and uncompressed pages are read.
import { type FileMetaData, parquetMetadataAsync, parquetReadObjects, type SchemaElement } from 'hyparquet';

const text = new TextDecoder();

/** How the values of a column become text. */
interface Shape {
  /** Places behind the decimal point. */
  readonly scale?: number;
  /** A time on the wall, without a zone. */
  readonly wall?: boolean;
}

/** A file whose rows come in groups. */
export interface Parquet {
  readonly rows: number;
  readonly groups: number;
  /** The lines of a group, or of its first rows. */
  lines(group: number, limit?: number): Promise<Uint8Array>;
}

/** Reads the end of a file, where its columns are described. */
export async function openParquet(file: File): Promise<Parquet> {
  const buffer = { byteLength: file.size, slice: (from: number, to?: number) => file.slice(from, to).arrayBuffer() };
  const metadata = await parquetMetadataAsync(buffer);
  const shapes = plainDecimals(metadata);
  const starts: number[] = [];
  let rows = 0;
  for (const group of metadata.row_groups) {
    starts.push(rows);
    rows += Number(group.num_rows);
  }
  return {
    rows,
    groups: starts.length,
    async lines(group, limit = Infinity) {
      const rowStart = starts[group] ?? rows;
      const rowEnd = Math.min(starts[group + 1] ?? rows, rowStart + limit);
      const records = await parquetReadObjects({ file: buffer, metadata, rowStart, rowEnd, parsers, utf8: false });
      return new TextEncoder().encode(records.map((record) => `${line(record, shapes)}\n`).join(''));
    },
  };
}

/** The reader makes binary fractions of decimals; without their type it leaves the digits as they are. */
function plainDecimals(metadata: FileMetaData): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  const [root, ...elements] = metadata.schema;
  let inside = 0;
  for (const element of elements) {
    if (inside > 0) {
      inside += (element.num_children ?? 0) - 1;
      continue;
    }
    inside = element.num_children ?? 0;
    const shape = inside === 0 ? shapeOf(element) : undefined;
    if (shape) shapes.set(element.name, shape);
  }
  return root ? shapes : new Map<string, Shape>();
}

function shapeOf(element: SchemaElement): Shape | undefined {
  if (element.converted_type === 'DECIMAL' && element.repetition_type !== 'REPEATED') {
    delete element.converted_type;
    return { scale: element.scale ?? 0 };
  }
  const logical = element.logical_type;
  return logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC ? { wall: true } : undefined;
}

/** An instant from nanoseconds since 1970; what is zero at its end is left out. */
function instant(nanos: bigint): string {
  const second = nanos / 1_000_000_000n - (nanos % 1_000_000_000n < 0n ? 1n : 0n);
  const rest = nanos - second * 1_000_000_000n;
  const date = new Date(Number(second) * 1000);
  if (Number.isNaN(date.getTime())) return '';
  const fraction = rest === 0n ? '' : `.${rest.toString().padStart(9, '0').replace(/0+$/, '')}`;
  return `${date.toISOString().slice(0, -5)}${fraction}Z`;
}

const parsers = {
  timestampFromMilliseconds: (millis: bigint) => instant(millis * 1_000_000n),
  timestampFromMicroseconds: (micros: bigint) => instant(micros * 1000n),
  timestampFromNanoseconds: (nanos: bigint) => instant(nanos),
  dateFromDays: (days: number) => {
    const date = new Date(days * 86_400_000);
    return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
  },
  stringFromBytes: (bytes: Uint8Array) => text.decode(bytes),
  jsonFromBytes: (bytes: Uint8Array) => text.decode(bytes),
};

function line(record: Readonly<Record<string, unknown>>, shapes: ReadonlyMap<string, Shape>): string {
  const members = Object.entries(record).map(([name, value]) => `${JSON.stringify(name)}:${json(shaped(value, shapes.get(name)))}`);
  return `{${members.join(',')}}`;
}

function shaped(value: unknown, shape: Shape | undefined): unknown {
  if (value === null || value === undefined || shape === undefined) return value;
  if (shape.wall === true && typeof value === 'string') return value.replace(/Z$/, '');
  if (shape.scale === undefined) return value;
  if (value instanceof Uint8Array) return decimal(signed(value), shape.scale);
  return typeof value === 'bigint' || typeof value === 'number' ? decimal(BigInt(value), shape.scale) : value;
}

function signed(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

function decimal(digits: bigint, scale: number): string {
  if (scale <= 0) return digits.toString();
  const positive = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${positive.slice(0, -scale)}.${positive.slice(-scale)}`;
}

function json(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return JSON.stringify(text.decode(value));
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`;
  if (typeof value === 'object') {
    return `{${Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}:${json(part)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
