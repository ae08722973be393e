import type { ErrorMessages } from './errors.js';
import { CODED, MEASURES, OPERATORS, TABLES } from './names.zh-CN.js';
import { TEXT_PHRASES } from './text.zh-CN.js';

/** What the engine says in English inside of a sentence. */
const PHRASES: ReadonlyMap<string, string> = new Map([
  ['there are none', '目前一个也没有'],
  ['binary data', '二进制数据'],
  ['media', '图片或音视频'],
  ['Office document', '其他 Office 文档'],
  ['it has no workbook inside', '里面没有工作簿'],
  ['ZIP, which has to be unpacked first', '压缩包，要先解压'],
  ['gzip, which has to be unpacked first', '压缩包，要先解压'],
  ['Parquet, which only the page reads', 'Parquet，只有网页能读'],
  ['a page without a table', '网页里没有表格'],
  ['no archive', '不是压缩包'],
  ['image', '图片'],
  ['program', '程序'],
  ['a boolean', '是或否'],
  ['true or false', '是或否'],
  ['female or male (女, 男); without a value is is_not_set', '女或男'],
  ['a text; without a value is is_not_set', '文字'],
  ['a text; put it in quotes', '文字（要加引号）'],
  ['a tags condition', '标签条件'],
  ['a cell lies outside of the sheet', '有单元格在工作表之外'],
  ['entries overlap', '压缩内容互相重叠'],
  ['its structure is damaged', '结构已损坏'],
  ['it is not the file that was inspected', '文件在识别之后变了'],
  ['compiled regex exceeded size limit', '重复的次数太多，展开后太大'],
  ['found unclosed character class', '方括号没有闭合'],
  ['found open group without closing \')\'', '括号没有闭合'],
  ['found closing \')\' without matching opening \'(\'', '多了一个右括号'],
  ['expected repetition operator to be applied to sub-expression', '重复符号（* + ?）前面没有内容'],
  ['its length is 0', '长度为 0'],
  ['it must start longer ago than it ends', '起点要比终点更早'],
  ['it must start before it ends', '起点要早于终点'],
  ['use days, weeks, months, quarters or years', '单位只能用天、周、月、季、年'],
  ['groups and attribute conditions on the event', '针对事件的条件组或属性条件'],
  ['a condition on the contact', '针对联系人的条件'],
  ['a text', '文字'],
  ['a number', '数字'],
  ['a date', '日期'],
  ['a list', '列表'],
  ['an object', '对象'],
  ['a date without a time', '不带时间的日期'],
  ['a date or a time', '日期或时间'],
  ['a whole number', '整数'],
  ['bytes', '个字节'],
  ['values', '个值'],
  ['nodes', '个节点'],
  ['levels of nesting', '层嵌套'],
  ['operators inside each other', '层运算嵌套'],
  ['segments that refer to each other in a row', '个首尾相接的人群'],
  ['named conditions that use each other in a row', '个首尾相接的命名条件'],
  ['a column of the same type in every table', '每张表里都有、类型也相同的列'],
  ['a column of dates or times', '日期或时间列'],
  ['a column of numbers', '数字列'],
  ['a column of ids, phones or texts', '编号、手机号或文本列'],
  ['a column of numbers, dates or times', '数字、日期或时间列'],
  ['at most 1,000,000 units', '一百万以内的长度'],
  ['a length from 1 to 1,000,000', '1 到 1,000,000 的长度'],
  ['a number from 1 to 10,000', '1 到 10,000 的数'],
  ['a number from 1 on', '1 以上的数'],
  ['a whole number from 0 on', '0 以上的整数'],
  ['a number of at most 18 digits', '不超过 18 位的数'],
  ['a number of contacts from 1 on', '1 以上的人数'],
  ['a quantile from 0 to 1', '0 到 1 之间的分位'],
  ['a month from 1 to 12', '1 到 12 月'],
  ['a weekday from 1 (Monday) to 7 (Sunday)', '周一到周日（1 到 7）'],
  ['a day of the month from 1 to 31', '1 到 31 日'],
  ['a time of the day such as 22:00', '22:00 这样的时刻'],
  ['a level from 1 on', '从 1 开始的层级'],
  ['a percentage from 0 to 100', '0 到 100 的百分比'],
  ['a percentage above 0 and up to 100', '大于 0、不超过 100 的百分比'],
  ['a distance above 0', '大于 0 的距离'],
  ['a latitude from -90 to 90', '-90 到 90 的纬度'],
  ['a longitude from -180 to 180', '-180 到 180 的经度'],
  ['as long as the other bound', '和另一端一样长的编号'],
  ['a value or a parameter', '值或参数'],
  ['a value, or an object with param, field or statistic', '值，或对参数、列、统计量的引用'],
  ['one value (a number when it has a factor)', '单个值（有倍数时是数字）'],
  ['for numbers only', '数字才有的设置'],
  ['for dates and times only', '日期和时间才有的设置'],
  ['in days or longer units for dates', '日期可用的单位（天或更长）'],
  ['for numbers of contacts only', '联系人的数字才有的比较'],
  ['a measure that is no ratio and no growth', '比率和增幅以外的算法'],
  ['an anniversary needs a start', '周年日要有起点'],
  ['all, has_value or {"segment": id}', '全部、有值的人或某个人群'],
  ['monday or sunday', '周一或周日'],
  ['asc or desc', '从小到大或从大到小'],
  ['match or no_match', '算或不算'],
  ['first or last', '首次或最近一次'],
  ['current or longest', '当前或最长'],
  ['latitude and longitude', '纬度和经度'],
  ['a JSON object', 'JSON 对象'],
  ['a value', '值'],
  ['a list of values', '值的列表'],
  ['a list of texts', '文字的列表'],
  ['a list of two texts', '两段文字的列表'],
  ['a list of whole numbers', '整数的列表'],
  ['a list of two bounds', '两端的列表'],
  ['a list of bands', '区间的列表'],
  ['a list of steps', '步骤的列表'],
  ['a list of nodes', '节点的列表'],
  ['a list of sources', '来源的列表'],
  ['relations between contacts', '联系人之间的关系'],
  ['a scoring model', '评分模型'],
  ['a record of messages sent', '触达记录'],
  ['text', '文本'],
  ['code', '编号'],
  ['gender', '性别'],
  ['number', '数字'],
  ['bool', '是否'],
  ['date', '日期'],
  ['datetime', '时间'],
  ['tags', '标签'],
  ['a match mode', '“匹配方式”'],
  ['an expression', '表达式'],
  ['a range that is not of numbers, dates or times', '不是数字、日期或时间的范围'],
  ['the end of the last day there is', '最后一天的结束'],
  ['the truth of a value whose type is not known', '“值是否为真”（类型未知）'],
  ['a comparison without a column', '没有列的比较'],
  ['a comparison with these operands', '这样的比较'],
  ['a comparison of several columns', '列与列的比较'],
  ['a default of a column', '列的缺省值'],
  ['a value from field', '来自另一列的值'],
  ['a number of at most 18 digits', '18 位以内的数字'],
  ['a number, a date or a time of the kind of the other bound', '数字、日期或时间（两端要同类）'],
  ['a group with rules', '带 rules 的条件组'],
  ['a list of rules', '规则列表'],
  ['a list of values', '值的列表'],
  ['a list of two bounds', '两端的列表'],
  ['a rule or a group', '规则或条件组'],
  ['and or or', 'and 或 or'],
  ['an operation', '运算'],
  ['an object with one operation', '只有一个运算的对象'],
  ['one operand', '一个运算数'],
  ['the name of a column', '列名'],
  ...TEXT_PHRASES,
]);

