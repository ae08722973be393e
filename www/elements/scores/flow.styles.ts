import { css } from 'lit';

/** Stages as boxes in a row, and who went where as bands. */
export const flowStyles = css`
  :host { display: grid; gap: 20px; min-width: 0; }
  section { display: grid; gap: 8px; min-width: 0; }
  .stages { display: grid; gap: 8px 18px; grid-template-columns: repeat(auto-fit, minmax(118px, 1fr)); }
  .stages li { position: relative; min-width: 0; }
  .stages li + li::before { content: ''; position: absolute; inset-inline-start: -13px; top: 50%; width: 6px; height: 6px; margin-top: -4px; border: solid var(--fq-line-strong); border-width: 1.5px 1.5px 0 0; rotate: 45deg; }
  .stage { position: relative; display: grid; grid-template-columns: minmax(0, 1fr); justify-items: start; align-content: start; gap: 0; width: 100%; height: 100%; min-height: 84px; padding: 8px 12px 14px; overflow: hidden; text-align: start; white-space: normal; }
  .stage .n { font-size: var(--fq-size-xl); line-height: 28px; font-weight: 600; }
  .stage:disabled .n { font-weight: 400; }
  .stage > i { position: absolute; inset: auto 0 0 0; height: 5px; background: var(--fq-sunken); }
  .stage > i::before { content: ''; display: block; height: 100%; width: var(--part); background: var(--fq-accent); }
  .heads { display: flex; justify-content: space-between; color: var(--fq-muted); font-size: var(--fq-size-s); }
  .flow { display: grid; grid-template-columns: minmax(84px, 150px) minmax(80px, 1fr) minmax(84px, 150px); }
  .side { position: relative; height: var(--height); }
  .node { position: absolute; inset-inline: 0; top: var(--top); height: var(--size); display: flex; align-items: center; gap: 6px; padding-inline: 8px; border-inline-start: 4px solid var(--fq-accent); background: var(--fq-accent-weak); border-radius: 0; font-size: var(--fq-size-s); line-height: 16px; overflow: hidden; }
  .side.now .node { border-inline: 0 4px solid var(--fq-accent); border-inline-start: 0; border-inline-end: 4px solid var(--fq-accent); justify-content: end; text-align: end; }
  .node .name { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .node .count { color: var(--fq-muted); }
  svg.bands { display: block; width: 100%; height: var(--height); }
  svg.bands path { cursor: pointer; fill: var(--fq-accent); fill-opacity: 0.25; stroke: var(--fq-accent); stroke-width: 1; vector-effect: non-scaling-stroke; }
  svg.bands path.same { fill: var(--fq-line-strong); fill-opacity: 0.2; stroke: var(--fq-line-strong); }
  svg.bands path:hover { fill-opacity: 0.55; }
  @media (max-width: 720px) {
    .flow { grid-template-columns: minmax(72px, 1fr) minmax(64px, 1fr) minmax(72px, 1fr); }
    .node { padding-inline: 5px; gap: 4px; }
    .stages { grid-template-columns: repeat(auto-fill, minmax(96px, 1fr)); }
    .stages li + li::before { display: none; }
    .stage { padding-inline: 8px; }
    .node .count { display: none; }
  }
`;
