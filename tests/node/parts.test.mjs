// The engine comes in two parts: what is asked first needs only the first of them, and whatever needs the second brings it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { built, engineOf } from './engine.mjs';
import { models, same } from './scores-expected.mjs';
import { scored } from './scores-bits.mjs';

const BROKEN = new Uint8Array([0, 97, 115, 109]);
const bytes = (text) => new TextEncoder().encode(text);

function load(engine, plan, text) {
  const handle = engine.begin(plan);
  engine.push(handle, bytes(text));
  engine.finish(handle, undefined);
  while (engine.advance() < 1);
}

/** Other files and questions than those by which the parts are divided (`scripts/parts/visit.mjs`). */
async function shop(Engine) {
  const opener = await import('../../pkg/fenqun_files.js');
  await opener.default({ module_or_path: built('fenqun_files_bg.wasm') });
  const files = new opener.Files();
  const engine = new Engine();
  const people = Array.from({ length: 500 }, (_, n) => `M${n},顾客${n % 40},${n % 3 ? '男' : '女'},${18 + (n % 50)},${['南京', '无锡', '苏州'][n % 3]},${n % 4 ? '金卡' : '银卡;常客'}`);
  const sales = Array.from({ length: 2000 }, (_, n) => `T${n},M${(n * 7) % 450},2025-0${(n % 9) + 1}-0${(n % 9) + 1} 10:00:00,${(n % 90) + 0.5},${['茶', '咖啡'][n % 2]}`);
  const texts = { '会员.csv': ['会员号,昵称,性别,年龄,城市,标签', ...people], '流水.csv': ['订单号,会员号,下单时间,实付金额,类目', ...sales] };
  for (const [name, lines] of Object.entries(texts)) {
    const text = `${lines.join('\n')}\n`;
    const head = bytes(text);
    load(engine, files.inspect(name, head, head.length), text);
  }
  return engine;
}

const attribute = (field, is) => ({ attribute: { field, is } });

function questions(engine) {
  const [{ table }] = engine.schema().events;
  return [
    attribute('城市', { eq: '南京' }),
    { all: [attribute('年龄', { gt: 30 }), { tags: { has_any: ['金卡'] } }] },
    { any: [attribute('昵称', { contains: '9' }), { none: [{ event: { table, measure: 'count', is: { ge: 1 } } }] }] },
    { event: { table, window: { rolling: { n: 60, unit: 'days' } }, where: attribute('类目', { eq: '茶' }), measure: { sum: '实付金额' }, is: { ge: 20 } } },
  ].map((rule) => ({ fenqun: 1, name: '', as_of: '2025-10-01T00:00:00', rule }));
}

for (const build of ['fenqun', 'fenqun_scalar']) {
  describe(build, () => {
    test('opens files and answers what is asked first without the second part', async () => {
      const { Engine, hasLater } = await engineOf(build, { later: BROKEN, wait: false });
      const engine = await shop(Engine);
      const sizes = questions(engine).map((document) => {
        const { errors, matched } = engine.size(document);
        assert.deepEqual(errors, []);
        engine.sentenceTokens(document);
        engine.members(document, { offset: 0, limit: 10 }, undefined);
        return matched;
      });
      assert.ok(sizes.every((size) => size > 0 && size < 500), JSON.stringify(sizes));
      assert.equal(hasLater(), false);
      const whole = await shop((await engineOf(build)).Engine);
      assert.deepEqual(questions(whole).map((document) => whole.size(document).matched), sizes);
    });

    test('brings the second part in the middle of a call, and the answer is the same', async () => {
      const { Engine, hasLater } = await engineOf(build, { wait: false });
      assert.equal(hasLater(), false);
      same(scored(Engine, models));
      assert.equal(hasLater(), true);
    });

    test('a second part that cannot be had is an error of the call that needs it', async () => {
      const { Engine, hasLater } = await engineOf(build, { later: BROKEN, wait: false });
      const engine = await shop(Engine);
      assert.throws(() => engine.runScore({ id: 'rfm', model: 'rfm' }), WebAssembly.CompileError);
      assert.equal(hasLater(), false);
    });
  });
}

test('a program that gives the first part alone gets the second of the same build from beside the script', async () => {
  for (const build of ['fenqun', 'fenqun_scalar']) {
    const script = await import(`../../pkg/fenqun.js?alone-${build}`);
    const exports = await script.default({ module_or_path: built(`${build}_bg.wasm`) });
    assert.equal(exports.later_ready.value, 1);
    const again = await import(`../../pkg/fenqun.js?now-${build}`);
    assert.equal(again.initSync({ module: built(`${build}_bg.wasm`) }).later_ready.value, 1);
    same(scored(again.Engine, models));
  }
});

test('parts of different builds do not join', async () => {
  await assert.rejects(engineOf('fenqun', { later: built('fenqun_scalar_later_bg.wasm') }), WebAssembly.LinkError);
});

test('what could not be fetched is fetched again', async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(asked === 1 ? 503 : 200, { 'Content-Type': 'application/wasm' });
    response.end(asked === 1 ? '' : built('fenqun_later_bg.wasm'));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { prepare, hasLater } = await engineOf('fenqun', { later: `http://127.0.0.1:${server.address().port}/later.wasm`, wait: false });
    await assert.rejects(prepare(), /503/);
    assert.equal(hasLater(), false);
    await Promise.all([prepare(), prepare()]);
    assert.equal(hasLater(), true);
    await prepare();
    assert.equal(asked, 2);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
