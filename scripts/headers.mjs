// The one place where the response headers are written down. The local server sends them, the configuration samples for
// other hosts in `www/public/headers/` are written from them, and a test compares both.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Directives of the policy, in order. */
export const policy = [
  ['default-src', "'none'"],
  ['script-src', "'self' 'wasm-unsafe-eval'"],
  ['worker-src', "'self'"],
  ['connect-src', "'self'"],
  ['style-src', "'self'"],
  ['img-src', "'self' blob: data:"],
  ['font-src', "'self'"],
  ['manifest-src', "'self'"],
  ['base-uri', "'none'"],
  ['form-action', "'none'"],
  ['frame-ancestors', "'none'"],
  ['frame-src', "'none'"],
  ['object-src', "'none'"],
  ['require-trusted-types-for', "'script'"],
  ['trusted-types', 'lit-html fenqun default'],
];

/** Every header that each response carries: the page, the worker script and the wasm file alike. */
export const headers = Object.freeze({
  'Content-Security-Policy': policy.map((parts) => parts.join(' ')).join('; '),
  'Connection-Allowlist': '(response-origin)',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
});

const entries = Object.entries(headers);
const generated = 'Written by `node scripts/headers.mjs`; do not edit.';

/** The configuration samples by file name. */
export function samples() {
  const lines = (prefix, suffix, quote) =>
    entries.map(([name, value]) => `${prefix(name)}${quote}${value}${quote}${suffix}`).join('\n');
  return {
    'nginx.conf': `# ${generated}
# Inside the server block that serves the built page. nginx drops inherited add_header lines in a location that has its
# own, so repeat all of them there.
include mime.types;
types { application/wasm wasm; text/javascript mjs; }
${lines((name) => `add_header ${name} `, ' always;', '"')}
`,
    _headers: `# ${generated}
# Netlify: put this file beside index.html.
/*
${lines((name) => `  ${name}: `, '', '')}
`,
    'cloudflare_headers': `# ${generated}
# Cloudflare Pages: rename to _headers and put it beside index.html.
/*
${lines((name) => `  ${name}: `, '', '')}
`,
    '.htaccess': `# ${generated}
# Apache with mod_headers: put this file beside index.html.
AddType application/wasm .wasm
AddType text/javascript .js .mjs
${lines((name) => `Header always set ${name} `, '', '"')}
`,
    'github-pages.md': `<!-- ${generated} -->
# GitHub Pages

GitHub Pages cannot send response headers of your own. A policy in a \`<meta>\` element does not cover the worker that holds
the data, and it cannot say \`frame-ancestors\`. The page works there, but nothing outside the code itself closes the network.
Put a host that can send headers in front, or run the page locally.

The headers that belong on every response:

\`\`\`
${lines((name) => `${name}: `, '', '')}
\`\`\`
`,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'www', 'public', 'headers');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(samples())) writeFileSync(join(folder, name), text);
}
