// Invented contacts and orders of any size: node bench/generate.mjs <contacts> <folder>
// writes contacts-<N>.csv and orders-<N>.csv. Seeded: the same N gives the same bytes.
import fs from 'node:fs';
import path from 'node:path';

const NOW = Date.UTC(2025, 9, 1) / 1000;            // 2025-10-01T00:00:00Z, the benchmark's "now" (epoch seconds)
const DAY = 86400;
const iso = (s) => new Date(s * 1000).toISOString().slice(0, 19) + 'Z';

function rng(seed) {                                // mulberry32
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const TREE = {
  地区: { 北京: '朝阳区 海淀区 东城区 西城区 丰台区 通州区', 上海: '浦东新区 徐汇区 静安区 黄浦区 闵行区 长宁区', 广州: '天河区 越秀区 海珠区 白云区 番禺区 黄埔区', 深圳: '南山区 福田区 罗湖区 宝安区 龙岗区 龙华区', 杭州: '西湖区 上城区 拱墅区 滨江区 余杭区 萧山区' },
  兴趣: { 美妆: '口红 面膜 香水 底妆 眼影 防晒', 母婴: '奶粉 纸尿裤 童装 玩具 早教 辅食', 运动: '跑步 瑜伽 健身 骑行 游泳 登山', 美食: '烘焙 火锅 咖啡 零食 生鲜 茶饮', 数码: '手机 电脑 相机 耳机 智能家居 游戏' },
  来源: { 线上: '公众号 视频号 小程序 朋友圈广告 直播间 搜一搜', 线下: '门店 展会 地推 包裹卡 活动签到 异业', 转介绍: '老客户 员工 分销 社群 裂变海报 拼团', 平台: '天猫 京东 抖音 小红书 拼多多 快手', 导入: '旧系统 名片 表单 电话 邮件 其他' },
  生命周期: { 新客: '首次添加 首单 七日内 三十日内 未下单 试用', 成长: '二单 三单 关联购买 升级中 高潜 复购', 成熟: '忠诚 会员 年卡 推荐人 稳定 高频', 衰退: '降频 降额 只看不买 退货多 投诉过 沉默三十天', 流失: '沉默九十天 半年未购 一年未购 已删除 已召回 拒绝联系' },
  价值: { 等级: '一星 二星 三星 四星 五星 黑金', 客单: '百元以下 一至三百 三至五百 五百至千 千元以上 万元以上', 潜力: '极低 低 中 高 极高 待评估', 毛利: '负 低 中 高 极高 未知', 成本: '免费 低 中 高 极高 未知' },
  活动: { 双十一: '2020 2021 2022 2023 2024 2025', 六一八: '2020 2021 2022 2023 2024 2025', 年货节: '2020 2021 2022 2023 2024 2025', 会员日: '一月 三月 五月 七月 九月 十一月', 直播: '第一场 第二场 第三场 第四场 第五场 第六场' },
  互动: { 社群: '发言多 潜水 抢红包 接龙 签到 管理员', 朋友圈: '常点赞 常评论 转发 屏蔽 只看 互动过', 私聊: '秒回 当天回 隔天回 不回 主动问 已拉黑', 内容: '看图文 看视频 看直播 下载资料 听课 读测评', 问卷: '满意 一般 不满意 未填 填过 推荐' },
  偏好: { 价格: '低价 性价比 品质 奢侈 比价 不敏感', 促销: '满减 折扣 赠品 秒杀 拼团 无', 时段: '早上 中午 下午 晚上 深夜 周末', 支付: '微信 支付宝 银行卡 分期 货到付款 积分', 配送: '次日达 自提 同城 定期购 冷链 普通' },
  身份: { 家庭: '单身 已婚 备孕 孕期 宝妈 宝爸', 职业: '学生 白领 自由职业 企业主 医生 教师', 年龄段: '零零后 九五后 九零后 八零后 七零后 六零后', 教育: '高中 专科 本科 硕士 博士 其他', 车房: '有车 有房 无车 无房 新能源 租房' },
  服务: { 售后: '退款 换货 维修 补发 咨询 表扬', 客服: '小美 小林 小陈 小王 小周 小吴', 渠道: '电话 在线 企微 邮件 门店 上门', 风险: '职业打假 羊毛党 黄牛 同行 骚扰 敏感', 门店: '一店 二店 三店 四店 五店 六店' },
};
const names = [];
for (const [a, l2] of Object.entries(TREE)) for (const [b, l3] of Object.entries(l2)) for (const c of l3.split(' ')) names.push(`${a}-${b}-${c}`);
const r = rng(20251001);
for (let i = names.length - 1; i > 0; i--) { const j = Math.floor(r() * (i + 1)); [names[i], names[j]] = [names[j], names[i]]; }
const TAGS = names;                                 // 300 names, TAGS[0] is the most frequent (Zipf, s = 1)

const CATEGORIES = '美妆 母婴 食品 服饰 家居 数码 家电 运动 图书 宠物 医药 生鲜 酒水 珠宝 箱包 玩具 汽车 旅行 教育 其他'.split(' ');

const N = Number(process.argv[2] || 100000);
const dir = process.argv[3] || '.';
fs.mkdirSync(dir, { recursive: true });

const rand = rng(42 + N);
const pick = (a) => a[Math.floor(rand() * a.length)];
const normal = () => Math.sqrt(-2 * Math.log(1 - rand())) * Math.cos(2 * Math.PI * rand());
const cumulative = (w) => { let s = 0; const c = w.map((x) => (s += x)); return { c, s }; };
const zipf = (n, s = 1) => cumulative(Array.from({ length: n }, (_, i) => 1 / (i + 1) ** s));
const draw = ({ c, s }) => { const x = rand() * s; let lo = 0, hi = c.length - 1; while (lo < hi) { const m = (lo + hi) >> 1; if (c[m] < x) lo = m + 1; else hi = m; } return lo; };

const CITIES = `北京,北京,1 上海,上海,1 广东,广州,1 广东,深圳,1 浙江,杭州,2 四川,成都,2 重庆,重庆,2 湖北,武汉,2 江苏,苏州,2 陕西,西安,2 江苏,南京,2 湖南,长沙,2 天津,天津,2 河南,郑州,2 广东,东莞,2 山东,青岛,2 云南,昆明,2 浙江,宁波,2 安徽,合肥,2 广东,佛山,2 辽宁,沈阳,3 福建,福州,3 福建,厦门,3 山东,济南,3 江苏,无锡,3 浙江,温州,3 吉林,长春,3 黑龙江,哈尔滨,3 辽宁,大连,3 贵州,贵阳,3 广西,南宁,3 福建,泉州,3 河北,石家庄,3 江西,南昌,3 浙江,金华,3 江苏,常州,3 江苏,南通,3 浙江,嘉兴,3 山西,太原,3 江苏,徐州,3 广东,惠州,3 广东,珠海,3 广东,中山,3 浙江,台州,3 山东,烟台,3 甘肃,兰州,3 浙江,绍兴,3 海南,海口,3 江苏,扬州,3 广东,汕头,3 山东,临沂,3 河南,洛阳,3 湖北,襄阳,4 湖北,宜昌,4 广西,桂林,4 湖南,株洲,4 四川,绵阳,4 贵州,遵义,4 新疆,乌鲁木齐,4 内蒙古,呼和浩特,4 宁夏,银川,4 青海,西宁,4 西藏,拉萨,4 河北,保定,4 河南,南阳,4 安徽,阜阳,5 江西,赣州,5 云南,大理,5 四川,南充,5 山东,菏泽,5`.split(' ').map((x) => x.split(','));
const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅雪雨晨欣怡子涵梓轩浩宇佳琪思雯婷颖璐瑶慧敏嘉诚博文俊豪天宇若曦诗涵语桐一诺可心小乐安然'];
const PREFIX = ['', '', '', '', '', '', 'A', '小雨', '小', '阿', '爱吃的', '快乐的', '店长', '代购', '宝妈'];
const SUFFIX = ['', '', '', '', '', '', '', '🌸', '~', '老师', '姐', '哥', '小雨伞', '同学', '（勿扰）'];
const DEVICE = ['iPhone', 'Huawei', 'Xiaomi', 'OPPO', 'vivo', 'Honor', 'Samsung', 'iPad', 'PC'];
const NETWORK = ['5G', 'WiFi', '4G', '3G'];
const SOURCE = ['扫码添加', '群聊', '名片分享', '公众号', '视频号', '小程序', '门店', '转介绍', '朋友圈广告', '直播间', '其他'];
const zCity = zipf(CITIES.length, 0.8), zTag = zipf(TAGS.length, 1), zCat = zipf(CATEGORIES.length, 0.7), zDev = zipf(DEVICE.length, 0.6), zSrc = zipf(SOURCE.length, 0.6);
const A62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const contactId = (i) => { // "wm" + 10 chars; bijective in i (odd multiplier mod 2^52), so unique
  let x = (BigInt(i) * 0x9e3779b97f4a7n + 0x5bd1e995n) & 0xfffffffffffffn, s = '';
  for (let k = 0; k < 10; k++) { s += A62[Number(x % 62n)]; x /= 62n; }
  return 'wm' + s;
};
const quote = (s) => (/[",\n\r]/.test(s) ? `"${s.replace(/"/g, '""')}"` : s);
const miss = (v, p = 0.03) => (rand() < p ? '' : v);
const ids = Array.from({ length: N }, (_, i) => contactId(i));

// Orders first: total_spend, order_count and coupon_rate of a contact follow from them.
const START = NOW - 3 * 365 * DAY;
let cap = Math.ceil(N * 5.6), n = 0;
let oC = new Uint32Array(cap), oT = new Uint32Array(cap), oA = new Float32Array(cap), oK = new Uint8Array(cap), oU = new Uint8Array(cap);
const created = new Uint32Array(N), spend = new Float64Array(N), count = new Uint32Array(N), coup = new Uint32Array(N);
const lastOrder = new Uint32Array(N);
for (let i = 0; i < N; i++) {
  created[i] = START + Math.floor(rand() * (NOW - START - 60));
  const k = rand() < 0.3 ? 0 : Math.min(200, Math.max(1, Math.round(Math.exp(1.35 + 1.05 * normal()))));
  const fav = draw(zCat), couponLove = rand() ** 2, level = Math.exp(4.6 + 0.7 * normal());
  const lapse = rand() < 0.4 ? rand() * (NOW - created[i]) * 0.9 : 0;   // some contacts stopped buying
  for (let j = 0; j < k && n < cap; j++) {
    oC[n] = i;
    oT[n] = Math.floor(created[i] + (1 - rand() ** 1.7) * (NOW - lapse - created[i] - 1));
    oA[n] = Math.max(1, Math.round(level * Math.exp(0.6 * normal()) * 2) / 2); // multiples of 0.5: sums are exact in f64
    oK[n] = rand() < 0.5 ? fav : draw(zCat);
    oU[n] = rand() < couponLove ? 1 : 0;
    spend[i] += oA[n]; count[i]++; coup[i] += oU[n]; if (oT[n] > lastOrder[i]) lastOrder[i] = oT[n];
    n++;
  }
}
class Out {
  constructor(f) { this.fd = fs.openSync(f, 'w'); this.b = []; this.n = 0; this.f = f; }
  line(s) { this.b.push(s); if (++this.n % 20000 === 0) this.flush(); }
  flush() { if (this.b.length) fs.writeSync(this.fd, this.b.join('\n') + '\n'); this.b = []; }
  end() { this.flush(); fs.closeSync(this.fd); console.log(this.f, fs.statSync(this.f).size, 'bytes', this.n - 1, 'rows'); }
}
const c = new Out(path.join(dir, `contacts-${N}.csv`));
c.line('id,nickname,gender,age,province,city,city_tier,device,network,source,created_at,last_active_at,total_spend,order_count,coupon_rate,ltv,tags');
for (let i = 0; i < N; i++) {
  let nick = pick(PREFIX) + pick(SURNAMES) + pick(GIVEN) + (rand() < 0.6 ? pick(GIVEN) : '') + pick(SUFFIX);
  const x = rand();
  if (x < 0.015) nick += ',' + pick(CITIES)[1]; else if (x < 0.02) nick += '\n' + pick(SOURCE); else if (x < 0.025) nick = `"${nick}"`;
  const [prov, city, tier] = CITIES[draw(zCity)];
  const active = Math.max(lastOrder[i], Math.floor(NOW - 1 - rand() ** 2.2 * (NOW - created[i] - 1)));
  const k = rand() < 0.1 ? 0 : Math.floor(1 + rand() * 12);
  const t = new Set(); for (let j = 0; j < k; j++) t.add(draw(zTag));
  c.line([ids[i], miss(quote(nick)), miss(rand() < 0.58 ? '女' : rand() < 0.9 ? '男' : '未知'), miss(Math.min(80, Math.max(14, Math.round(32 + 10 * normal())))),
    miss(prov), miss(city), miss(tier), miss(DEVICE[draw(zDev)]), miss(pick(NETWORK)), miss(SOURCE[draw(zSrc)]), iso(created[i]), miss(iso(active)),
    miss(spend[i].toFixed(2)), miss(count[i]), miss((count[i] ? coup[i] / count[i] : 0).toFixed(3)), miss((spend[i] * (0.5 + rand())).toFixed(2)),
    [...t].map((k) => TAGS[k]).join(';')].join(','));
}
c.end();
// Orders in the order of payment, as a shop exports them.
const key = new Float64Array(n);
for (let j = 0; j < n; j++) key[j] = (oT[j] - START) * 33554432 + j;
key.sort();
const o = new Out(path.join(dir, `orders-${N}.csv`));
o.line('order_id,contact_id,paid_at,amount,category,coupon_used');
for (let s = 0; s < n; s++) {
  const j = key[s] % 33554432;
  o.line(`SO${String(s + 1).padStart(9, '0')},${ids[oC[j]]},${iso(oT[j])},${oA[j].toFixed(2)},${CATEGORIES[oK[j]]},${oU[j]}`);
}
o.end();
