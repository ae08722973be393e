// A native select whose choice always shows the value that holds, also after a change was not accepted.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface SelectOptions<T extends string> {
  readonly id?: string;
  /** The name for assistive technology, where no `<label>` stands beside it. */
  readonly label?: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly change: (value: T) => void;
}

/** A `<select>`. */
export function select<T extends string>(options: SelectOptions<T>): TemplateResult {
  const { id, label, value, choices, invalid, describedBy, change } = options;
  const pick = (event: Event): void => {
    const chosen = choices[(event.target as HTMLSelectElement).selectedIndex];
    if (chosen) change(chosen.value);
  };
  return html`<select id=${id ?? nothing} aria-label=${label ?? nothing} aria-invalid=${invalid ? 'true' : nothing}
    aria-describedby=${describedBy ?? nothing} @change=${pick}>
    ${choices.map((choice) => html`<option value=${choice.value} .selected=${live(choice.value === value)}>${choice.label}</option>`)}
  </select>`;
}

/** The choices of a record of labels, in its order. */
export function choicesOf<T extends string>(labels: Readonly<Record<T, string>>): readonly Choice<T>[] {
  return (Object.keys(labels) as T[]).map((value) => ({ value, label: labels[value] }));
}
