// Editors that few definitions need: loaded once the first of them is shown, or once there are data to ask about.

let loading: Promise<unknown> | undefined;

/** Loads them; a load that failed is tried again the next time. */
export function loadEditors(): Promise<unknown> {
  loading ??= import('./editors.js').catch(() => { loading = undefined; });
  return loading;
}

const SOON_MS = 500;
let soon = false;

/** Loads them once nothing else is to be done, so that they are there before they are asked for. */
export function loadEditorsSoon(): void {
  if (soon) return;
  soon = true;
  if ('requestIdleCallback' in globalThis) requestIdleCallback(() => { void loadEditors(); });
  else setTimeout(() => { void loadEditors(); }, SOON_MS);
}
