// A stand-in for the part of an engine that knows tests, for pages whose engine does not: usual formulas, close to the real ones.

/** What is looked for in the tests place, in both languages. */
export const testWords = {
  zh: { place: '测试', size: /^1 要多少人/, assign: /^2 分组/, result: /^3 看结果/, baseline: '现在的转化率 (%)', lift: '提升多少 (%)', badRate: '填 0 到 100 之间的百分比，例如 5', contacts: (arm) => `“${arm}”的人数`, converted: (arm) => `“${arm}”的转化人数`, control: '对照组', treatment: '实验组', winner: '可以用“实验组”', better: '实验组 明显好过 对照组', luck: '实验组 与 对照组：差别不显著，可能只是碰巧', alarm: '分流有问题，先不要看输赢', more: '转化的人比这组的人还多', points: '+3 个百分点', zero: '没有差别', arm: (n) => `第 ${n} 组的名称`, weight: (arm) => `“${arm}”的份数`, twice: '有两组同名', add: '加一组', write: '写成联系人的一列' },
  en: { place: 'Tests', size: /^1 How many/, assign: /^2 Assign/, result: /^3 Result/, baseline: 'Rate today (%)', lift: 'Lift (%)', badRate: 'Write a percentage from 0 to 100, such as 5', contacts: (arm) => `Contacts of “${arm}”`, converted: (arm) => `Converted of “${arm}”`, control: 'control', treatment: 'treatment', winner: 'Go on with “treatment”', better: 'treatment is clearly better than control', luck: 'treatment against control: no significant difference, it may be chance', alarm: 'The split is broken: do not look for a winner yet', more: 'More contacts converted than there are', points: '+3 points', zero: 'no difference', arm: (n) => `Name of arm ${n}`, weight: (arm) => `Parts of “${arm}”`, twice: 'Two arms have the same name', add: 'Add an arm', write: 'Write it into a column' },
};

/** Runs in the page; `false` where its engine knows tests. */
export const installTests = () => {
  const { engine } = document.querySelector('fq-app');
  if ('testResult' in engine) return false;
  const phi = (z) => {
    const t = 1 / (1 + 0.2316419 * Math.abs(z));
    const tail = 0.3989423 * Math.exp((-z * z) / 2) * t * (0.3193815 + t * (-0.3565638 + t * (1.781478 + t * (-1.821256 + t * 1.330274))));
    return z > 0 ? 1 - tail : tail;
  };
  const split = (counts, weights) => {
    const [all, parts] = [counts.reduce((a, b) => a + b, 0), weights.reduce((a, b) => a + b, 0)];
    const expected = weights.map((weight) => (all * weight) / parts);
    const chi2 = counts.reduce((sum, n, at) => sum + (expected[at] === 0 ? 0 : (n - expected[at]) ** 2 / expected[at]), 0);
    const p = Math.min(1, 2 * (1 - phi(Math.sqrt(chi2))));
    return { expected, chi2, p, alarm: p < 0.001 };
  };
  const judge = ({ arms, control = 0, method = {} }) => {
    const confidence = method.confidence ?? 0.95;
    const z = { 0.9: 1.645, 0.95: 1.96, 0.99: 2.576 }[confidence];
    const told = arms.map((arm) => {
      const rate = arm.contacts === 0 ? null : arm.conversions / arm.contacts;
      const error = rate === null ? 0 : z * Math.sqrt((rate * (1 - rate)) / arm.contacts);
      return { name: arm.name, contacts: arm.contacts, conversions: arm.conversions, rate, interval: rate === null ? null : { low: Math.max(0, rate - error), high: rate + error }, mean: null, variance: null };
    });
    const checked = split(arms.map((arm) => arm.contacts), arms.map((arm) => arm.weight ?? 1));
    const base = told[control];
    const pairs = told.flatMap((arm, at) => {
      if (at === control || arm.rate === null || base.rate === null) return [];
      const difference = arm.rate - base.rate;
      const error = Math.sqrt((arm.rate * (1 - arm.rate)) / arm.contacts + (base.rate * (1 - base.rate)) / base.contacts);
      const p = 2 * (1 - phi(Math.abs(difference) / error));
      const verdict = checked.alarm ? 'split_broken' : p < 1 - confidence ? (difference > 0 ? 'better' : 'worse') : 'not_significant';
      const rates = { difference, interval: { low: difference - z * error, high: difference + z * error }, relative_uplift: difference / base.rate, adjusted_p: p, verdict, bayes: { b_better: phi(difference / error) } };
      return [{ arm: at, rates, note: { template: 'test.pair', params: {} } }];
    });
    const best = pairs.filter((pair) => pair.rates.verdict === 'better').sort((a, b) => b.rates.difference - a.rates.difference)[0];
    return { control, confidence, arms: told, split: checked, pairs, notes: [], ...(best && { winner: best.arm }) };
  };
  engine.testResult = async (input) => judge(input);
  engine.sampleSize = async ({ baseline, lift, target, power = 0.8, alpha = 0.05, arms = 1 }) => {
    const other = target ?? baseline * (1 + lift);
    const quantile = (wanted) => { let [low, high] = [-6, 6]; for (let turn = 0; turn < 60; turn += 1) { const middle = (low + high) / 2; if (phi(middle) < wanted) low = middle; else high = middle; } return low; };
    const h = 2 * Math.asin(Math.sqrt(other)) - 2 * Math.asin(Math.sqrt(baseline));
    const n = Math.ceil(((quantile(1 - alpha / arms / 2) + quantile(power)) / h) ** 2);
    return { target: other, control: n, arm: n, total: n * (arms + 1), cohen_h: h, note: { template: 'experiment.size', params: {} } };
  };
  engine.assignArms = async (document, { experiment, arms, key }) => {
    const { matched } = await engine.size(document);
    const parts = arms.reduce((sum, arm) => sum + (arm.weight ?? 1), 0);
    const counts = arms.map((arm) => Math.round((matched * (arm.weight ?? 1)) / parts));
    return { experiment, key: key ?? '客户ID', contacts: matched, without_key: 0, split: split(counts, arms.map((arm) => arm.weight ?? 1)), arms: arms.map((arm, at) => ({ name: arm.name, share: (arm.weight ?? 1) / parts, contacts: counts[at], first: '00000000', last: 'ffffffff' })) };
  };
  engine.testOf = async () => ({ report: judge({ arms: [{ name: 'A', contacts: 1000, conversions: 100 }, { name: 'B', contacts: 1000, conversions: 150 }] }), in_several: 0, without_value: 0 });
  document.querySelector('fq-app').requestUpdate();
  return true;
};
