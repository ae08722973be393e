// Editors that few definitions need: loaded once the first of them is shown, or once there are data to ask about.

let loading: Promise<unknown> | undefined;

/** Loads them; a load that failed is tried again the next time. */
export function loadEditors(): Promise<unknown> {
  loading ??= import('./editors.js').catch(() => { loading = undefined; });
  return loading;
}
