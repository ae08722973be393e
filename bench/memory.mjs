// Memory of a browser's page process, as the system counts it.
import { readdirSync, readFileSync } from 'node:fs';

function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

const field = (status, name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);

/** Every process below this one. */
function* descendants(pid) {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = pids.map((child) => [Number(child), field(read(child, 'status'), 'PPid')]);
  const below = [pid];
  for (const parent of below) {
    for (const [child, of] of parents) if (of === parent) below.push(child);
    if (parent !== pid) yield parent;
  }
}

/** Resident MiB of the largest renderer below a process, now and at most; `null` where the system does not tell. */
export function rendererMemory(browserPid) {
  if (process.platform !== 'linux') return null;
  const renderers = [...descendants(browserPid)].filter((pid) => read(pid, 'cmdline').includes('--type=renderer'));
  const sizes = renderers.map((pid) => read(pid, 'status')).map((status) => ({
    resident: Math.round(field(status, 'VmRSS') / 1024), peak: Math.round(field(status, 'VmHWM') / 1024),
  }));
  return sizes.sort((a, b) => b.peak - a.peak)[0] ?? null;
}
