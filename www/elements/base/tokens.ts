// The look of every element, as custom properties on the root. A host page overrides any of them with a plain
// `:root { --fq-accent: … }`: these declarations have no specificity.

const light = `
  --fq-bg: #f6f7f7;
  --fq-surface: #ffffff;
  --fq-sunken: #eef1f1;
  --fq-text: #16201f;
  --fq-muted: #566463;
  --fq-line: #dbe1e0;
  --fq-line-strong: #83908f;
  --fq-accent: #0b6865;
  --fq-accent-strong: #084f4d;
  --fq-accent-weak: #e1f0ee;
  --fq-on-accent: #ffffff;
  --fq-danger: #b3261e;
  --fq-danger-weak: #fbeae9;
  --fq-warn: #8a5200;
  --fq-warn-mark: #c77700;
  --fq-warn-weak: #fdf3e1;
  --fq-focus: #0b6865;
  --fq-shadow: 0 1px 2px rgb(16 32 31 / 6%), 0 8px 24px rgb(16 32 31 / 12%);
  --fq-backdrop: rgb(16 32 31 / 42%);
`;

const dark = `
  --fq-bg: #111616;
  --fq-surface: #191f1f;
  --fq-sunken: #222a2a;
  --fq-text: #e6eceb;
  --fq-muted: #9fb0ae;
  --fq-line: #303a39;
  --fq-line-strong: #748684;
  --fq-accent: #5cc4bd;
  --fq-accent-strong: #86dad4;
  --fq-accent-weak: #173634;
  --fq-on-accent: #0b1413;
  --fq-danger: #ff8f85;
  --fq-danger-weak: #3b1d1b;
  --fq-warn: #f0b24f;
  --fq-warn-mark: #e0a03a;
  --fq-warn-weak: #35280f;
  --fq-focus: #86dad4;
  --fq-shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 50%);
  --fq-backdrop: rgb(0 0 0 / 60%);
`;

const measures = `
  --fq-font: -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  --fq-mono: ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace;
  --fq-size-s: 12px;
  --fq-size: 14px;
  --fq-size-l: 16px;
  --fq-size-xl: 20px;
  --fq-size-number: 40px;
  --fq-line-height: 20px;
  --fq-1: 4px;
  --fq-2: 8px;
  --fq-3: 12px;
  --fq-4: 16px;
  --fq-5: 20px;
  --fq-6: 24px;
  --fq-8: 32px;
  --fq-radius: 6px;
  --fq-control: 30px;
`;

const sheetText = `
:where(:root) { color-scheme: light dark; ${measures} ${light} }
/* Latin first for English: quotation marks of Chinese fonts are as wide as a character. */
:where(:root:lang(en)) { --fq-font: -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
@media (prefers-color-scheme: dark) { :where(:root) { ${dark} } }
@media (pointer: coarse) { :where(:root) { --fq-control: 44px; } }
`;

const adopted = new WeakSet<Document>();

/** Puts the tokens on the root of a document, once. */
export function adoptTokens(target: Document): void {
  if (adopted.has(target)) return;
  adopted.add(target);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(sheetText);
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, sheet];
}
