// The identities that join people, strongest first; each can be switched off or made stronger.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { IdentityInfo, IdentityRule } from '../../../pkg/definition.js';
import type { QualityMessages } from '../../i18n/quality.js';
import { icons } from '../base/icons.js';

interface Table {
  readonly m: QualityMessages['merge'];
  readonly identities: readonly IdentityInfo[];
  readonly busy: boolean;
  readonly number: (value: number) => string;
  readonly name: (identity: string) => string;
  readonly set: (rules: readonly IdentityRule[]) => void;
}

const ruleOf = ({ name, joins, most_ids, most_rows }: IdentityInfo): IdentityRule => ({ name, joins, most_ids, most_rows });

/** The table; nothing without identities. */
export function identityTable({ m, identities, busy, number, name, set }: Table): TemplateResult | typeof nothing {
  if (identities.length === 0) return nothing;
  const use = (at: number, joins: boolean): void => set(identities.map((one, index) => ({ ...ruleOf(one), joins: index === at ? joins : one.joins })));
  const up = (at: number): void => {
    const rules = identities.map(ruleOf);
    const [moved] = rules.splice(at, 1);
    if (moved) rules.splice(at - 1, 0, moved);
    set(rules);
  };
  return html`<section><h3>${m.identities}</h3><p class="small muted">${m.identitiesHint}</p>
    <div class="scroll identities" tabindex="0" role="region" aria-label=${m.identities}><table>
      <thead><tr><th scope="col">${m.identity}</th><th scope="col">${m.use}</th><th scope="col" class="num">${m.people}</th><th scope="col" class="num">${m.joined}</th><th scope="col" class="num">${m.shared}</th></tr></thead>
      <tbody>${identities.map((one, index) => html`<tr><th scope="row">${name(one.name)}${index === 0 ? nothing : html` <button type="button" class="quiet icon" ?disabled=${busy} title=${m.up(name(one.name))} aria-label=${m.up(name(one.name))} @click=${() => up(index)}>${icons.up}</button>`}</th>
        <td><input type="checkbox" aria-label=${m.useOf(name(one.name))} ?disabled=${busy} .checked=${live(one.joins)} @change=${(event: Event) => use(index, (event.target as HTMLInputElement).checked)}></td>
        <td class="num">${number(one.people)}</td><td class="num">${number(one.joined)}</td><td class="num">${number(one.shared)}</td></tr>`)}</tbody>
    </table></div></section>`;
}
