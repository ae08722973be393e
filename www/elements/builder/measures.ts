// What is computed from events: taking a measure apart, putting it together, the menu in the order of questions.
import type { FieldInfo, Kind, Measure, MeasureInfo } from '../../../pkg/definition.js';
import type { MeasureGroup, MeasureName, WireMeasure } from '../../i18n/segments.js';

/** The menu: what a marketer asks, and the measures that answer it. */
export const MEASURE_MENU: readonly (readonly [MeasureGroup, readonly MeasureName[]])[] = [
  ['did', ['did', 'did_not', 'never', 'only_once', 'first_time_in', 'stopped', 'resumed']],
  ['count', ['count', 'distinct_days', 'distinct_weeks', 'distinct_months', 'distinct']],
  ['amount', ['sum', 'avg', 'median', 'percentile', 'min', 'max', 'first', 'last', 'top_value']],
  ['time', ['first_at', 'last_at', 'days_since_first', 'days_since_last']],
  ['gap', ['gap', 'overdue_ratio']],
  ['regular', ['streak', 'active_periods', 'seasonality']],
  ['share', ['share', 'ratio', 'growth']],
];

/** Measures that read a column. */
const OF_COLUMN: ReadonlySet<WireMeasure> = new Set<WireMeasure>(['distinct', 'sum', 'avg', 'min', 'max', 'median', 'percentile', 'first', 'last', 'top_value']);

/** Measures with settings beside their column. */
export const WITH_SETTINGS: ReadonlySet<WireMeasure> = new Set<WireMeasure>(['percentile', 'gap', 'streak', 'active_periods', 'share', 'ratio', 'growth', 'seasonality']);

/** Measures inside of a ratio or a growth; those have no settings. */
export const INNER_MEASURES: readonly WireMeasure[] = ['count', 'distinct_days', 'sum', 'avg', 'median', 'distinct'];

/** Measures that are between 0 and 1 and shown as a percentage. */
export const PERCENT: ReadonlySet<WireMeasure> = new Set<WireMeasure>(['share', 'growth', 'seasonality']);

/** The name of a measure on the wire. */
export function measureName(measure: Measure): WireMeasure {
  return typeof measure === 'string' ? measure : ((Object.keys(measure)[0] ?? 'count') as WireMeasure);
}

/** The column that a measure reads. */
export function measureColumn(measure: Measure): string | undefined {
  if (typeof measure === 'string' || !OF_COLUMN.has(measureName(measure))) return undefined;
  if ('percentile' in measure) return measure.percentile.column;
  const value: unknown = Object.values(measure)[0];
  return typeof value === 'string' ? value : undefined;
}

/** A measure that starts; its settings are the usual ones. */
export function makeMeasure(name: WireMeasure, column: string): Measure {
  switch (name) {
    case 'percentile': return { percentile: { column, q: 0.9 } };
    case 'gap': return { gap: 'median' };
    case 'streak': return { streak: { unit: 'days', which: 'current' } };
    case 'active_periods': return { active_periods: { unit: 'months', of: 3, at_least: 1 } };
    case 'share': return { share: { where: { all: [] } } };
    case 'ratio': return { ratio: { of: { measure: 'count' }, to: { measure: 'count' } } };
    case 'growth': return { growth: { of: 'count', over: { ago: { from: 180, to: 90, unit: 'days' } } } };
    case 'seasonality': return { seasonality: { months: [] } };
    default: return OF_COLUMN.has(name) ? ({ [name]: column } as Measure) : (name as Measure);
  }
}

/** The same measure of another column. */
export function withColumn(measure: Measure, column: string): Measure {
  return typeof measure === 'object' && 'percentile' in measure ? { percentile: { ...measure.percentile, column } } : makeMeasure(measureName(measure), column);
}

/** The kind of what a measure gives. */
export function resultKind(info: MeasureInfo | undefined, column: Pick<FieldInfo, 'kind'> | undefined): Kind {
  return info?.result ?? column?.kind ?? 'number';
}

/** What is still blank in the settings of a measure. */
export function measureGap(measure: Measure): 'column' | 'values' | 'window' | undefined {
  if (measureColumn(measure) === '') return 'column';
  if (typeof measure === 'string') return undefined;
  if ('seasonality' in measure) return measure.seasonality.months.length === 0 ? 'values' : undefined;
  if ('active_periods' in measure) return measure.active_periods.of === 0 || measure.active_periods.at_least === 0 ? 'window' : undefined;
  if ('growth' in measure) return measureGap(measure.growth.of);
  return 'ratio' in measure ? (measureGap(measure.ratio.of.measure) ?? measureGap(measure.ratio.to.measure)) : undefined;
}
