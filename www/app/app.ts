import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Engine } from '../client/api.js';
import type { Node } from '../../pkg/definition.js';
import { connect, type EngineState } from '../client/connect.js';
import { controls } from '../elements/base/controls.styles.js';
import { define, FqElement } from '../elements/base/element.js';
import { icons } from '../elements/base/icons.js';
import '../elements/data/data.js';
import { FileTasks } from '../elements/data/tasks.js';
import { Templates } from '../elements/data/templates.js';
import type { FqWorkspace } from '../elements/builder/workspace.js';
import { errorSentence } from '../i18n/errors.js';
import { count } from '../i18n/format.js';
import { LANGS, type Lang } from '../i18n/lang.js';
import { appStyles } from './app.styles.js';
import './check.js';
import './welcome.js';

type Place = 'data' | 'segments' | 'scores' | 'tests';
const PLACES: readonly Place[] = ['data', 'segments', 'scores', 'tests'];
type Workspace = 'no' | 'loading' | 'there' | 'failed';

const LANG_NAMES: Readonly<Record<Lang, string>> = { 'zh-CN': '中文', en: 'EN' };

/** The page: places, files dropped anywhere, the language, and what happens to the engine. */
export class FqApp extends FqElement {
  static override styles = [controls, appStyles];
  static override properties: PropertyDeclarations = {
    ...FqElement.properties,
    place: { state: true },
    state: { state: true },
    over: { state: true },
    workspace: { state: true },
    scoring: { state: true },
    testing: { state: true },
    runs: { state: true },
    told: { state: true },
  };

