// The questions in the definition format (docs/format.md).
import { NOW, OVERLAP, PARAMETERS } from '../../definitions.mjs';

const { q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q12 } = PARAMETERS;

const attribute = (field, is) => ({ attribute: { field, is } });
const all = (...nodes) => ({ all: nodes });
const any = (...nodes) => ({ any: nodes });
const inDays = (n) => ({ rolling: { n, unit: 'days' } });
const notSince = (n) => attribute('last_active_at', { more_than_ago: { n, unit: 'days' } });
const orders = (rest) => ({ event: { table: 'orders', measure: 'count', ...rest } });

const tagged = (...tags) => ({ tags: { has_any: tags } });

/** By question. The quintiles of q11 are no set of contacts. */
export const rules = {
  q1: tagged(q1.tag),
  q2: all({ tags: { has_all: q2.all } }, { tags: { has_none: [q2.not] } }),
  q3: tagged(q3.below),
  q4: all(attribute('gender', { eq: q4.gender }), attribute('age', { between: q4.age }), attribute('city_tier', { eq: q4.tier })),
  q5: all(attribute('total_spend', { between: q5.spend }), attribute('coupon_rate', { ge: q5.coupon })),
  q6: notSince(q6.inactiveDays),
  q7: attribute('nickname', { contains: q7.text }),
  q8: orders({ where: attribute('category', { eq: q8.category }), window: inDays(q8.days), is: { ge: q8.orders } }),
  q9: orders({ window: inDays(q9.days), measure: { sum: 'amount' }, is: { ge: q9.amount } }),
  q10: all(orders({ window: inDays(q10.boughtDays), is: { ge: 1 } }), orders({ window: inDays(q10.notDays), is: { eq: 0 } })),
  q12: all(
    any(
      all(tagged(q12.either.tag), attribute('age', { between: q12.either.age })),
      all(orders({ window: inDays(q12.or.days), is: { ge: q12.or.orders } }), attribute('city', { in: q12.or.cities })),
    ),
    { none: [tagged(q12.not.tag), attribute('coupon_rate', { ge: q12.not.coupon }), notSince(q12.not.inactiveDays)] },
  ),
};

export const EVERYBODY = { const: true };

/** As a definition in UTC writes it. */
const AS_OF = new Date(NOW * 1000).toISOString().slice(0, -1);

export const documentOf = (rule) => ({ fenqun: 1, name: 'bench', zone: 'UTC', as_of: AS_OF, rule });

/** q11: everybody takes part, in fifths by rank, over all time. */
export const QUINTILES = { id: 'rfm', name: 'RFM', model: 'rfm', as_of: AS_OF, zone: 'UTC', params: { method: { ranks: 5 }, cell: { level: 4 }, window_days: null } };
export const QUINTILES_CELL = `${QUINTILES.id}.code`;
export const MOST_CELLS = 125;

/** More bars than there are tags. */
export const ALL_TAGS = 1000;

/** o1: a definition per segment. */
export const overlapDocuments = () => OVERLAP.map(({ question, tag }) => documentOf(tag ? tagged(tag) : rules[question]));
