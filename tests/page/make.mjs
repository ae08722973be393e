// Files that are too large, too broken or too tedious to keep: made when they are needed.
import { createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { crc32, deflateRawSync } from 'node:zlib';
import { out } from './tools.mjs';

const folder = join(out, 'files');

/** A repeatable sequence of numbers below `below`. */
function sequence(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A contact list of about that many megabytes; the path of the file. */
export async function largeContacts(megabytes = 60) {
  const path = join(folder, `contacts-${megabytes}.csv`);
  if (existsSync(path) && statSync(path).size > megabytes * 1_000_000) return path;
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(path);
  const next = sequence(7);
  const cities = ['上海', '北京', '杭州', '成都', '广州', '深圳', '武汉', ''];
  file.write('会员编号,姓名,性别,手机号,城市,累计消费,注册时间,标签\n');
  let bytes = 0;
  for (let row = 0; bytes <= megabytes * 1_000_000; ) {
    let piece = '';
    for (let i = 0; i < 5000; i += 1, row += 1) {
      const day = `2024-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`;
      piece += `M${String(row).padStart(8, '0')},会员${row},${next(2) ? '女' : '男'},139${String(row).padStart(8, '0')},${cities[next(cities.length)]},${next(100_000) / 100},${day} ${String(next(24)).padStart(2, '0')}:15:00,"老客,等级-${next(5)}"\n`;
    }
    bytes += Buffer.byteLength(piece);
    if (!file.write(piece)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return path;
}

/** A ZIP archive of the given entries. */
export function zip(entries) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, body] of entries) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(body, { level: 9 });
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc32(body), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(body.length, 22);
    local.writeUInt16LE(path.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    local.copy(central, 10, 8, 28);
    central.writeUInt16LE(path.length, 28);
    central.writeUInt32LE(offset, 42);
    parts.push(local, path, packed);
    directory.push(central, path);
    offset += local.length + path.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** A workbook with one sheet of that XML. */
export function workbook(sheet) {
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const relations = 'http://schemas.openxmlformats.org';
  return zip([
    [
      '[Content_Types].xml',
      Buffer.from(`${xml}<Types xmlns="${relations}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`),
    ],
    [
      '_rels/.rels',
      Buffer.from(`${xml}<Relationships xmlns="${relations}/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    ],
    [
      'xl/workbook.xml',
      Buffer.from(`${xml}<workbook xmlns="${relations}/spreadsheetml/2006/main" xmlns:r="${relations}/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    ],
    [
      'xl/_rels/workbook.xml.rels',
      Buffer.from(`${xml}<Relationships xmlns="${relations}/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
    ],
    ['xl/worksheets/sheet1.xml', sheet],
  ]);
}

/** A small workbook whose sheet inflates to hundreds of megabytes. */
export function zipBomb(megabytes = 400) {
  const head = Buffer.from('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>');
  const tail = Buffer.from('</t></is></c></row></sheetData></worksheet>');
  return workbook(Buffer.concat([head, Buffer.alloc(megabytes * 1_000_000, 'A'), tail]));
}

/** Bytes that are no table: the start of a picture and noise. */
export function binary() {
  const next = sequence(3);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(Array.from({ length: 20_000 }, () => next(256)))]);
}

/** Fields of a struct in the compact protocol of Thrift, in which Parquet describes itself. */
function struct(fields) {
  const varint = (value) => {
    const bytes = [];
    for (let rest = value; ; rest = Math.floor(rest / 128)) {
      if (rest < 128) return Buffer.from([...bytes, rest]);
      bytes.push((rest % 128) | 128);
    }
  };
  const text = (value) => Buffer.concat([varint(Buffer.byteLength(value)), Buffer.from(value)]);
  const one = { int: (value) => varint(2 * value), text, struct };
  const types = { int: 5, long: 6, text: 8, list: 9, struct: 12 };
  const parts = [];
  let before = 0;
  for (const [id, type, value, of] of fields) {
    parts.push(Buffer.from([((id - before) << 4) | types[type]]));
    if (type === 'list') parts.push(Buffer.from([(value.length << 4) | types[of]]), ...value.map(one[of]));
    else parts.push(one[type === 'long' ? 'int' : type](value));
    before = id;
  }
  return Buffer.concat([...parts, Buffer.from([0])]);
}

/** A Parquet file of texts without compression: `{ column: [cells] }`. */
export function parquet(columns) {
  const names = Object.keys(columns);
  const rows = columns[names[0]].length;
  const parts = [Buffer.from('PAR1')];
  let offset = 4;
  const chunks = names.map((name) => {
    const cells = columns[name].map((cell) => {
      const bytes = Buffer.from(cell);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return Buffer.concat([length, bytes]);
    });
    const values = Buffer.concat(cells);
    const header = struct([[1, 'int', 0], [2, 'int', values.length], [3, 'int', values.length], [5, 'struct', [[1, 'int', rows], [2, 'int', 0], [3, 'int', 3], [4, 'int', 3]]]]);
    const [size, at] = [header.length + values.length, offset];
    parts.push(header, values);
    offset += size;
    const meta = [[1, 'int', 6], [2, 'list', [0], 'int'], [3, 'list', [name], 'text'], [4, 'int', 0], [5, 'long', rows], [6, 'long', size], [7, 'long', size], [9, 'long', at]];
    return [[2, 'long', at], [3, 'struct', meta]];
  });
  const schema = [[[4, 'text', 'schema'], [5, 'int', names.length]], ...names.map((name) => [[1, 'int', 6], [3, 'int', 0], [4, 'text', name], [6, 'int', 0]])];
  const footer = struct([[1, 'int', 1], [2, 'list', schema, 'struct'], [3, 'long', rows], [4, 'list', [[[1, 'list', chunks, 'struct'], [2, 'long', offset - 4], [3, 'long', rows]]], 'struct']]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...parts, footer, length, Buffer.from('PAR1')]);
}
