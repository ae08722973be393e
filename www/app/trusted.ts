// The page makes no HTML, script or script URL from text: the default policy lets only the empty string pass.

interface Factory {
  createPolicy(name: string, rules: Record<'createHTML' | 'createScript' | 'createScriptURL', (text: string) => string | null>): unknown;
}

function onlyEmpty(text: string): string | null {
  return text === '' ? '' : null;
}

/** Installs the default policy where the browser has Trusted Types. */
export function closeSinks(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory & { readonly defaultPolicy: unknown } };
  if (!trustedTypes || trustedTypes.defaultPolicy) return;
  trustedTypes.createPolicy('default', { createHTML: onlyEmpty, createScript: onlyEmpty, createScriptURL: onlyEmpty });
}
