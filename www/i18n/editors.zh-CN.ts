import type { EditorMessages } from './editors.js';
import { count } from './format.js';
import { CODED } from './names.zh-CN.js';

const n = (value: number): string => count('zh-CN', value);

/** Chinese. */
export const editorsZh: EditorMessages = {
  more: '更多',
  unit: '单位',
  units: { minutes: '分钟', hours: '小时', days: '天', weeks: '周', months: '个月', quarters: '个季度', years: '年' },
  length: '长度',
  from: '从',
  to: '到',
  and: '到',
  add: '添加',
  removeAt: (at) => `删除第${at}项`,
  upAt: (at) => `第${at}项上移`,
  downAt: (at) => `第${at}项下移`,
  choose: '选择',
  gone: (name) => `已没有：${name}`,
  coded: (name) => CODED[name] ?? name,

  population: { label: '在哪些人里比', has_value: '在有值的人里', all: '在所有人里', segment: '在某个人群里', pick: '选择人群' },
  tie: { include: '并列都算', exclude: '并列都不算', by_id: '按编号取够' },
  tieLabel: '并列怎么办',

  top: { n: '人数', people: '名', percent: '百分比', percentUnit: '', from: '从分位', to: '到分位', quantileHint: '高于前者，不高于后者' },
  comparison: { operator: '怎么比', value: '比较的数', years: '周岁', characters: '个字', deviations: '个标准差' },
  rank: { order: '从低到高的顺序', orderHint: '按从低到高填，如 普通、银卡、金卡', value: '等级' },
  bands: { low: '下限', high: '上限', open: '不限', add: '加一段' },
  months: ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'],
  weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  monthsLabel: '月份',
  weekdaysLabel: '星期',
  daysLabel: '每月几日',
  daysHint: '1到31，可填多个',
  period: { label: '在什么时候', next: '接下来', window: '某段时间里' },
  ago: { from: '最早', to: '最近', ago: '前' },
  diff: { to: '到哪个日期', today: '今天', unit: '按什么算' },
  geo: {
    longitude: '经度列', pickLongitude: '选择经度列', latitude: '中心纬度', km: '公里', around: '中心经度', within: '半径',
    south: '南界（纬度）', north: '北界（纬度）', west: '西界（经度）', east: '东界（经度）',
  },

  reference: {
    field: '另一列',
    pickField: '选择列',
    times: '倍数',
    statistic: { mean: '平均值', median: '中位数', min: '最小值', max: '最大值' },
    statisticLabel: '统计量',
    ofField: '哪一列的',
    own: '这一项的',
    param: '参数',
    moved: '前后移动',
    movedNone: '当天',
    later: '之后',
    earlier: '之前',
    direction: '方向',
  },

  since: {
    field: '起算的日期', pickField: '选择日期列', table: '起算的行为', which: { first: '首次', last: '最近一次' }, whichLabel: '哪一次',
    after: '起点移动', length: '多长', untilNow: '直到现在', forLength: '只看之后', until: '算到', movedNone: '从那时起', later: '从之后起', earlier: '从之前起',
  },

  mask: { title: '只算某些时段', weekdays: '星期', slots: '时段', times: '时刻', timesOn: '限定时刻', summary: (parts) => parts.join('、') },

  measure: {
    q: '分位', gap: { mean: '平均', median: '中位数', max: '最长', last: '最近一次' }, gapLabel: '哪一个间隔', which: { current: '到现在还在连续的', longest: '最长的一段' },
    whichLabel: '哪一段', lastUnits: '看最近几期', atLeast: '每期至少', timesEach: '次', shareOf: '按什么算占比', shareCount: '按次数', shareSum: '按合计',
    pickColumn: '选择列', of: '分子', to: '分母', over: '和哪段时间比', minBase: '基数至少', inner: '算什么', months: '哪些月份',
  },

  tags: {
    group: '只看这个标签组', anyGroup: '全部标签', level: '按第几层看', anyLevel: '不分层', window: '打标时间', anyTime: '不限时间', inWindow: '限定时间',
    sources: '打标来源', needsRecord: '要有打标记录才能限定时间和来源',
  },

  sequence: {
    step: (at) => `第${at}步`, happened: '发生了', not: '没有发生', gap: '离上一步不超过', gapAny: '不限间隔', gapOf: '最长间隔', addStep: '加一步', within: '全程不超过',
    withinAny: '全程不限时长', window: '时间范围', correlate: '每一步相同的列', correlateNone: '不要求相同', strict: '同一时间也算先后', reached: '走到第几步', reachedAll: '走完全部', reachedSome: '走到的步数',
    steps: '步骤', table: '行为', limits: '限定',
  },

  list: {
    paste: '名单', placeholder: '一行一个；可从表格里整列粘贴', count: (value) => `${n(value)}个值`, unmatched: (value) => `${n(value)}个在数据里找不到`, allMatched: '都能对上', edit: '编辑名单',
  },
  sample: { range: '取哪一段', from: '从百分之', to: '到百分之', salt: '抽样编号', saltHint: '换一个编号，抽到的是另一批人', key: '按哪一列', mainKey: '主键' },
  use: { label: '命名条件', pick: '选择命名条件', none: '还没有命名条件；在任一条件的菜单里选“存为命名条件”' },

  limit: {
    title: '人数上限', hint: '排除之后再截取', kind: '怎么截取', top: '按某一列排名取', random: '随机取', n: '人数', people: '人', by: '按哪一列', pickBy: '选择列',
    order: { desc: '从大到小', asc: '从小到大' }, orderLabel: '顺序', seed: '随机编号', per: '分组截取', perNone: '不分组', remove: '不限人数', each: '的每个值各取',
  },

  parameters: {
    title: '参数', hint: '起个名字的值，条件里可以引用；改一处，用到的地方都跟着变', name: '参数名', value: '值', kind: '类型',
    kinds: { number: '数字', text: '文字', date: '日期', list: '列表', bool: '是/否' },
    used: (value) => (value === 0 ? '没有用到' : `用了${n(value)}处`), remove: (name) => `删除参数“${name}”`, add: '加参数', yes: '是', no: '否',
  },

  named: { title: '命名条件', hint: '起了名字、可以在多处使用的条件', name: '条件名', used: (value) => (value === 0 ? '没有用到' : `用了${n(value)}处`), remove: (name) => `删除命名条件“${name}”`, back: '放回原处' },
};