  private readonly engine: Engine = connect({ onState: (state) => this.engineState(state) });
  private readonly tasks = new FileTasks(this.engine, new Templates(settingsStore()));
  private place: Place = placeOf(location.hash);
  private state: EngineState = { kind: 'starting' };
  /** Whether files hover over the page. */
  private over = false;
  private workspace: Workspace = 'no';
  private scoring: Workspace = 'no';
  private testing: Workspace = 'no';
  /** How often columns of scores changed. */
  private runs = 0;
  /** What the scores place asked the builder for, until the builder is there. */
  private wanted: Node | undefined;
  /** How often each place was looked at: what is being done there survives a look at another one, and is asked anew. */
  private seen: ReadonlyMap<Place, number> = new Map();
  /** Whether the segments were ever looked at. */
  private visited = false;
  /** Whether the last word on the engine was read. */
  private told = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tasks.addEventListener('change', this.tasksChanged);
    window.addEventListener('hashchange', this.hashChanged);
    window.addEventListener('beforeunload', this.leaving);
    window.addEventListener('dragover', this.dragOver);
    window.addEventListener('dragleave', this.dragLeave);
    window.addEventListener('drop', this.dropped);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.tasks.removeEventListener('change', this.tasksChanged);
    window.removeEventListener('hashchange', this.hashChanged);
    window.removeEventListener('beforeunload', this.leaving);
    window.removeEventListener('dragover', this.dragOver);
    window.removeEventListener('dragleave', this.dragLeave);
    window.removeEventListener('drop', this.dropped);
  }

  override render(): TemplateResult {
    const t = this.t.app;
    const first = this.tasks.items.length === 0;
    return html`
      <button type="button" class="skip" @click=${() => this.renderRoot.querySelector('main')?.focus()}>${t.skip}</button>
      <header class="top">
        <span class="brand">${t.name}</span>
        <span class="summary">${this.summary()}</span>
        <span class="space"></span>
        <fq-check .lang=${this.lang}></fq-check>
        <span class="langs" role="group" aria-label=${t.language}>${LANGS.map((lang) => html`
          <button type="button" class="quiet small" lang=${lang} aria-pressed=${this.locale === lang} @click=${() => this.speak(lang)}>${LANG_NAMES[lang]}</button>`)}</span>
      </header>
      <nav aria-label=${t.places}><ul>
        <li>${this.link('data', t.data)}</li>
        <li>${this.link('segments', t.segments)}</li>
        <li>${this.link('scores', t.scores)}</li>
        <li>${this.link('tests', t.tests)}</li>
      </ul></nav>
      <main tabindex="-1" class=${this.place === 'segments' ? 'working' : ''} @fq-files=${this.files} @fq-sample=${this.sample} @fq-build=${() => this.go('segments')}>
        ${this.banner()}
        ${first && this.place === 'data' ? html`<div class="narrow first"><fq-welcome .lang=${this.lang}></fq-welcome></div>` : nothing}
        ${!first && this.place === 'data' ? html`<div class="narrow"><fq-data .lang=${this.lang} .engine=${this.engine} .tasks=${this.tasks}></fq-data></div>` : nothing}
        ${this.segments()}
        ${this.place === 'scores' || this.seen.has('scores') ? this.scores() : nothing}
        ${this.place === 'tests' || this.seen.has('tests') ? this.tests() : nothing}
      </main>
      ${this.over ? html`<div class="over">${t.dropAnywhere}</div>` : nothing}`;
  }

  private summary(): TemplateResult {
    const files = this.tasks.loaded.length;
    if (files === 0) return html`<span class="muted">${this.t.app.nothingLoaded}</span>`;
    return html`${this.t.app.loadedFiles(count(this.locale, files), count(this.locale, this.tasks.population))}`;
  }

  private link(place: Place, name: string): TemplateResult {
    return html`<a href=${`#${place}`} aria-current=${this.place === place ? 'page' : nothing}>${{ data: icons.data, segments: icons.people, scores: icons.score, tests: icons.test }[place]}<span>${name}</span></a>`;
  }

  /** What happens to the engine. */
  private banner(): TemplateResult | typeof nothing {
    const { state } = this;
    const t = this.t.app;
    if (state.kind === 'missing') {
      const error = { code: 'engine_missing' as const, location: {}, params: { reason: state.reason } };
      return html`<p class="notice bad narrow" role="alert">${errorSentence(this.locale, error)}</p>`;
    }
    if (state.kind === 'restarting') {
      return html`<p class="notice warn narrow" role="alert">${state.file === undefined ? t.restartingPlain : t.restarting(state.file)}</p>`;
    }
    if (state.kind !== 'restored' || this.told) return nothing;
    return html`<div class="notice warn banner narrow" role="status"><p>${state.lost.length === 0 ? t.restored : t.lost(state.lost.join(', '))}</p>
      <button type="button" class="quiet icon" aria-label=${t.close} @click=${() => (this.told = true)}>${icons.close}</button></div>`;
  }

  private segments(): TemplateResult {
    const here = this.place === 'segments';
    this.visited ||= here;
    const usable = this.workspace === 'there' && this.tasks.population > 0;
    return html`
      ${here && !usable ? this.segmentsEmpty() : nothing}
      ${this.workspace === 'there' && (here || this.visited) ? this.workspaceElement(here && usable) : nothing}`;
  }

  private scores(): TemplateResult | typeof nothing {
    const { t } = this;
    const here = this.place === 'scores';
    if (!here && (this.tasks.population === 0 || this.scoring !== 'there')) return nothing;
    if (this.tasks.population === 0) {
      return html`<div class="empty"><p>${t.app.noContactsYet}</p><button type="button" class="primary" @click=${() => this.go('data')}>${t.app.toData}</button></div>`;
    }
    if (this.scoring === 'failed') return html`<p class="notice bad" role="alert">${t.app.placeFailed}</p>`;
    if (this.scoring !== 'there') return html`<p class="empty muted" role="status">${t.app.loadingPlace}</p>`;
    return html`<div class="narrow" ?hidden=${!here}><fq-scores .engine=${this.engine} .lang=${this.locale} .version=${this.tasks.version + (this.seen.get('scores') ?? 0)} @fq-scores=${() => (this.runs += 1)}
      @fq-score-rule=${(event: CustomEvent<{ rule: Node }>) => this.build(event.detail.rule)}></fq-scores></div>`;
  }

  private tests(): TemplateResult | typeof nothing {
    const { t } = this;
    const here = this.place === 'tests';
    if (!here && this.testing !== 'there') return nothing;
    if (this.testing === 'failed') return html`<p class="notice bad" role="alert">${t.app.placeFailed}</p>`;
    if (this.testing !== 'there') return html`<p class="empty muted" role="status">${t.app.loadingPlace}</p>`;
    return html`<div class="narrow" ?hidden=${!here}><fq-tests .engine=${this.engine} .lang=${this.locale} .version=${this.tasks.version + (this.seen.get('tests') ?? 0)} @fq-scores=${() => (this.runs += 1)}
      @fq-score-rule=${(event: CustomEvent<{ rule: Node }>) => this.build(event.detail.rule)}></fq-tests></div>`;
  }

  /** Opens the builder with a condition. */
  private build(rule: Node): void {
    this.wanted = 'all' in rule ? rule : { all: [rule] };
    this.go('segments');
  }

  protected override updated(): void {
    const workspace = this.renderRoot.querySelector<FqWorkspace>('fq-workspace');
    if (this.wanted === undefined || !workspace || this.place !== 'segments') return;
    const { id: _id, ...blank } = workspace.document;
    workspace.document = { ...blank, name: '', rule: this.wanted };
    this.wanted = undefined;
  }

  private segmentsEmpty(): TemplateResult {
    const t = this.t.app;
    if (this.tasks.population === 0) {
      return html`<div class="empty"><p>${t.noContactsYet}</p><button type="button" class="primary" @click=${() => this.go('data')}>${t.toData}</button></div>`;
    }
    if (this.workspace === 'failed') return html`<p class="notice bad" role="alert">${t.placeFailed}</p>`;
    return html`<p class="empty muted" role="status">${t.loadingPlace}</p>`;
  }

  /** The workspace stays once it was opened: what is being built there survives a look at the data. */
  private workspaceElement(shown: boolean): TemplateResult {
    return html`<fq-workspace ?hidden=${!shown} .engine=${this.engine} .lang=${this.locale} .dataVersion=${this.tasks.version + this.runs}></fq-workspace>`;
  }

  protected override willUpdate(): void {
    document.documentElement.lang = this.locale;
    document.title = this.t.app.title;
    // what follows the files is fetched while they are read
    if (this.workspace === 'no' && (this.place === 'segments' || this.tasks.items.length > 0)) void this.openWorkspace();
    if (this.scoring === 'no' && this.place === 'scores') void this.openScores();
    if (this.testing === 'no' && this.place === 'tests') void this.openTests();
  }

  private async openWorkspace(): Promise<void> {
    this.workspace = 'loading';
    try {
      const [load] = Object.values(import.meta.glob('../elements/builder/workspace.ts'));
      if (!load) throw new Error('no workspace');
      if (this.place !== 'segments') await quiet();
      await load();
      this.workspace = 'there';
    } catch {
      this.workspace = 'failed';
    }
  }

  private async openScores(): Promise<void> {
    this.scoring = 'loading';
    try {
      const [load] = Object.values(import.meta.glob('../elements/scores/scores.ts'));
      if (!load) throw new Error('no scores');
      await load();
      this.scoring = 'there';
    } catch {
      this.scoring = 'failed';
    }
  }

  private async openTests(): Promise<void> {
    this.testing = 'loading';
    try {
      const [load] = Object.values(import.meta.glob('../elements/tests/tests.ts'));
      if (!load) throw new Error('no tests');
      await load();
      this.testing = 'there';
    } catch {
      this.testing = 'failed';
    }
  }

  private engineState(state: EngineState): void {
    if (state.kind === 'changed') {
      void this.tasks.refresh().catch(() => undefined);
      return;
    }
    this.state = state;
    this.told = false;
    if (state.kind === 'restored') void this.tasks.refresh().catch(() => undefined);
  }

  private speak(lang: Lang): void {
    this.lang = lang;
    const url = new URL(location.href);
    url.searchParams.set('lang', lang);
    history.replaceState(null, '', url);
  }

  private go(place: Place): void {
    location.hash = place;
  }

  private readonly files = (event: Event): void => {
    this.take((event as CustomEvent<{ files: readonly File[] }>).detail.files);
  };

  private readonly sample = (): void => {
    void this.tasks.loadSample(this.t.welcome.sample).then(() => {
      if (this.tasks.population > 0 && this.place === 'data') this.go('segments');
    });
  };

  private take(files: readonly File[]): void {
    if (files.length === 0) return;
    this.go('data');
    this.tasks.add(files);
  }

  private readonly tasksChanged = (): void => this.requestUpdate();

  private readonly hashChanged = (): void => {
    this.place = placeOf(location.hash);
    this.seen = new Map([...this.seen, [this.place, (this.seen.get(this.place) ?? 0) + 1]]);
    window.scrollTo(0, 0);
  };

  private readonly leaving = (event: BeforeUnloadEvent): void => {
    if (this.tasks.items.length === 0) return;
    event.preventDefault();
    event.returnValue = this.t.app.gone;
  };

  private readonly dragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.over = true;
  };

  private readonly dragLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.over = false;
  };

  private readonly dropped = (event: DragEvent): void => {
    this.over = false;
    if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.take([...event.dataTransfer.files]);
  };
}

/** Resolves when the page has nothing to do, or soon. */
function quiet(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 1000 });
    else setTimeout(resolve, 200);
  });
}

function placeOf(hash: string): Place {
  return PLACES.find((place) => hash === `#${place}`) ?? 'data';
}

/** Where settings are kept, if the browser lets the page keep any. Nothing of a file ever goes there. */
function settingsStore(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

define('fq-app', FqApp);

declare global {
  interface HTMLElementTagNameMap {
    'fq-app': FqApp;
  }
}
