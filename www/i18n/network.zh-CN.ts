// The source of the sentences of networks and experiments.
import type { ScoreParams } from './scores.js';

const percent = (text: string): string => (text === '' ? '' : `${Math.round(Number(text) * 10_000) / 100}%`);
const verdicts: Readonly<Record<string, string>> = {
  cannot_tell: '无法判断', not_significant: '差异不显著', better: '显著更好', worse: '显著更差', split_broken: '分流异常，不下结论',
};
const change = (text: string): string => (Number(text) < 0 ? `降低 ${text.replace('-', '')}` : `提升 ${text}`);
const between = (v: ScoreParams): string => (v('low') === '' ? '' : `（${v('confidence')}% 区间 ${v('low')}~${v('high')}）`);

export const networkZh: Readonly<Record<string, (v: ScoreParams) => string>> = {
  'network.friends': (v) => `关系取自“${v('table')}”，另一方看“${v('to')}”（按 ${v('by')} 认人）：${v('contacts')} 位联系人之间有 ${v('edges')} 条双向关系${v('weight') === '' ? '' : `，强度看“${v('weight')}”`}。`,
  'network.follows': (v) => `关系取自“${v('table')}”，另一方看“${v('to')}”（按 ${v('by')} 认人）：${v('contacts')} 位联系人之间有 ${v('edges')} 条单向关系${v('weight') === '' ? '' : `，强度看“${v('weight')}”`}。`,
  'network.communities': (v) => `分出 ${v('communities')} 个圈子，按人数从多到少编号；不足 10 人的记为零散（${v('scattered')} 人）。模块度 ${v('modularity')}，试了 ${v('seeds')} 次取最好的一次。`,
  'network.strong': (v) => `共同好友至少 ${v('common')} 位算强关系，共 ${v('ties')} 对。`,
  'network.strong_follows': (v) => `互相关注且共同好友至少 ${v('common')} 位算强关系，共 ${v('ties')} 对。`,
  'network.rank': () => '影响力是 PageRank，平均为 1；只在有关系的联系人之间比较。',
  'network.koc': (v) => `KOC 分是影响力、核心层数、分享率、带来人数各自百分位的平均，至少要有两项；${v('n')} 位有分，前 5% 是 ${v('top')} 位。`,
  'network.sharers': (v) => `曝光满 10 次的 ${v('eligible')} 位里，分享率排在前 20% 的有 ${v('chosen')} 位，并列的都算；最低 ${v('percent')}%。`,
  'network.groups': (v) => `共 ${v('groups')} 个群，其中 ${v('pairs')} 对群的成员重叠达到 30%。`,
  'network.unknown': (v) => `${v('n')} 条关系有一方不是联系人，没有计入（发起方 ${v('from')} 条，另一方 ${v('to')} 条）。`,
  'network.ambiguous': (v) => `${v('n')} 条关系的另一方对应不止一位联系人，没有计入。`,
  'network.without_to': (v) => `${v('n')} 条关系没有写另一方，没有计入。`,
  'network.loops': (v) => `${v('n')} 条关系的两方是同一个人，没有计入。`,
  'network.repeated': (v) => `${v('n')} 条关系重复，只算一次。`,
  'network.other_kinds': (v) => `${v('n')} 条关系是别的类型，没有计入。`,
  'network.bad_weights': (v) => `${v('n')} 条关系没有大于 0 的强度，没有计入。`,
  'network.hubs': (v) => `${v('n')} 位联系人的关系超过 ${v('cap')} 条，多半是营销号，只保留好友数，不参与其他计算：${v('names')}。`,
  'network.person': (v) => `在${v('community')}，与 ${v('members')} 位成员相互连接，共同好友中位数 ${v('common')}；共 ${v('degree')} 位好友，强关系 ${v('strong')} 位。`,
  'network.person_follows': (v) => `在${v('community')}，与 ${v('members')} 位成员相互连接，共同好友中位数 ${v('common')}；${v('followers')} 人关注，关注 ${v('follows')} 人，互相关注 ${v('mutual')} 人，强关系 ${v('strong')} 位。`,
  'network.person_rank': (v) => `影响力是平均的 ${v('rank')} 倍，高于 ${percent(v('rank_percentile'))} 的成员；核心层数 ${v('core')}。`,
  'network.person_hub': (v) => `有 ${v('degree')} 条关系，超过 ${v('cap')} 条，不参与圈子和影响力的计算。`,
  'network.person_of_hubs': (v) => `${v('degree')} 条关系都连着关系过多的账号，不参与圈子和影响力的计算。`,
  'network.person_alone': () => '和其他联系人之间没有关系。',
  'network.person_shares': (v) => `分享率 ${percent(v('share_rate'))}。`,
  'network.person_invited': (v) => `带来 ${v('invited')} 人。`,
  'network.person_koc': (v) => `KOC 分 ${v('koc')}（满分 100）。`,
  'assignment.how': (v) => `按实验名“${v('experiment')}”和“${v('key')}”算出的 md5 分成 ${v('arms')} 组，同一个人每次都在同一组，数据库里也能算出同样的结果。`,
  'assignment.without_key': (v) => `${v('n')} 位联系人没有“${v('key')}”，没有分组。`,
  'assignment.uneven': () => '各组人数与比例相差太大，检查分组用的列是不是每人一个。',
  'assignment.person': (v) => `由实验名“${v('experiment')}”和“${v('key')}”决定 → ${v('arm')}`,
  'assignment.person_none': (v) => `没有“${v('key')}”，或不在实验的人群里，没有分组。`,
  'experiment.size': (v) => `从 ${v('baseline')}% 测出 ${v('target')}%，对照组要 ${v('control')} 人，每个实验组要 ${v('arm')} 人，${v('arms')} 组共 ${v('total')} 人（把握 ${v('power')}%，误判 ${v('alpha')}%）。`,
  'test.pair': (v) => (v('verdict') === 'cannot_tell'
    ? `${v('arm')} 转化 ${v('b')}%，${v('control')} 转化 ${v('a')}%：${verdicts['cannot_tell'] ?? ''}。`
    : `${v('arm')} 转化 ${v('b')}%，${v('control')} 转化 ${v('a')}%，${change(v('points'))} 个百分点${between(v)}，${verdicts[v('verdict')] ?? v('verdict')}。`),
  'test.pair_means': (v) => (v('verdict') === 'cannot_tell'
    ? `${v('arm')} 人均 ${v('b')}，${v('control')} 人均 ${v('a')}：${verdicts['cannot_tell'] ?? ''}。`
    : `${v('arm')} 人均 ${v('b')}，${v('control')} 人均 ${v('a')}，${change(v('difference'))}${between(v)}，${verdicts[v('verdict')] ?? v('verdict')}。`),
  'test.split_broken': (v) => `各组人数与设定的比例对不上（p = ${v('p')}），分流有问题，先查原因，不要看输赢。`,
  'test.winner': (v) => `可以用 ${v('arm')}。`,
  'test.no_winner': () => '没有哪一组显著好过对照组。',
  'test.overall': (v) => `${v('arms')} 组放在一起比：p = ${v('p')}；下面每组与对照组的比较已按比较次数从严（Holm）。`,
  'test.small': (v) => `${v('arm')} 与对照组里有人数少于 5 的格子，用了 Fisher 精确检验。`,
  'test.control_zero': (v) => `对照组没有人转化，算不出 ${v('arm')} 的相对提升。`,
  'test.ready': (v) => `${v('arm')} 更好的概率 ${v('chance')}%，选它的预期损失 ${v('loss')} 个百分点：可推广。`,
  'test.chance': (v) => `${v('arm')} 更好的概率 ${v('chance')}%，选它的预期损失 ${v('loss')} 个百分点。`,
  'test.cuped': (v) => `用实验前的数据校正了 ${v('arm')} 的人均，方差减少 ${v('saved')}%。`,
  'test.early': () => '实验还没到计划的时间，结论按可以随时查看的序贯检验下，比固定样本的检验更严。',
  'test.in_several': (v) => `${v('n')} 位联系人同时在几个组里，没有计入。`,
  'test.without_value': (v) => `${v('n')} 位联系人没有数值，按 0 计。`,
};
