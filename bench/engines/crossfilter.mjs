// crossfilter2: dimensions with filters, read through groups. Only what its model covers: q1, q4 to q10, f1.
import crossfilter from 'crossfilter2';
import { daysAgo, PARAMETERS } from '../definitions.mjs';
import { instant, isEmpty, number, scan, text } from '../lib/csv.mjs';
import { Intern } from '../lib/intern.mjs';

const { q1, q4, q5, q6, q7, q8, q9, q10 } = PARAMETERS;

/** `filterRange` leaves its upper bound out. */
const closed = ([least, most]) => [least, most + 1e-9];
const orElse = (value, missing) => (Number.isNaN(value) ? missing : value);

/** A contact; missing values become ones that no filter takes in. */
function contactOf(bytes, cells) {
  const textAt = (column) => (isEmpty(cells, column) ? '' : text(bytes, cells, column));
  return {
    nickname: textAt(1), gender: textAt(2), city: textAt(5),
    age: number(bytes, cells, 3) || -1, tier: number(bytes, cells, 6) || -1,
    active: instant(bytes, cells, 11) || Infinity,
    spend: orElse(number(bytes, cells, 12), -1), coupon: orElse(number(bytes, cells, 14), -1),
    tags: isEmpty(cells, 16) ? [] : text(bytes, cells, 16).split(';'),
  };
}

function readContacts(bytes) {
  const ids = new Intern(1 << 21);
  const contacts = [];
  scan(bytes, 17, (cells) => {
    ids.code(bytes, cells.start[0], cells.end[0]);
    contacts.push(contactOf(bytes, cells));
  });
  return { contacts, ids };
}

function readOrders(bytes, ids) {
  const categories = new Map();
  const orders = [];
  scan(bytes, 6, (cells) => {
    const category = text(bytes, cells, 4);
    if (!categories.has(category)) categories.set(category, category);
    orders.push({
      contact: ids.find(bytes, cells.start[1], cells.end[1]), paidAt: instant(bytes, cells, 2),
      amount: number(bytes, cells, 3), category: categories.get(category),
    });
  });
  return orders;
}

function contactDimensions(filter) {
  const by = (name) => filter.dimension((d) => d[name]);
  const names = ['gender', 'age', 'tier', 'spend', 'coupon', 'active', 'nickname', 'city'];
  return { tags: filter.dimension((d) => d.tags, true), ...Object.fromEntries(names.map((name) => [name, by(name)])) };
}

/** Groups with members, the missing value left out. */
const counts = (group) => Object.fromEntries(group.all().filter(({ key, value }) => value > 0 && key !== '').map(({ key, value }) => [key, value]));

class Crossfilter {
  load({ contacts, orders }) {
    const start = performance.now();
    const read = readContacts(contacts);
    const filter = crossfilter(read.contacts);
    this.total = filter.groupAll();
    this.contacts = contactDimensions(filter);
    this.cities = this.contacts.city.group();
    this.tags = this.contacts.tags.group();
    const between = performance.now();
    this.#groupOrders(crossfilter(readOrders(orders, read.ids)));
    return { contacts_ms: between - start, orders_ms: performance.now() - between };
  }

  query(id) {
    this.#clear();
    const ask = this.#questions[id];
    return ask ? ask() : null;
  }

  facet() {
    this.#clear();
    this.#attributes();
    return { city: counts(this.cities), tag: counts(this.tags) };
  }

  overlap() {
    return null;
  }

  #questions = {
    q1: () => {
      this.contacts.tags.filterExact(q1.tag);
      return this.total.value();
    },
    q4: () => {
      this.#attributes();
      return this.total.value();
    },
    q5: () => {
      this.contacts.spend.filterRange(closed(q5.spend));
      this.contacts.coupon.filterRange([q5.coupon, Infinity]);
      return this.total.value();
    },
    q6: () => {
      this.contacts.active.filterRange([0, daysAgo(q6.inactiveDays)]);
      return this.total.value();
    },
    q7: () => {
      this.contacts.nickname.filterFunction((nickname) => nickname.includes(q7.text));
      return this.total.value();
    },
    q8: () => {
      this.orders.category.filterExact(q8.category);
      this.#since(q8.days);
      return this.counts.all().filter(({ value }) => value >= q8.orders).length;
    },
    q9: () => {
      this.#since(q9.days);
      return this.sums.all().filter(({ value }) => value >= q9.amount).length;
    },
    q10: () => {
      this.#since(q10.boughtDays);
      const bought = this.counts.all().map(({ value }) => value);
      this.#since(q10.notDays);
      return this.counts.all().filter(({ value }, i) => bought[i] > 0 && value === 0).length;
    },
  };

  #groupOrders(filter) {
    const by = (name) => filter.dimension((d) => d[name]);
    this.orders = { paidAt: by('paidAt'), category: by('category'), contact: by('contact') };
    this.counts = this.orders.contact.group().reduceCount();
    this.sums = this.orders.contact.group().reduceSum((d) => d.amount);
  }

  #clear() {
    for (const dimension of [...Object.values(this.contacts), this.orders.paidAt, this.orders.category]) dimension.filterAll();
  }

  #since(days) {
    this.orders.paidAt.filterRange([daysAgo(days), Infinity]);
  }

  #attributes() {
    this.contacts.gender.filterExact(q4.gender);
    this.contacts.age.filterRange(closed(q4.age));
    this.contacts.tier.filterExact(q4.tier);
  }
}

export default {
  async create() {
    return new Crossfilter();
  },
};
