import { type TemplateResult, html, type PropertyDeclarations } from 'lit';
import type { Node, Sample } from '../../../pkg/definition.js';
import { define } from '../base/element.js';
import { EditorElement } from './editor-element.js';
import { withKind } from './nodes.js';

const BLANK: Sample = { salt: '', from: 0, to: 10 };

/**
 * A part of all contacts, the same each time: from which percent to which, under which name.
 *
 * @fires fq-node - `{ node, key }` on every change.
 */
export class FqSampleEditor extends EditorElement {
  static override properties: PropertyDeclarations = { ...EditorElement.properties, node: { attribute: false } };

  node: Node = { sample: BLANK };

  override focus(): void {
    this.focusFirst('fq-number');
  }

  private change(sample: Sample, key?: string): void {
    this.node = withKind(this.node, { sample });
    this.send('fq-node', { node: this.node, key });
  }

  protected override render(): TemplateResult {
    const { e } = this;
    const value = 'sample' in this.node ? this.node.sample : BLANK;
    const { key, ...rest } = value;
    const keys = (this.ctx?.schema?.fields ?? []).filter((field) => field.kind === 'text' || field.kind === 'code');
    const main = this.ctx?.schema?.key;
    return html`${this.decimal(value.from, e.sample.from, (from) => { if (from !== undefined) this.change({ ...value, from }, 'from'); }, '%')}<span>${e.and}</span>
      ${this.decimal(value.to, e.sample.to, (to) => { if (to !== undefined) this.change({ ...value, to }, 'to'); }, '%')}
      ${this.setting(e.sample.salt, html`<span title=${e.sample.saltHint}>${this.text(e.sample.salt, value.salt, (salt) => { this.change({ ...value, salt }, 'salt'); })}</span>`)}
      ${this.more(key !== undefined, this.setting(e.sample.key, this.choose(e.sample.key, key ?? '', [['', main === undefined ? e.sample.mainKey : `${e.sample.mainKey} · ${main}`], ...keys.map((field) => [field.name, field.name] as const)], (name) => {
        this.change(name === '' ? rest : { ...rest, key: name });
      })))}`;
  }
}

define('fq-sample-editor', FqSampleEditor);