/** Type names of the engine. */
const TYPES: Readonly<Record<string, string>> = {
  id: '编号', phone: '手机号', email: '邮箱', name: '姓名', gender: '性别', date: '日期', datetime: '时间', money: '金额', percent: '百分比',
  bool: '是否', tags: '标签', geo: '地区', number: '数字', text: '文本',
};
const typeName = (name: string | undefined): string => (name === undefined ? '' : (TYPES[name] ?? name));

/** What the engine says about import settings, with the names of columns inside. */
const SENTENCES: ReadonlyArray<readonly [RegExp, (...parts: string[]) => string]> = [
  [/^the combinator (.+)$/s, (name) => `组合方式“${name}”`],
  [/^the column name "(.*)"$/s, (name) => `列名“${name}”`],
  [/^the result of (.+)$/s, (name) => `“${name}”的计算结果`],
  [/^a column of the type (\w+)$/, (kind) => `${zh(kind)}列`],
  [/^one of the order (.+)$/s, (list) => `顺序里的值（${list.replaceAll(', ', '、')}）`],
  [/^one of (.+)$/s, (list) => `这些之一：${list.split(', ').map((name) => CODED[name] ?? name).join('、')}`],
  [/^the delimiter is not one of .+$/, () => '分隔符只能是逗号、制表符、分号、竖线'],
  [/^a column has no name$/, () => '有一列没有名字'],
  [/^two columns are named (.+)$/s, (name) => `有两列都叫“${name}”`],
  [/^(.+) is a key and must be .+, not (\w+)$/s, (name, type) => `“${name}”用来识别这个人，要读成编号、手机号、邮箱或文本，不能是${typeName(type)}`],
  [/^(.+) says when and must be .+, not (\w+)$/s, (name, type) => `“${name}”是发生时间，要读成日期或时间，不能是${typeName(type)}`],
  [/^(.+) says how much and must be .+, not (\w+)$/s, (name, type) => `“${name}”是金额，要读成金额或数字，不能是${typeName(type)}`],
  [/^(.+) has tags, which belong to contacts; read it as text$/s, (name) => `“${name}”是标签，标签属于联系人；事件里请读成文本`],
  [/^more than one time column$/, () => '发生时间只能选一列'],
  [/^more than one amount column$/, () => '金额只能选一列'],
  [/^no column is read$/, () => '每一列都选了不读'],
  [/^the event table has no name$/, () => '事件表还没有名称'],
  [/^write (.+)$/s, (form) => `写成 ${form}`],
  [/^line (\d+) has no header: .+$/s, (line) => `第 ${line} 行没有表头，表格不在那里`],
  [/^(.+) is (\w+) here but (\w+) in the other files of the table (.+); .+$/s, (name, here, there, table) => `“${name}”在这里是${typeName(here)}，在“${table}”的其他文件里是${typeName(there)}；改成一样的类型，或换一个事件表名称`],
];

