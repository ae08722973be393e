import type { PresetsMessages } from './presets-panel.js';

/** Chinese. */
export const presetsPanelZh: PresetsMessages = {
  open: '从模板开始',
  title: '从模板开始',
  intro: '选一个常用的人群，改改数字就能用。用完之后它就是普通条件，随便改。',
  industry: '行业',
  all: '全部',
  industries: { ecommerce: '电商', education: '教育', finance: '金融', community: '社群' },
  list: '模板',
  lacks: (roles) => `数据里缺：${roles}`,
  blocked: { relations: '需要好友和群关系', scoring: '需要评分模型' },
  blockedHint: '这个模板现在还不能用',
  units: { days: '天', hours: '小时', years: '岁', seconds: '秒', months: '个月', count: '个', percent: '%', money: '元', times: '倍', text: '', date: '' },
  parameters: '可以改的数字',
  between: (min, max) => `${min}–${max}`,
  binding: '用哪些表和列',
  bindingHint: '按名字自动找的，不对就在这里改',
  unbound: '没有找到，选一个',
  counting: '正在计算…',
  matches: (people, share) => `现在有${people}，占${share}`,
  useNew: '用作新人群',
  useHere: '加到当前人群',
  choose: '在左边选一个模板',
  added: (name) => `已加上“${name}”`,
  started: (name) => `已用模板“${name}”新建人群`,
};
