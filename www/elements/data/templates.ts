// How files of one shape are read, kept from one visit to the next. Settings only: no cell of a file is ever in a template.
import type { ColumnPlan, FilePlan } from '../../../pkg/definition.js';

/** What a person decided about the structure, where recognition had said something else. */
type Structure = Pick<FilePlan, 'encoding' | 'delimiter' | 'header_line' | 'sheet' | 'records_path' | 'layout' | 'layout_was'>;

/** The settings of a column; its header finds it again. */
export type ColumnTemplate = Omit<ColumnPlan, 'examples' | 'sampled' | 'filled' | 'parsed' | 'ask'>;

/** How files of one shape are read. */
export interface Template {
  readonly name: string;
  /** The shape that recognition shows of such a file. */
  readonly shape: string;
  readonly container: FilePlan['container'];
  readonly structure: Partial<Structure>;
  readonly rows_are: FilePlan['rows_are'];
  readonly table: string;
  readonly zone: string;
  readonly items?: NonNullable<FilePlan['items']>;
  readonly outcome?: NonNullable<FilePlan['outcome']>;
  readonly columns: readonly ColumnTemplate[];
}

/** Where templates are kept; `localStorage` has this shape. */
export interface TemplateStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = 'fenqun.reading-templates';
const FORMAT = 'fenqun-reading-templates';
const STRUCTURE = ['encoding', 'delimiter', 'header_line', 'sheet', 'records_path', 'layout', 'layout_was'] as const;
const COLUMN = [
  'name', 'raw', 'type', 'role', 'identity', 'separators', 'tag_group', 'group_sign', 'blank_is_false', 'date_order', 'century_from', 'unknown', 'decimal_comma',
  'currency', 'minor_units', 'suppresses', 'calling_code',
] as const satisfies readonly (keyof ColumnTemplate)[];

/** A header without what differs between exports: case, width, blanks, punctuation. */
export function compactName(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** What files of one kind have in common: container and header names. */
export function shapeOf(plan: FilePlan): string {
  return `${plan.container}\n${plan.columns.map((column) => compactName(column.raw)).join('\n')}`;
}

function picked<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Pick<T, K>;
}

/** A template of how a file is read; `found` is what recognition had proposed. */
export function templateOf(name: string, plan: FilePlan, found: FilePlan): Template {
  const changed = STRUCTURE.filter((key) => plan[key] !== found[key]);
  return {
    name, shape: shapeOf(found), container: plan.container, structure: picked(plan, changed),
    rows_are: plan.rows_are, table: plan.table, zone: plan.zone,
    ...(plan.items && { items: plan.items }), ...(plan.outcome && { outcome: plan.outcome }),
    columns: plan.columns.map((column) => picked(column, COLUMN)),
  };
}

/** The plan with the structure of a template: what recognition starts from. A layout that was chosen may be none. */
export function restructured({ structure }: Template, plan: FilePlan): FilePlan {
  const { layout: _found, ...rest } = plan;
  return structure.layout_was === undefined ? { ...plan, ...structure } : { ...rest, ...structure };
}

/** The plan with the settings of a template; columns are found by their headers. Examples and counts stay those of the file. */
export function applied(template: Template, plan: FilePlan): FilePlan {
  const left = [...template.columns];
  const columns = plan.columns.map((column): ColumnPlan => {
    const at = left.findIndex((one) => compactName(one.raw) === compactName(column.raw));
    const [kept] = at < 0 ? [] : left.splice(at, 1);
    if (!kept) return column;
    const { examples, sampled, filled, parsed, raw } = column;
    return { ...kept, raw, examples, sampled, filled, parsed };
  });
  const { items: _items, outcome: _outcome, ...rest } = plan;
  const { rows_are, table, zone, items, outcome } = template;
  return { ...rest, rows_are, table, zone, ...(items && { items }), ...(outcome && { outcome }), columns };
}

function isTemplate(value: unknown): value is Template {
  const one = value as Partial<Template> | null;
  return typeof one === 'object' && one !== null && typeof one.name === 'string' && typeof one.shape === 'string' && typeof one.table === 'string' &&
    typeof one.zone === 'string' && (one.rows_are === 'contacts' || one.rows_are === 'events') && typeof one.structure === 'object' && one.structure !== null &&
    Array.isArray(one.columns) && one.columns.every((column) => typeof column?.name === 'string' && typeof column.raw === 'string' && typeof column.type === 'string');
}

function parse(text: string): readonly Template[] | undefined {
  try {
    const { format, templates } = JSON.parse(text) as { format?: unknown; templates?: unknown };
    return format === FORMAT && Array.isArray(templates) ? templates.filter(isTemplate) : undefined;
  } catch {
    return undefined;
  }
}

/** The templates of a page; dispatches `change`. */
export class Templates extends EventTarget {
  /** In the order in which they were saved. */
  list: readonly Template[] = [];
  /** Whether they outlive the page. */
  kept = true;

  constructor(private readonly store?: TemplateStore) {
    super();
    try {
      this.list = parse(store?.getItem(KEY) ?? '') ?? [];
    } catch {
      this.kept = false;
    }
  }

  /** The template for a file: the one that was saved last. */
  match(plan: FilePlan): Template | undefined {
    const shape = shapeOf(plan);
    return this.list.filter((one) => one.shape === shape).at(-1);
  }

  /** Keeps a template; one with the same name gives way. */
  put(template: Template): void {
    this.set([...this.list.filter((one) => one.name !== template.name), template]);
  }

  rename(template: Template, name: string): void {
    if (name === '' || this.list.some((one) => one.name === name)) return;
    this.set(this.list.map((one) => (one === template ? { ...one, name } : one)));
  }

  remove(template: Template): void {
    this.set(this.list.filter((one) => one !== template));
  }

  /** All of them as the text of a file. */
  text(): string {
    return JSON.stringify({ format: FORMAT, version: 1, templates: this.list }, undefined, 1);
  }

  /** Adds the templates of a file; says whether it is one. */
  open(text: string): boolean {
    const found = parse(text);
    if (!found) return false;
    this.set([...this.list.filter((one) => !found.some(({ name }) => name === one.name)), ...found]);
    return true;
  }

  private set(list: readonly Template[]): void {
    this.list = list;
    try {
      this.store?.setItem(KEY, this.text());
    } catch {
      this.kept = false;
    }
    this.dispatchEvent(new Event('change'));
  }
}