function zh(text: string): string {
  const known = PHRASES.get(text);
  if (known !== undefined) return known;
  for (const [shape, say] of SENTENCES) {
    const found = shape.exec(text);
    if (found) return say(...found.slice(1));
  }
  const meant = /^did you mean (.+)\?$/s.exec(text)?.[1];
  if (meant !== undefined) return `最接近的是“${meant}”`;
  const listed = /^there are (.+)$/s.exec(text)?.[1];
  if (listed !== undefined) return `可选：${listed.replace(/, …$/, ' 等').replaceAll(', ', '、')}`;
  return text;
}

/** A reason in brackets, when it can be said in Chinese. */
function because(text: string): string {
  const said = zh(text);
  return /\p{Script=Han}/u.test(said) ? `（${said}）` : '';
}

/** Where a JSON text breaks off or goes wrong. */
function jsonReason(text: string): string {
  const at = /at line (\d+) column (\d+)/.exec(text);
  return `${text.startsWith('EOF') ? '内容不完整' : '写法有误'}${at === null ? '' : `，在第 ${at[1]} 行第 ${at[2]} 个字符附近`}`;
}

/** Names of operators in a list. */
function operators(list: string): string {
  return list.split(', ').map((name) => OPERATORS[name] ?? name).join('、');
}

