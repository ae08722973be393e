import { count } from './format.js';
import type { MembersMessages } from './members.js';

const n = (value: number): string => count('zh-CN', value);

/** Chinese. */
export const membersZh: MembersMessages = {
  caption: (value) => `人群成员，${n(value)}位联系人`,
  chooseColumns: '选择显示的列',
  chosen: (value, of) => `${n(value)}/${n(of)}列`,
  tagsColumn: '标签',
  masked: '已打码',
  reveal: '显示完整信息',
  revealTitle: '显示完整的手机号、邮箱和编号？',
  revealBody: (columns) => `这些列会在屏幕上完整显示：${columns}。换一个人群或刷新后恢复打码。`,
  revealYes: '完整显示',
  hide: '恢复打码',
  range: (from, to, of) => `第${n(from)}–${n(to)}位，共${n(of)}位`,
  previous: '上一屏',
  next: '下一屏',
  region: '成员表格，可用方向键滚动',
  rowNumber: '序号',
  empty: '没有人命中，放宽条件后这里会列出成员',

  export: {
    title: '导出名单',
    intro: (value) => `${n(value)}位联系人，CSV文件，Excel和WPS可以直接打开。`,
    columns: '导出的列',
    selectAll: '全选',
    selectNone: '全不选',
    masked: '打码导出',
    revealed: '完整显示手机号等',
    sensitive: '敏感信息',
    maskedHint: '手机号、邮箱和编号只留头尾几位',
    start: (value) => `导出${n(value)}人`,
    chooseOne: '至少选一列',
    confirmTitle: '再确认一次',
    confirmBody: (people, columns) => `将导出${n(people)}人的完整信息：${columns}。文件离开这里后，谁拿到都能直接看到。`,
    confirmCheck: '我有权使用这些信息，并会妥善保管这个文件',
    confirmYes: '完整导出',
    back: '返回',
    working: (rows) => `已写入${n(rows)}行`,
    done: (rows) => `已导出${n(rows)}行`,
    leftOut: (people) => `${n(people)}人不可触达，没有导出`,
    includeSuppressed: (people) => `也导出不可触达的${n(people)}人（退订、拒收或在黑名单里）`,
    guarded: (cells) => `${n(cells)}个单元格会被表格软件当成公式，前面加了单引号`,
    cancelled: '已取消，没有保存文件',
    refused: (value) => `条件里有${n(value)}处没填完或有错，现在导出的人会不对。`,
    refusedHint: '改好或停用标出的条件，再来导出。',
    nobody: '没有人命中，没有可导出的内容。',
    fileName: (name, day, revealed) => `${name}_名单${revealed ? '_未打码' : ''}_${day}.csv`,
  },
};
