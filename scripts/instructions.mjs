// Counts the instructions of ten fixed questions with callgrind and compares them with tests/instructions.json. Times on a
// shared machine say little; instructions of the same build on the same data hardly move.
//
//   node scripts/instructions.mjs            compare
//   FENQUN_UPDATE=1 node scripts/instructions.mjs   write what is counted
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './steps.mjs';

/** Shares by which a count may differ from the budget. */
const SLACK = 0.03;
const budgetPath = join(root, 'tests', 'instructions.json');

const output = (command, ...args) => execFileSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'inherit'] });

/** What decides how many instructions a build has. */
function compiler() {
  const version = output('rustc', '-vV');
  const line = (name) => new RegExp(`^${name}: (.*)$`, 'm').exec(version)?.[1];
  return { rustc: line('release'), host: line('host') };
}

/** The path of the built program. */
function built() {
  const messages = output('cargo', 'build', '--quiet', '--profile', 'counted', '--bench', 'instructions', '--message-format=json');
  const made = messages.split('\n').filter((line) => line.includes('"executable":"')).map((line) => JSON.parse(line));
  const program = made.find(({ target }) => target.name === 'instructions')?.executable;
  if (!program) throw new Error('cargo built no program named instructions');
  return program;
}

/** Instructions by question, with all that it calls. Each question is a function of its own; nothing else is counted. */
function counted(program) {
  const folder = mkdtempSync(join(tmpdir(), 'fenqun-instructions-'));
  try {
    const file = join(folder, 'out');
    const text = output('valgrind', '--quiet', '--tool=callgrind', '--collect-atstart=no', '--toggle-collect=*instructions::question_*', `--callgrind-out-file=${file}`, program);
    const names = text.trim().split('\n').map((line) => line.split(' ')[0]);
    const lines = output('callgrind_annotate', '--inclusive=yes', '--threshold=100', file).split('\n');
    const count = (at) => {
      const line = lines.find((one) => new RegExp(`instructions::question_${at}(\\W|$)`).test(one));
      if (!line) throw new Error(`nothing was counted of question ${at}`);
      return Number(line.trim().split(' ')[0].replaceAll(',', ''));
    };
    return Object.fromEntries(names.map((name, at) => [name, count(at)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const hasValgrind = () => {
  try {
    execFileSync('valgrind', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

if (!hasValgrind()) {
  console.log('valgrind is not installed: instructions are not counted on this machine');
  process.exit(process.env.CI ? 1 : 0);
}
const here = compiler();
const counts = counted(built());
if (process.env.FENQUN_UPDATE) {
  writeFileSync(budgetPath, `${JSON.stringify({ ...here, counts }, null, 2)}\n`);
  console.log(counts);
  process.exit();
}
const budget = JSON.parse(readFileSync(budgetPath, 'utf8'));
if (budget.rustc !== here.rustc || budget.host !== here.host) {
  console.log(`the budget is that of ${budget.rustc} on ${budget.host}; ${here.rustc} on ${here.host} makes other instructions, nothing is compared`);
  process.exit();
}
let failed = 0;
for (const [name, count] of Object.entries(counts)) {
  const allowed = budget.counts[name];
  const share = count / allowed - 1;
  const passes = Math.abs(share) <= SLACK;
  failed += passes ? 0 : 1;
  console.log(`${passes ? 'ok  ' : 'FAIL'} ${name.padEnd(14)} ${String(count).padStart(12)} ${(share * 100).toFixed(2).padStart(7)} %`);
}
if (failed > 0) console.log('A count above the budget is a regression; one below it is a gain: write the new budget with FENQUN_UPDATE=1.');
console.log(`${Object.keys(counts).length - failed} of ${Object.keys(counts).length} within ${SLACK * 100} % of the budget`);
process.exit(failed > 0 ? 1 : 0);