/** What tables there are, by the names that the page gives them. */
function tables(hint: string): string {
  return hint.replace(/^there are (.+)$/s, (_, list: string) => `there are ${list.split(', ').map((name) => TABLES[name] ?? name).join(', ')}`);
}

/** Chinese. */
export const errorsZh: ErrorMessages = {
  sentences: {
    empty_file: () => '文件是空的。重新导出一份再拖进来。',
    no_rows: () => '表头下面没有数据行。检查导出是否完整，或改正表头所在行。',
    not_a_table: (v) => `这不是表格（${zh(v('kind'))}）。可以拖入 CSV、TXT、XLSX、XLS、XLSB、ODS、HTML、JSON、VCF、Parquet 导出文件，或装着它们的 ZIP、GZ。`,
    broken_workbook: (v) => `工作簿打不开${because(v('reason'))}。文件可能没有传完整，用 Excel 或 WPS 打开，另存一份再拖进来。`,
    encrypted_workbook: () => '工作簿设了密码。去掉密码另存一份再拖进来。',
    inflates_too_much: (v) => `工作簿解压后超过 ${v('limit')}，像是压缩炸弹，没有打开。确认来源可靠的话，把工作表另存为 CSV 再拖进来。`,
    document_too_large: (v) => `文件有 ${v('size')} MiB，最多整份读入 ${v('limit')} MiB。导出成 CSV，或每行一条记录的 JSON，这两种没有这个限制。`,
    no_records: () => '这份 JSON 里没有记录列表。把列表本身导出来再拖进来。',
    unknown_records: (v) => `这份 JSON 的“${v('path')}”处没有记录列表。换一个列表。`,
    broken_archive: (v) => `压缩包打不开${because(v('reason'))}。重新打包，或解压后把文件拖进来。`,
    encrypted_archive: () => '压缩包设了密码。解压后把文件拖进来。',
    nested_archive: (v) => `“${v('name')}”是压缩包里的压缩包。解压后把文件拖进来。`,
    empty_archive: () => '压缩包里没有文件。重新打包导出的文件。',
    record_too_long: (v) => `有一条记录超过 ${v('limit')} 字节。检查是否有引号没有闭合。`,
    too_many_documents: (v) => `要比较 ${v('documents')} 个分群，一次最多 ${v('limit')} 个。请少选一些。`,
    too_many_columns: (v) => `文件有 ${v('columns')} 列，最多读 ${v('limit')} 列。删掉用不到的列再拖进来。`,
    too_large: (v) => `数据约需 ${v('needed')} MiB，一个标签页最多容纳 ${v('limit')} MiB。把用不到的列设为“不读”，或换小一些的文件。`,
    workbook_too_large: (v) => `工作簿有 ${v('size')} MiB，最多打开 ${v('limit')} MiB。把工作表另存为 CSV，CSV 没有这个限制。`,
    unknown_sheet: (v) => `没有名为“${v('name')}”的工作表。换一张工作表。`,
    bad_plan: (v) => `读取设置不成立：${zh(v('reason'))}。改一下再试。`,
    unknown_file: (v) => `没有编号为 ${v('id')} 的文件，可能已经移除。重新拖进来。`,
    already_loaded: (v) => `这个文件已经读入过，名为“${v('name')}”。确实要让这些行再算一次时，才再读一遍。`,
    unknown_record: (v) => `文件第 ${v('record')} 行不是联系人，文件可能已被替换。`,
    unknown_decision: () => '这条决定已经不在了。',
    cancelled: () => '已取消。之前读入的数据都还在。',
    text_syntax: (v) => `这里应为${zh(v('expected'))}，实际是${v('found') === 'the end of the text' ? zh(v('found')) : `“${v('found')}”`}。${zh(v('hint'))}。`,
    not_json: (v) => `不是有效的 JSON：${jsonReason(v('reason'))}。检查内容是否复制完整。`,
    not_a_definition: () => '这不是人群定义：缺少 fenqun 版本号。选择从这里导出的文件。',
    unknown_version: (v) => `定义的版本是 ${v('version')}，当前页面只认识版本 ${v('supported')}。用更新的页面打开。`,
    unknown_key: (v) => `不认识的键“${v('key')}”，${zh(v('hint'))}。改正或删掉它。`,
    missing_key: (v) => `缺少“${v('key')}”。补上它。`,
    wrong_shape: (v) => `这里应为${zh(v('expected'))}，实际是${zh(v('found'))}。`,
    not_one_kind: (v) => `每个节点只能是 ${v('kinds')} 中的一种，实际是 ${zh(v('found'))}。`,
    node_not_available: (v) => `“${v('kind')}”条件要用到${zh(v('needs'))}，这个引擎还没有。换一种条件。`,
    unknown_parameter: (v) => `没有名为“${v('name')}”的参数，${zh(v('hint'))}。换一个，或在参数里加上它。`,
    unknown_condition: (v) => `没有名为“${v('name')}”的命名条件，${zh(v('hint'))}。换一个，或把条件存成这个名字。`,
    condition_cycle: (v) => `这些命名条件绕成了一圈，互相引用：${v('cycle')}。去掉其中一处引用。`,
    unknown_snapshot: (v) => `没有编号为“${v('id')}”的快照，${zh(v('hint'))}。换一个快照，或用实时人群。`,
    empty_sequence: () => '先后顺序里没有一步是“发生过”。加一步。',
    no_taggings: () => '没有数据说明标签是什么时候、由谁打的。读入带标签列和时间列的打标记录，或去掉这个限定。',
    no_key: () => '联系人没有主键列。到读取设置里选一列编号或手机号。',
    unknown_operator: (v) => `没有“${v('operator')}”这个运算，${zh(v('hint'))}。改正它再导入。`,
    operator_not_for_type: (v) => `“${v('field')}”是${zh(v('type'))}，不能用“${OPERATORS[v('operator')] ?? v('operator')}”。可以用：${operators(v('operators'))}。`,
    wrong_value: (v) => `“${v('value')}”不是${zh(v('expected'))}。改正这个值。`,
    missing_not_for_operator: (v) => `“${OPERATORS[v('operator')] ?? v('operator')}”从不命中没有信息的联系人，这里不需要 missing。删掉它。`,
    empty_range: (v) => `从 ${v('from')} 到 ${v('to')} 的范围是空的。把两端对调。`,
    empty_group: () => '条件组里没有条件。加一条，或删掉这个组。',
    empty_list: () => '列表里没有值。加一个。',
    unknown_field: (v) => `没有名为“${v('name')}”的列，${zh(v('hint'))}。换一列，或读入含有它的文件。`,
    unknown_table: (v) => `没有名为“${TABLES[v('name')] ?? v('name')}”的事件表，${zh(tables(v('hint')))}。换一张表，或读入它的文件。`,
    unknown_tag: (v) => `没有联系人带标签“${v('name')}”，${zh(v('hint'))}。`,
    no_time_column: (v) => `“${TABLES[v('table')] ?? v('table')}”没有时间列，不能限定时间。到读取设置里指定它的时间列。`,
    measure_not_for_type: (v) => `“${v('field')}”是${zh(v('type'))}，不能算“${MEASURES[v('measure') as keyof typeof MEASURES] ?? v('measure')}”。换一种算法或换一列。`,
    unknown_segment: (v) => `没有编号为“${v('id')}”的人群，${zh(v('hint'))}。打开含有它的人群库。`,
    segment_cycle: (v) => `这些人群绕成了一圈，互相引用：${v('cycle')}。去掉其中一处引用。`,
    bad_pattern: (v) => `这个匹配式不能用${because(v('reason'))}。改正写法，或写得简单一些。`,
    unknown_zone: (v) => `没有名为“${v('name')}”的时区。写成 Asia/Shanghai 这样的名称。`,
    bad_time: (v) => `“${v('value')}”不是日期或时间。写成 2025-09-30 或 2025-09-30T12:00:00。`,
    no_as_of: () => '数据里没有事件时间，推不出最新的一天。给“统计时点”选一个日期。',
    unresolved_now: () => '“现在”要先换成具体时间才能计算。给“统计时点”选一个日期。',
    bad_window: (v) => `时间范围是空的：${zh(v('reason'))}。改正时间范围。`,
    definition_too_large: (v) => `定义超过 ${v('limit')} ${zh(v('what'))}。拆成几个人群。`,
    cannot_be_said: (v) => `${zh(v('what'))}在 ${v('format')} 与分群之间没有完全相同的说法。改掉或删掉它。`,
    no_data: () => '还没有联系人。先读入一个联系人文件。',
    no_such_column: (v) => `没有“${v('name')}”这一列可以显示。换一列。`,
    not_a_library: () => '这不是人群库文件。选择用“保存人群库”存下的文件。',
    segment_in_use: (v) => `“${v('name')}”正被 ${v('users')} 引用。先改那些人群。`,
    unknown_contact: (v) => `没有找到联系人“${v('contact')}”。换个关键词再搜。`,
    unknown_score: (v) => `没有编号为“${v('id')}”的评分。${zh(v('hint'))}`,
    bad_score: (v) => `评分设置不成立：${v('reason')}。改一改设置。`,
    score_name_taken: (v) => `数据里已有列“${v('name')}”。给评分换一个编号。`,
    score_in_use: (v) => `“${v('name')}”正被 ${v('users')} 引用。先改那些。`,
    score_lacks: (v) => `这个模型需要 ${v('lacks')}，现有数据里没有。读入含有它的文件。`,
    bad_experiment: (v) => `实验的设置或数字不成立：${v('reason')}。改正后再算。`,
    score_not_applicable: () => '这个模型不适合现有数据，没有给出结果。可以先用 RFM 或阶段。',
    score_too_few: (v) => `数据太少，不足以建模：${v('what')} 只有 ${v('found')}，至少要 ${v('least')}。可以先用 RFM 或阶段。`,
    no_such_part: (v) => `人群定义里没有 ${v('path')} 这一处，可能已经改动过。`,
    unknown_preset: (v) => `没有名为“${v('id')}”的预设，${zh(v('hint'))}。换一个。`,
    preset_lacks: (v) => `这个预设还缺少：${v('lacks')}。给它指定表或列，或读入含有它们的文件。`,
    unnamed_segment: () => '人群要先有名称才能保存。给它起个名字。',
    internal: (v) => `引擎内部出错：${v('reason')}。已读入的数据还在；欢迎把这句话反馈给我们。`,
    engine_stopped: () => '引擎在处理时停止了，会自动重新启动并读回之前的文件。换一份导出或换一种做法再试。',
    engine_out_of_memory: (v) => `引擎用到 ${v('used')} MiB 内存时停止了，一个标签页最多 ${v('limit')} MiB。它会自动重新启动并读回之前的文件。把用不到的列设为“不读”，或换小一些的文件。`,
    engine_missing: (v) => `引擎无法启动（${v('reason')}）。需要 Chromium 109、Safari 16.4、Firefox 115 或更新的浏览器，并且页面文件齐全。`,
    file_unreadable: () => '浏览器读不到这个文件：可能已被移动、改动或占用，也可能是文件夹。重新拖一次。',
  },
  place: ({ file, row, column, path }) => {
    const parts: string[] = [];
    if (file !== undefined) parts.push(file);
    if (row !== undefined) parts.push(`第 ${row} 行`);
    if (column !== undefined) parts.push(file === undefined && row !== undefined && /^\d+$/.test(column) ? `第 ${column} 个字符` : `“${column}”列`);
    if (path !== undefined) parts.push(path);
    return parts.join('，');
  },
  placed: (place, sentence) => `${place}：${sentence}`,
  other: (message) => `出现意外：${message}`,
};
