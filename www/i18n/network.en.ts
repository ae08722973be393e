// The English twin of `network.zh-CN.ts`.
import type { ScoreParams } from './scores.js';

const percent = (text: string): string => (text === '' ? '' : `${Math.round(Number(text) * 10_000) / 100}%`);
const verdicts: Readonly<Record<string, string>> = {
  cannot_tell: 'cannot tell', not_significant: 'no significant difference', better: 'significantly better', worse: 'significantly worse', split_broken: 'the split is broken, so no conclusion',
};
const change = (text: string): string => (Number(text) < 0 ? `${text.replace('-', '')} less` : `${text} more`);
const points = (text: string): string => (Number(text) < 0 ? `${text.replace('-', '')} points less` : `${text} points more`);
const between = (v: ScoreParams): string => (v('low') === '' ? '' : ` (${v('confidence')}% interval ${v('low')} to ${v('high')})`);
/** The values of communities are stored in Chinese. */
const community = (text: string): string => (text === '零散' ? 'in no community of ten or more' : `in community ${text.replace(/^圈子 /, '')}`);

export const networkEn: Readonly<Record<string, (v: ScoreParams) => string>> = {
  'network.friends': (v) => `Relations are those of “${v('table')}”, the other end stands in “${v('to')}” (found by ${v('by')}): ${v('edges')} ties that hold both ways among ${v('contacts')} contacts${v('weight') === '' ? '' : `, as strong as “${v('weight')}” says`}.`,
  'network.follows': (v) => `Relations are those of “${v('table')}”, the other end stands in “${v('to')}” (found by ${v('by')}): ${v('edges')} ties that hold one way among ${v('contacts')} contacts${v('weight') === '' ? '' : `, as strong as “${v('weight')}” says`}.`,
  'network.communities': (v) => `${v('communities')} communities, numbered from the largest; those below 10 are scattered contacts (${v('scattered')}). Modularity ${v('modularity')}, the best of ${v('seeds')} runs.`,
  'network.strong': (v) => `A tie is strong with at least ${v('common')} friends in common: ${v('ties')} pairs.`,
  'network.strong_follows': (v) => `A tie is strong when both follow each other with at least ${v('common')} friends in common: ${v('ties')} pairs.`,
  'network.rank': () => 'Influence is PageRank, 1 on average, among contacts that have a relation.',
  'network.koc': (v) => `The KOC score is the mean percentile of influence, core number, share rate and contacts brought, at least two of them; ${v('n')} have one, ${v('top')} are the best 5%.`,
  'network.sharers': (v) => `Of ${v('eligible')} contacts who saw 10 or more, ${v('chosen')} are the 20% with the highest share rate, equals included; at least ${v('percent')}%.`,
  'network.groups': (v) => `${v('groups')} groups, ${v('pairs')} pairs of which share 30% of their members or more.`,
  'network.unknown': (v) => `${v('n')} relations have an end that is no contact and do not count (${v('from')} where they begin, ${v('to')} where they end).`,
  'network.ambiguous': (v) => `${v('n')} relations end at a key that several contacts have and do not count.`,
  'network.without_to': (v) => `${v('n')} relations name no other end and do not count.`,
  'network.loops': (v) => `${v('n')} relations of a contact with itself do not count.`,
  'network.repeated': (v) => `${v('n')} relations are listed again and count once.`,
  'network.other_kinds': (v) => `${v('n')} relations are of other kinds and do not count.`,
  'network.bad_weights': (v) => `${v('n')} relations have no strength above 0 and do not count.`,
  'network.hubs': (v) => `${v('n')} contacts have more than ${v('cap')} relations, as marketing accounts do; they keep that number and take no part in the rest: ${v('names')}.`,
  'network.person': (v) => `${community(v('community'))}, connected with ${v('members')} members, ${v('common')} friends in common (median); ${v('degree')} friends in all, ${v('strong')} strong ties.`,
  'network.person_follows': (v) => `${community(v('community'))}, connected with ${v('members')} members, ${v('common')} friends in common (median); ${v('followers')} followers, follows ${v('follows')}, ${v('mutual')} both ways, ${v('strong')} strong ties.`,
  'network.person_rank': (v) => `${v('rank')} times the average influence, above ${percent(v('rank_percentile'))} of the members; core number ${v('core')}.`,
  'network.person_hub': (v) => `${v('degree')} relations are more than ${v('cap')}: no community and no influence.`,
  'network.person_of_hubs': (v) => `All ${v('degree')} relations lead to accounts with too many of them: no community and no influence.`,
  'network.person_alone': () => 'No relation with another contact.',
  'network.person_shares': (v) => `Shares ${percent(v('share_rate'))} of what is seen.`,
  'network.person_invited': (v) => `Brought ${v('invited')} contacts.`,
  'network.person_koc': (v) => `KOC score ${v('koc')} of 100.`,
  'assignment.how': (v) => `The md5 of the experiment “${v('experiment')}” and “${v('key')}” decides which of ${v('arms')} arms it is: the same people are always in the same arm, in a database too.`,
  'assignment.without_key': (v) => `${v('n')} contacts have no “${v('key')}” and are in no arm.`,
  'assignment.uneven': () => 'The arms are too far from their weights. Check whether the column is different for every person.',
  'assignment.person': (v) => `decided by the experiment “${v('experiment')}” and “${v('key')}” → ${v('arm')}`,
  'assignment.person_none': (v) => `without “${v('key')}”, or not in the segment of the experiment: in no arm.`,
  'experiment.size': (v) => `To tell ${v('target')}% from ${v('baseline')}% it takes ${v('control')} contacts in the control and ${v('arm')} in each other arm, ${v('total')} in ${v('arms')} arms (power ${v('power')}%, false findings ${v('alpha')}%).`,
  'test.pair': (v) => (v('verdict') === 'cannot_tell'
    ? `${v('arm')} converts ${v('b')}%, ${v('control')} ${v('a')}%: ${verdicts['cannot_tell'] ?? ''}.`
    : `${v('arm')} converts ${v('b')}%, ${v('control')} ${v('a')}%: ${points(v('points'))}${between(v)}, ${verdicts[v('verdict')] ?? v('verdict')}.`),
  'test.pair_means': (v) => (v('verdict') === 'cannot_tell'
    ? `${v('arm')} has ${v('b')} per contact, ${v('control')} ${v('a')}: ${verdicts['cannot_tell'] ?? ''}.`
    : `${v('arm')} has ${v('b')} per contact, ${v('control')} ${v('a')}: ${change(v('difference'))}${between(v)}, ${verdicts[v('verdict')] ?? v('verdict')}.`),
  'test.split_broken': (v) => `The arms do not have the contacts that their weights say (p = ${v('p')}): the split is broken. Find out why before you look for a winner.`,
  'test.winner': (v) => `Go on with ${v('arm')}.`,
  'test.no_winner': () => 'No arm is significantly better than the control.',
  'test.overall': (v) => `All ${v('arms')} arms together: p = ${v('p')}. Each comparison with the control allows for their number (Holm).`,
  'test.small': (v) => `${v('arm')} and the control have a cell below 5, so Fisher’s exact test decides.`,
  'test.control_zero': (v) => `Nobody converted in the control, so ${v('arm')} has no relative uplift.`,
  'test.ready': (v) => `${v('arm')} is better with a chance of ${v('chance')}%, and choosing it is expected to lose ${v('loss')} points: ready to roll out.`,
  'test.chance': (v) => `${v('arm')} is better with a chance of ${v('chance')}%, and choosing it is expected to lose ${v('loss')} points.`,
  'test.cuped': (v) => `What was known before the test is taken off the mean of ${v('arm')}; that saves ${v('saved')}% of the variance.`,
  'test.early': () => 'The test is not at its planned end: a sequential test decides, which stays valid at every look and asks for more.',
  'test.in_several': (v) => `${v('n')} contacts are in several arms and were left out.`,
  'test.without_value': (v) => `${v('n')} contacts have no value and count as 0.`,
};
