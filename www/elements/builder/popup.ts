// Placing a popup below its anchor, inside the window, through the CSSOM.

const GAP = 4;
const MARGIN = 8;

/** Puts `popup` (absolute, in the same positioned box as `anchor`) where it fits: below or above, shifted to stay in view. */
export function place(popup: HTMLElement, anchor: HTMLElement): void {
  const view = popup.ownerDocument.documentElement;
  popup.style.setProperty('--popup-x', '0px');
  popup.style.setProperty('--popup-y', `${anchor.offsetTop + anchor.offsetHeight + GAP}px`);
  const box = popup.getBoundingClientRect();
  const base = anchor.getBoundingClientRect();
  const over = box.right - (view.clientWidth - MARGIN);
  const wanted = over > 0 ? -Math.min(over, Math.max(0, box.left - MARGIN)) : 0;
  popup.style.setProperty('--popup-x', `${wanted}px`);
  const below = view.clientHeight - base.bottom;
  if (box.height + MARGIN > below && base.top > box.height + MARGIN) {
    popup.style.setProperty('--popup-y', `${anchor.offsetTop - box.height - GAP}px`);
  }
}

/** Puts `popup` (in the top layer, where nothing clips it) below or above `anchor`, inside the window. */
export function placeOnTop(popup: HTMLElement, anchor: HTMLElement): void {
  const view = popup.ownerDocument.documentElement;
  const box = popup.getBoundingClientRect();
  const base = anchor.getBoundingClientRect();
  const x = Math.max(MARGIN, Math.min(base.left, view.clientWidth - MARGIN - box.width));
  const below = base.bottom + GAP;
  const above = base.top - GAP - box.height;
  const y = below + box.height + MARGIN <= view.clientHeight || above < MARGIN ? Math.max(MARGIN, Math.min(below, view.clientHeight - MARGIN - box.height)) : above;
  popup.style.setProperty('--popup-x', `${x}px`);
  popup.style.setProperty('--popup-y', `${y}px`);
}

/** Calls `close` when the person points or moves the focus elsewhere. Returns what stops it. */
export function watchOutside(host: HTMLElement, close: () => void): () => void {
  const outside = (event: Event): void => {
    if (!event.composedPath().includes(host)) close();
  };
  const root = host.ownerDocument;
  root.addEventListener('pointerdown', outside, true);
  root.addEventListener('focusin', outside, true);
  // a move of the focus inside one shadow tree does not reach the document
  const left = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && !host.contains(event.relatedTarget)) close();
  };
  host.addEventListener('focusout', left);
  return () => {
    host.removeEventListener('focusout', left);
    root.removeEventListener('pointerdown', outside, true);
    root.removeEventListener('focusin', outside, true);
  };
}
