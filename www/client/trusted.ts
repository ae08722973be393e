// The one place that makes a script URL: only of this origin. Where Trusted Types do not exist the check is the same.

interface Policy { createScriptURL(url: string): unknown }
interface Factory { createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy }

const POLICY = Symbol.for('fenqun.policy');

function sameOrigin(url: string): string {
  const absolute = new URL(url, document.baseURI);
  if (absolute.origin !== location.origin) throw new TypeError(`not a URL of this origin: ${absolute.origin}`);
  return absolute.href;
}

/** The URL of a worker, trusted where the browser asks for it. Throws on a URL of another origin. */
export function workerUrl(url: string): string | URL {
  const scope = globalThis as { trustedTypes?: Factory; [POLICY]?: Policy };
  if (!scope.trustedTypes) return sameOrigin(url);
  scope[POLICY] ??= scope.trustedTypes.createPolicy('fenqun', { createScriptURL: sameOrigin });
  return scope[POLICY].createScriptURL(url) as URL;
}
