// Operands about places: a point with a distance, a box of degrees. The column on the left is the latitude.
import { type TemplateResult, html } from 'lit';
import type { Circle, GeoBox } from '../../../pkg/definition.js';
import type { Advanced, FqAdvanced } from './advanced.js';

function longitude<T extends { readonly longitude: string }>(host: FqAdvanced, { value, change }: Advanced<T>): TemplateResult {
  const { e, column } = host.parts;
  const fields = host.fields.filter((field) => field.kind === 'number' && field.name !== host.own);
  return column(value.longitude, fields, e.geo.longitude, e.geo.pickLongitude, (field) => { change({ ...value, longitude: field.name }); });
}

/** Around a point. */
export function circle(host: FqAdvanced, edit: Advanced<Circle>): TemplateResult {
  const { e, decimal, setting } = host.parts;
  const { value, change } = edit;
  const [latitude, meridian] = value.center;
  return html`${longitude(host, edit)}
    ${setting(e.geo.latitude, decimal(latitude, e.geo.latitude, (next) => { if (next !== undefined) change({ ...value, center: [next, meridian] }); }))}
    ${setting(e.geo.around, decimal(meridian, e.geo.around, (next) => { if (next !== undefined) change({ ...value, center: [latitude, next] }); }))}
    ${setting(e.geo.within, decimal(value.km, e.geo.within, (km) => { if (km !== undefined) change({ ...value, km }); }, e.geo.km))}`;
}

/** Between degrees. */
export function box(host: FqAdvanced, edit: Advanced<GeoBox>): TemplateResult {
  const { e, decimal, setting } = host.parts;
  const { value, change } = edit;
  return html`${longitude(host, edit)}
    ${(['south', 'north', 'west', 'east'] as const).map((side) => setting(e.geo[side], decimal(value[side], e.geo[side], (next) => { if (next !== undefined) change({ ...value, [side]: next }); })))}`;
}
