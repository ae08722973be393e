// Texts as numbers from 0 in order of appearance: an open-addressing table over a growing pool of bytes.

const decoder = new TextDecoder();
const FREE = -1;

/** FNV-1a with the high bits folded in. */
function hashOf(bytes, start, end) {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 16777619);
  return hash ^ (hash >>> 15);
}

export class Intern {
  constructor(slots = 1024) {
    this.length = 0;
    this.slots = new Int32Array(slots).fill(FREE);
    this.hashes = new Int32Array(slots / 2);
    this.offsets = new Uint32Array(slots / 2 + 1);
    this.pool = new Uint8Array(slots * 8);
  }

  /** The code of these bytes; new bytes get the next one. */
  code(bytes, start, end) {
    const hash = hashOf(bytes, start, end);
    const slot = this.#find(hash, bytes, start, end);
    return this.slots[slot] === FREE ? this.#add(slot, hash, bytes, start, end) : this.slots[slot];
  }

  /** The code of these bytes, -1 when they have none. */
  find(bytes, start, end) {
    return this.slots[this.#find(hashOf(bytes, start, end), bytes, start, end)];
  }

  /** Every text, by code. */
  texts() {
    return Array.from({ length: this.length }, (_, code) =>
      decoder.decode(this.pool.subarray(this.offsets[code], this.offsets[code + 1])));
  }

  #find(hash, bytes, start, end) {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    while (this.slots[slot] !== FREE && !this.#is(this.slots[slot], hash, bytes, start, end)) slot = (slot + 1) & mask;
    return slot;
  }

  #is(code, hash, bytes, start, end) {
    if (this.hashes[code] !== hash) return false;
    const offset = this.offsets[code];
    const length = this.offsets[code + 1] - offset;
    if (length !== end - start) return false;
    let at = 0;
    while (at < length && this.pool[offset + at] === bytes[start + at]) at++;
    return at === length;
  }

  #add(slot, hash, bytes, start, end) {
    const code = this.length++;
    const offset = this.offsets[code];
    this.#reserve(offset + end - start);
    this.pool.set(bytes.subarray(start, end), offset);
    this.offsets[code + 1] = offset + end - start;
    this.hashes[code] = hash;
    this.slots[slot] = code;
    if (this.length * 2 >= this.slots.length) this.#grow();
    return code;
  }

  #reserve(bytes) {
    if (bytes <= this.pool.length) return;
    const larger = new Uint8Array(Math.max(this.pool.length * 2, bytes));
    larger.set(this.pool);
    this.pool = larger;
  }

  #grow() {
    const size = this.slots.length * 2;
    const hashes = new Int32Array(size / 2);
    const offsets = new Uint32Array(size / 2 + 1);
    hashes.set(this.hashes);
    offsets.set(this.offsets.subarray(0, this.length + 1));
    Object.assign(this, { hashes, offsets, slots: slotsOf(size, hashes, this.length) });
  }
}

function slotsOf(size, hashes, length) {
  const slots = new Int32Array(size).fill(FREE);
  for (let code = 0; code < length; code++) {
    let slot = hashes[code] & (size - 1);
    while (slots[slot] !== FREE) slot = (slot + 1) & (size - 1);
    slots[slot] = code;
  }
  return slots;
}
