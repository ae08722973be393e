// Generated from the Rust types by `cargo test`; do not edit.

/**
 * A segment definition: who is meant, in which zone, as of when.
 */
export type Document = { 
/**
 * Format version, 1.
 */
fenqun: number, 
/**
 * Identity in a library; other segments refer to it.
 */
id?: string, 
/**
 * Name that people read.
 */
name: string, 
/**
 * IANA zone in which days, weeks and months are counted; `Asia/Shanghai` when left out.
 */
zone: string, 
/**
 * First day of a week.
 */
week_start: WeekStart, 
/**
 * `"data"` (the end of the newest day in the data), `"now"` (the caller replaces it), a date (its end) or a time.
 */
as_of: string, 
/**
 * Values with a name that operands refer to.
 */
parameters?: { [key in string]: Parameter }, 
/**
 * Conditions with a name that `use` refers to.
 */
conditions?: { [key in string]: Node }, 
/**
 * Who is meant.
 */
rule: Node, 
/**
 * Who is taken out of it.
 */
exclude?: Node, 
/**
 * How many of them at most.
 */
limit?: Limit, 
/**
 * Free text that does not change the members.
 */
meta?: Meta, };

/**
 * Free text beside a definition.
 */
export type Meta = { 
/**
 * What a reader should know.
 */
note?: string, 
/**
 * What the segment is for.
 */
goal?: string, };

/**
 * The first day of a week.
 */
export type WeekStart = "monday" | "sunday";

/**
 * One node of the rule with its annotations.
 */
export type Node = { 
/**
 * A short name that people read.
 */
label?: string, 
/**
 * A longer remark.
 */
note?: string, 
/**
 * A muted node takes no part, as if it were not there.
 */
muted?: boolean, 
/**
 * An editor does not change a locked node.
 */
locked?: boolean, } & ({ "all": Array<Node> } | { "any": Array<Node> } | { "none": Array<Node> } | { "not": Node } | { "at_least": KOf } | { "at_most": KOf } | { "exactly": KOf } | { "attribute": Attribute } | { "tags": TagCondition } | { "event": EventCondition } | { "sequence": Sequence } | { "segment": SegmentRef } | { "list": List } | { "sample": Sample } | { "use": string } | { "const": boolean });

/**
 * What a node asks. Logic is two-valued: every node is true or false for every contact.
 */
export type NodeKind = { "all": Array<Node> } | { "any": Array<Node> } | { "none": Array<Node> } | { "not": Node } | { "at_least": KOf } | { "at_most": KOf } | { "exactly": KOf } | { "attribute": Attribute } | { "tags": TagCondition } | { "event": EventCondition } | { "sequence": Sequence } | { "segment": SegmentRef } | { "list": List } | { "sample": Sample } | { "use": string } | { "const": boolean };

/**
 * A condition on one column.
 */
export type Attribute = { 
/**
 * Name of the column.
 */
field: string, 
/**
 * What its value must be.
 */
is: Operator, 
/**
 * Only on negative operators: whether a row without a value matches. `match` when left out.
 */
missing?: Missing, };

/**
 * Whether a negative operator matches a row without a value.
 */
export type Missing = "match" | "no_match";

/**
 * The value of a parameter.
 */
export type Parameter = Literal | Array<Literal>;

/**
 * At least, at most or exactly so many of several conditions.
 */
export type KOf = { 
/**
 * How many.
 */
k: number, 
/**
 * Of which conditions.
 */
of: Array<Node>, };

/**
 * What a value must be. A row without a value matches no positive operator; negative operators say it with `missing`.
 */
export type Operator = "is_set" | "is_not_set" | { "eq": Literal } | { "ne": Literal } | { "in": Array<Literal> } | { "not_in": Array<Literal> } | { "lt": Literal } | { "le": Literal } | { "gt": Literal } | { "ge": Literal } | { "between": [Literal, Literal] } | { "not_between": [Literal, Literal] } | { "contains": string } | { "not_contains": string } | { "contains_any": Array<string> } | { "contains_all": Array<string> } | { "starts_with": string } | { "not_starts_with": string } | { "ends_with": string } | { "not_ends_with": string } | { "like": string } | { "not_like": string } | { "matches": string } | { "not_matches": string } | "is_true" | "is_false" | "is_not_true" | "is_not_false" | { "before": Literal } | { "after": Literal } | { "on": Literal } | { "on_or_before": Literal } | { "on_or_after": Literal } | { "in_window": Window } | { "not_in_window": Window } | { "not_contains_any": Array<string> } | { "not_contains_all": Array<string> } | { "length": Operator } | { "pinyin_starts": string } | { "not_pinyin_starts": string } | { "in_range": [string, string] } | { "valid": string } | { "not_valid": string } | { "in_subtree": Array<string> } | { "not_in_subtree": Array<string> } | { "rank_ge": Rank } | { "rank_le": Rank } | { "city_tier_in": Array<string> } | { "in_bands": Array<Band> } | { "zscore": Zscore } | { "top_n": TopN } | { "bottom_n": TopN } | { "top_percent": TopPercent } | { "bottom_percent": TopPercent } | { "quantile_in": QuantileRange } | { "more_than_ago": Amount } | { "less_than_ago": Amount } | { "ago_between": Ago } | { "in_next": Amount } | { "anniversary_in": Period } | { "month_in": Array<number> } | { "weekday_in": Array<number> } | { "day_of_month_in": Array<number> } | { "age": Operator } | { "diff": Diff } | { "time_between": [string, string] } | { "in_slot": Array<string> } | { "within_km": Circle } | { "in_box": GeoBox };

/**
 * A place in an order.
 */
export type Rank = { 
/**
 * One of the values of `order`.
 */
value: string, 
/**
 * The values from the lowest to the highest; a value that is not among them has no rank and does not match.
 */
order: Array<string>, };

/**
 * From the first number to the second, both inside; `null` is open.
 */
export type Band = [number | null, number | null];

/**
 * When something comes round.
 */
export type Period = { 
/**
 * How long.
 */
next: Amount, } | Window;

/**
 * Whole units from the value to another one, negative when that one is earlier.
 */
export type Diff = { 
/**
 * A date or time column of the same row; the day (of a datetime: the instant) of `as_of` when left out.
 */
to?: string, 
/**
 * `days` are calendar days in the document's zone, `weeks` seven of them; `hours` and `minutes` are lengths; whole
 * `months`, `quarters` and `years` as in `age`. Counted towards zero.
 */
unit: Unit, 
/**
 * What the number must be.
 */
is: Operator, };

/**
 * Around a point; distances on a sphere of 6,371.0088 km.
 */
export type Circle = { 
/**
 * The column with the longitude of the same row.
 */
longitude: string, 
/**
 * Latitude and longitude in degrees.
 */
center: [number, number], 
/**
 * Kilometres.
 */
km: number, };

/**
 * A box of degrees; `west` may be larger than `east` across the date line.
 */
export type GeoBox = { 
/**
 * The column with the longitude of the same row.
 */
longitude: string, south: number, west: number, north: number, east: number, };

/**
 * The contacts with the largest (or smallest) values.
 */
export type TopN = { 
/**
 * How many.
 */
n: number, 
/**
 * Of whom; `has_value` when left out. Only members of the population are in.
 */
population?: Population, 
/**
 * `include` when left out.
 */
tie?: Tie, };

/**
 * The share of the contacts with the largest (or smallest) values, rounded up to whole contacts.
 */
export type TopPercent = { 
/**
 * From 0 to 100.
 */
percent: number, 
/**
 * Of whom; `has_value` when left out. Only members of the population are in.
 */
population?: Population, 
/**
 * `include` when left out.
 */
tie?: Tie, };

/**
 * Above one type-7 quantile and up to another.
 */
export type QuantileRange = { 
/**
 * From 0 to 1; values above this quantile, from 0 on also the smallest.
 */
from: number, 
/**
 * From 0 to 1, above `from`; values up to and including this quantile.
 */
to: number, 
/**
 * Of whom; `has_value` when left out.
 */
population?: Population, };

/**
 * The distance from the mean in standard deviations (of the population, divided by n).
 */
export type Zscore = { 
/**
 * What the distance must be; of a population without any spread it is missing.
 */
is: Operator, 
/**
 * Of whom; `has_value` when left out.
 */
population?: Population, };

/**
 * The contacts that a statistic is of.
 */
export type Population = "all" | "has_value" | { "segment": string };

/**
 * What happens to contacts with the value at the cut, when not all of them fit.
 */
export type Tie = "include" | "exclude" | "by_id";

/**
 * A value on the right-hand side of an operator.
 */
export type Literal = boolean | number | string | Reference;

/**
 * A value that stands somewhere else.
 */
export type Reference = ParamReference | FieldReference | StatisticReference;

/**
 * A parameter of the document.
 */
export type ParamReference = { 
/**
 * Its name.
 */
param: string, 
/**
 * A factor, for numbers.
 */
times?: number, };

/**
 * Another column of the same row. A row without a value there matches no positive operator.
 */
export type FieldReference = { 
/**
 * Its name; of the same kind as the left-hand side.
 */
field: string, 
/**
 * A factor, for numbers.
 */
times?: number, 
/**
 * How far it is moved, for dates (days and longer) and times.
 */
plus?: Offset, };

/**
 * A statistic of numbers over a population.
 */
export type StatisticReference = { 
/**
 * Which.
 */
statistic: Statistic, 
/**
 * Of which column of the contacts; of the left-hand side when left out.
 */
field?: string, 
/**
 * A factor.
 */
times?: number, 
/**
 * Of whom; `has_value` when left out.
 */
population?: Population, };

/**
 * A number made of many. Of a population without a value it is missing.
 */
export type Statistic = "mean" | "median" | "min" | "max";

/**
 * A condition on tags.
 */
export type TagCondition = { 
/**
 * Whether a tag includes the tags below it; `true` when left out.
 */
subtree?: boolean, 
/**
 * Only tags below this name are looked at.
 */
group?: string, 
/**
 * Tags are looked at on this level of the tree, 1 is the top: a tag below it counts as its name on that level, a tag
 * above it is not seen.
 */
level?: number, 
/**
 * Only tags that were given in the window; needs a record of taggings.
 */
window?: Window, 
/**
 * Only tags that were given by one of these sources; needs a record of taggings.
 */
source_in?: Array<TagSource>, } & ({ "has_any": Array<string> } | { "has_all": Array<string> } | { "has_none": Array<string> } | { "has_exactly": Array<string> } | { "has_at_least": { 
/**
 * How many.
 */
k: number, 
/**
 * Of which tags.
 */
of: Array<string>, } } | { "count": Operator } | { "untagged": boolean });

/**
 * How many of several tags a contact must have.
 */
export type TagTest = { "has_any": Array<string> } | { "has_all": Array<string> } | { "has_none": Array<string> } | { "has_exactly": Array<string> } | { "has_at_least": { 
/**
 * How many.
 */
k: number, 
/**
 * Of which tags.
 */
of: Array<string>, } } | { "count": Operator } | { "untagged": boolean };

/**
 * Who gave a tag.
 */
export type TagSource = "manual" | "auto" | "import" | "questionnaire";

/**
 * A condition on the events of a contact: the events of one table that pass `where`, lie in `window` and pass `mask` are
 * measured, and the measure is compared. Predicates inside one node bind to the same event.
 */
export type EventCondition = { 
/**
 * Name of the event table.
 */
table: string, 
/**
 * Which events count: groups and attribute conditions on the event's columns.
 */
where?: Node, 
/**
 * When; `all_time` when left out.
 */
window?: EventWindow, 
/**
 * On which weekdays and at which times of the day.
 */
mask?: Mask, 
/**
 * What is computed from them.
 */
measure: Measure, 
/**
 * What the result must be. A missing result (the average of no events) matches no positive operator.
 */
is: Operator, };

/**
 * When events count: a span that is the same for everybody, or one that begins at a time of each contact.
 */
export type EventWindow = Window | Since;

/**
 * A span that begins at a time of each contact and, like every window, ends at `as_of` at the latest. A contact without
 * that time has no span and therefore no events.
 */
export type Since = { "since_attribute": SinceAttribute } | { "since_event": SinceEvent };

/**
 * From the date (its first instant) or time in a column of the contact.
 */
export type SinceAttribute = { 
/**
 * A date or time column of the contacts.
 */
field: string, 
/**
 * How far the start is moved, the wall clock kept; not at all when left out.
 */
offset?: Offset, 
/**
 * How long; until `as_of` when left out.
 */
length?: Amount, };

/**
 * From the time of an event of the contact; that event itself is inside when nothing is moved.
 */
export type SinceEvent = { 
/**
 * The first or the last such event before `as_of`.
 */
which: Which, 
/**
 * Name of the event table.
 */
table: string, 
/**
 * Which events count as such.
 */
where?: Node, 
/**
 * How far the start is moved, the wall clock kept; not at all when left out.
 */
offset?: Offset, 
/**
 * How long; until `as_of` when left out.
 */
length?: Amount, };

/**
 * The earliest or the latest.
 */
export type Which = "first" | "last";

/**
 * A number of units forwards, or backwards when negative.
 */
export type Offset = { 
/**
 * How many.
 */
n: number, 
/**
 * Of what.
 */
unit: Unit, };

/**
 * Which weekdays and times of the day; an event passes when it passes every part that is there.
 */
export type Mask = { 
/**
 * Weekdays, 1 is Monday and 7 Sunday, in the document's zone.
 */
weekdays?: Array<number>, 
/**
 * Named parts of the day: `morning_peak`, `noon_break`, `evening_peak`, `bedtime`, `night`.
 */
slots?: Array<string>, 
/**
 * From the first time of the day (inside) to the second (outside), `["22:00", "06:00"]` wraps midnight.
 */
times?: [string, string], };

/**
 * What is computed from a set of events of one contact.
 */
export type Measure = "count" | "distinct_days" | "distinct_weeks" | "distinct_months" | { "distinct": string } | { "sum": string } | { "avg": string } | { "min": string } | { "max": string } | { "median": string } | { "percentile": Percentile } | { "first": string } | { "last": string } | { "top_value": string } | "first_at" | "last_at" | "days_since_first" | "days_since_last" | { "gap": GapStatistic } | "overdue_ratio" | { "streak": Streak } | { "active_periods": ActivePeriods } | { "share": Share } | { "ratio": Ratio } | { "growth": Growth } | { "seasonality": Seasonality };

/**
 * A type-7 quantile of a column.
 */
export type Percentile = { 
/**
 * A number column.
 */
column: string, 
/**
 * From 0 (the smallest value) to 1 (the largest).
 */
q: number, };

/**
 * Which of the gaps between days with events.
 */
export type GapStatistic = "mean" | "median" | "max" | "last";

/**
 * A run of consecutive calendar units, each with an event.
 */
export type Streak = { 
/**
 * Days, weeks or months.
 */
unit: Unit, 
/**
 * Which run.
 */
which: StreakKind, };

/**
 * Which run of consecutive units.
 */
export type StreakKind = "current" | "longest";

/**
 * The last units that are over, and what makes one of them active.
 */
export type ActivePeriods = { 
/**
 * Calendar unit.
 */
unit: Unit, 
/**
 * How many of the last units that are over are looked at.
 */
of: number, 
/**
 * How many events make a unit active.
 */
at_least: number, };

/**
 * A part of the events.
 */
export type Share = { 
/**
 * Which of the events are the part.
 */
where: Node, 
/**
 * A number column whose sums are compared; the numbers of events when left out.
 */
sum?: string, };

/**
 * One measure divided by another.
 */
export type Ratio = { 
/**
 * What is divided.
 */
of: Part, 
/**
 * By what.
 */
to: Part, };

/**
 * A measure of those events that pass a further condition.
 */
export type Part = { 
/**
 * A measure whose result is a number, but no `ratio` and no `growth`.
 */
measure: Measure, 
/**
 * Which of the events; all when left out.
 */
where?: Node, };

/**
 * The relative change of a measure: (now − base) ÷ base, where now is in the window of the condition.
 */
export type Growth = { 
/**
 * A measure whose result is a number, but no `ratio` and no `growth`.
 */
of: Measure, 
/**
 * The window of the base.
 */
over: Window, 
/**
 * The smallest base that counts; a base that is not above 0 never does.
 */
min_base?: number, };

/**
 * Months of the year.
 */
export type Seasonality = { 
/**
 * From 1 to 12.
 */
months: Array<number>, };

/**
 * Events that follow each other in time. Other events in between are ignored.
 */
export type Sequence = { 
/**
 * The steps in their order; at least one of them is positive.
 */
steps: Array<Step>, 
/**
 * All steps lie inside; `all_time` when left out.
 */
window?: EventWindow, 
/**
 * On which weekdays and at which times of the day the steps may lie.
 */
mask?: Mask, 
/**
 * The longest time from the first positive step to the last one reached; without a limit when left out.
 */
within?: Amount, 
/**
 * Whether a step must be later than the one before, not at the same time; `true` when left out.
 */
strict?: boolean, 
/**
 * A column that must have the same value in every step.
 */
correlate?: string, 
/**
 * How many positive steps must be reached, in their order; all when left out.
 */
reached?: Operator, };

/**
 * One step of a sequence.
 */
export type Step = { 
/**
 * Name of the event table.
 */
table: string, 
/**
 * Which events are the step.
 */
where?: Node, 
/**
 * A negative step: no such event between the positive steps before and after it.
 */
not?: boolean, 
/**
 * The longest time since the positive step before; without a limit when left out.
 */
gap?: Amount, };

/**
 * A reference to a segment of the library.
 */
export type SegmentRef = { 
/**
 * The id of the segment.
 */
id: string, 
/**
 * The id of one of its snapshots: the members as they were kept. Live when left out.
 */
snapshot?: string, };

/**
 * The contacts whose value of a column stands in a list that somebody brought along.
 */
export type List = { 
/**
 * A text or code column.
 */
field: string, 
/**
 * The values; those that no contact has are counted, not errors.
 */
values: Array<string>, };

/**
 * The share of all contacts whose number lies in a range: the number is the first 8 hex digits of
 * `md5(salt + ":" + key)`, read as u32, so that every engine finds the same contacts. A contact without the key is in no
 * sample.
 */
export type Sample = { 
/**
 * Another salt draws other contacts.
 */
salt: string, 
/**
 * Percent, from 0 on; the number is at least `floor(from ÷ 100 × 2³²)`.
 */
from: number, 
/**
 * Percent, up to 100; the number is below `floor(to ÷ 100 × 2³²)`.
 */
to: number, 
/**
 * The column with the key; the main key when left out.
 */
key?: string, };

/**
 * How many members an audience has at most.
 */
export type Limit = TopLimit | RandomLimit;

/**
 * The members with the largest or smallest values of a column; equal values by main key.
 */
export type TopLimit = { 
/**
 * How many.
 */
top: number, 
/**
 * A number, date or time column; members without a value come last.
 */
by: string, 
/**
 * `desc` when left out: the largest first.
 */
order?: Order, 
/**
 * As many for each value of this column; members without a value are a group of their own.
 */
per?: string, };

/**
 * Members in the order of `md5(seed + ":" + key)`, the main key being that of the contact.
 */
export type RandomLimit = { 
/**
 * How many.
 */
random: number, 
/**
 * Another seed draws other members.
 */
seed: string, 
/**
 * As many for each value of this column; members without a value are a group of their own.
 */
per?: string, };

/**
 * Which values come first.
 */
export type Order = "asc" | "desc";

/**
 * A rule in another language, or what of it cannot be said there.
 */
export type Exchange<T> = { 
/**
 * The whole rule; `null` as soon as one part of it cannot be said.
 */
value: T | null, 
/**
 * Every part that cannot be said, in the order of the rule, with its path in what was handed in: `rule.all[1].tags`
 * of a definition, `rules[1].operator` of a query, `and[1].>` of a JsonLogic rule.
 */
unsaid: Array<Error>, };

/**
 * A language of rules that is not this engine's.
 */
export type Format = "query_builder" | "json_logic";

/**
 * A span of time relative to `as_of`, in the document's zone. Every window ends at or before `as_of` and is half-open
 * when resolved: its start is inside, its end is not.
 */
export type Window = "all_time" | { "rolling": Amount } | { "days_to_date": number } | { "complete_days": number } | { "ago": Ago } | { "calendar": Calendar } | { "to_date": Unit } | { "absolute": Absolute };

/**
 * A number of units.
 */
export type Amount = { 
/**
 * How many, at least 1.
 */
n: number, 
/**
 * Of what.
 */
unit: Unit, };

/**
 * A span that ended some time ago.
 */
export type Ago = { 
/**
 * Where it starts, in units before the current one; larger than `to`.
 */
from: number, 
/**
 * Where it ends, in units before the current one; 0 is the start of the current unit.
 */
to: number, 
/**
 * Calendar unit.
 */
unit: Unit, };

/**
 * A calendar unit some units back.
 */
export type Calendar = { 
/**
 * 0 is the current unit, 1 the previous one.
 */
back: number, 
/**
 * Calendar unit; not hours or minutes.
 */
unit: Unit, };

/**
 * A fixed span.
 */
export type Absolute = { 
/**
 * First date or time inside; open when left out.
 */
from?: string, 
/**
 * Last date inside, or first time outside; open when left out.
 */
to?: string, };

/**
 * A unit of time. A month before 31 March is the last day of February.
 */
export type Unit = "minutes" | "hours" | "days" | "weeks" | "months" | "quarters" | "years";

/**
 * The stable kind of an [`Error`], written in snake_case on the wire.
 */
export type Code = "empty_file" | "no_rows" | "not_a_table" | "broken_workbook" | "encrypted_workbook" | "inflates_too_much" | "document_too_large" | "no_records" | "unknown_records" | "broken_archive" | "encrypted_archive" | "nested_archive" | "empty_archive" | "record_too_long" | "too_many_columns" | "too_many_documents" | "too_large" | "workbook_too_large" | "unknown_sheet" | "bad_plan" | "unknown_file" | "already_loaded" | "unknown_record" | "unknown_decision" | "cancelled" | "text_syntax" | "not_json" | "not_a_definition" | "unknown_version" | "unknown_key" | "missing_key" | "wrong_shape" | "not_one_kind" | "node_not_available" | "unknown_parameter" | "unknown_condition" | "condition_cycle" | "unknown_snapshot" | "empty_sequence" | "no_taggings" | "no_key" | "unknown_operator" | "operator_not_for_type" | "wrong_value" | "missing_not_for_operator" | "empty_range" | "empty_group" | "empty_list" | "unknown_field" | "unknown_table" | "unknown_tag" | "no_time_column" | "measure_not_for_type" | "unknown_segment" | "segment_cycle" | "bad_pattern" | "unknown_zone" | "bad_time" | "no_as_of" | "unresolved_now" | "bad_window" | "definition_too_large" | "cannot_be_said" | "no_data" | "unknown_contact" | "no_such_column" | "not_a_library" | "segment_in_use" | "unnamed_segment" | "unknown_preset" | "preset_lacks" | "unknown_score" | "bad_score" | "score_name_taken" | "score_in_use" | "score_lacks" | "score_too_few" | "score_not_applicable" | "bad_experiment" | "no_such_part" | "internal";

/**
 * What is wrong, where, and the values that the sentence names.
 */
export type Error = { 
/**
 * The stable kind.
 */
code: Code, 
/**
 * Where it is.
 */
location: Location, 
/**
 * The values of the sentence, by parameter name.
 */
params: { [key in string]: string }, };

/**
 * Where in a file or in a definition an error is.
 */
export type Location = { 
/**
 * Name of the file.
 */
file?: string, 
/**
 * Row of the file, 1-based, counting records (a quoted line break does not count).
 */
row?: number, 
/**
 * Name of the column.
 */
column?: string, 
/**
 * Path in a definition such as `rule.all[1].event.where`.
 */
path?: string, };

/**
 * The columns, tags and events of the loaded data.
 */
export type Schema = { 
/**
 * Counts up with every change of the data.
 */
version: number, 
/**
 * The number of contacts.
 */
population: number, 
/**
 * The contacts' columns, in the order of the files.
 */
fields: Array<FieldInfo>, 
/**
 * How many different tags there are (leaves and inner names of the tree).
 */
tags: number, 
/**
 * How many contacts have at least one tag.
 */
tagged: number, 
/**
 * The event tables.
 */
events: Array<EventInfo>, 
/**
 * The contacts' column with the main key, where they have one.
 */
key?: string, 
/**
 * Where it is recorded when and by whom tags were given.
 */
taggings?: Taggings, 
/**
 * The operators of each kind of column.
 */
operators: { [key in Kind]?: Array<OperatorInfo> }, 
/**
 * The measures of events.
 */
measures: Array<MeasureInfo>, 
/**
 * The end of the newest day in the data, in the zone `Asia/Shanghai` unless a document says otherwise; RFC 3339.
 */
as_of?: string, };

/**
 * A column.
 */
export type FieldInfo = { 
/**
 * Name.
 */
name: string, 
/**
 * What the values mean.
 */
type: Semantic, 
/**
 * Which operators it has.
 */
kind: Kind, 
/**
 * How many rows have a value.
 */
filled: number, 
/**
 * How many different values, where that is known without a scan.
 */
distinct?: number, 
/**
 * Smallest value (numbers, dates, times), as a definition writes it.
 */
min?: string, 
/**
 * Largest value.
 */
max?: string, 
/**
 * Digits behind the point of a number.
 */
scale?: number, 
/**
 * ISO 4217 code of money.
 */
currency?: string, 
/**
 * Masked unless a person asks to see it.
 */
sensitive: boolean, 
/**
 * Whether it was made of another column.
 */
derived?: boolean, 
/**
 * The column it was made of.
 */
origin?: string, 
/**
 * Whether a cell of it can say "do not contact".
 */
suppresses?: boolean, 
/**
 * The score that writes it.
 */
score?: ScoreField, };

/**
 * An event table.
 */
export type EventInfo = { 
/**
 * Name.
 */
table: string, 
/**
 * Number of events.
 */
rows: number, 
/**
 * Events whose person is unknown; they are kept and count for nobody.
 */
unlinked: number, 
/**
 * Contacts with at least one event.
 */
people: number, 
/**
 * The time column.
 */
time?: string, 
/**
 * The amount column.
 */
amount?: string, 
/**
 * The column of yes and no that says whether an event counts.
 */
valid?: string, 
/**
 * The columns.
 */
columns: Array<FieldInfo>, };

/**
 * The event table whose rows say that a contact was given a tag.
 */
export type Taggings = { 
/**
 * Name of the event table; its time column says when.
 */
table: string, 
/**
 * Its column with the path of the tag.
 */
tag: string, 
/**
 * Its column with the source: `manual`, `auto`, `import` or `questionnaire`.
 */
source?: string, };

/**
 * A measure of events.
 */
export type MeasureInfo = { 
/**
 * Name on the wire.
 */
name: string, 
/**
 * The kinds of column it reads; empty when it reads none.
 */
columns: Array<Kind>, 
/**
 * The kind of its result; `null` when it is the kind of the column.
 */
result: Kind | null, 
/**
 * Whether the table needs a time column.
 */
needs_time: boolean, 
/**
 * Where it can run.
 */
level: Level, };

/**
 * One row of the operator table.
 */
export type OperatorInfo = { 
/**
 * Name on the wire.
 */
name: string, 
/**
 * What stands to its right.
 */
operand: Operand, 
/**
 * Whether `missing` applies.
 */
negative: boolean, 
/**
 * Where it can run.
 */
level: Level, };

/**
 * Where an operator or a measure can run beside this engine. A node has the highest level of what stands in it.
 */
export type Level = "A" | "B" | "C" | "D";

/**
 * What stands to the right of an operator.
 */
export type Operand = "none" | "value" | "values" | "range" | "text" | "texts" | "moment" | "window" | "comparison" | "codes" | "name" | "names" | "paths" | "rank" | "bands" | "zscore" | "top_n" | "top_percent" | "quantiles" | "amount" | "ago" | "period" | "numbers" | "diff" | "times" | "circle" | "box";

/**
 * The class of operators that a column has.
 */
export type Kind = "text" | "code" | "gender" | "number" | "bool" | "date" | "datetime" | "tags";

/**
 * What the values of a column mean. Decided per column at import; a person can change it.
 */
export type Semantic = "id" | "phone" | "email" | "name" | "gender" | "date" | "datetime" | "money" | "percent" | "bool" | "tags" | "geo" | "number" | "text";

/**
 * How one file is read. Every field can be corrected and sent back.
 */
export type FilePlan = { 
/**
 * Name of the file.
 */
file: string, 
/**
 * Size of the file in bytes.
 */
bytes: number, 
/**
 * Recognised by its first bytes, never by its name.
 */
container: Container, 
/**
 * The archive that the file was packed in, by name; the file itself is `file`.
 */
archive?: string, 
/**
 * JSON: where the records are, names joined with dots, `[]` behind a list that is taken apart
 * (`tag_group[].tag[]`); empty when the document itself is the list.
 */
records_path?: string, 
/**
 * JSON: every list of records, the one that is proposed first.
 */
record_paths: Array<RecordPath>, 
/**
 * Text files: the encoding.
 */
encoding?: Encoding, 
/**
 * Text files: whether a byte order mark stands at the start.
 */
bom: boolean, 
/**
 * Text files: the delimiter, one of `,` tab `;` `|`.
 */
delimiter?: string, 
/**
 * Text files: the character before a quote that does not end a quoted field, where it is a backslash.
 */
escape?: string, 
/**
 * Workbooks: the sheet that is read.
 */
sheet?: string, 
/**
 * Workbooks: every sheet.
 */
sheets: Array<SheetInfo>, 
/**
 * Workbooks: whether days are counted from 1904. A number of a date column without a format is one of these days.
 */
epoch_1904?: boolean, 
/**
 * Line (text: physical line; workbook: row of the sheet), 1-based, where the header starts; 0 when the file has none
 * and columns are named `column_1` and so on.
 */
header_line: number, 
/**
 * Number of lines that the header takes.
 */
header_rows: number, 
/**
 * Lines before the data that are no data, with the reason.
 */
skipped: Array<SkippedLine>, 
/**
 * Whether a row is a contact or an event of a contact.
 */
rows_are: RowsAre, 
/**
 * Name of the event table; rows of several files with the same name come together.
 */
table: string, 
/**
 * IANA zone of times without an offset; `Asia/Shanghai` unless corrected.
 */
zone: string, 
/**
 * The known layout that the headers show, by its id.
 */
layout?: string, 
/**
 * Set where a person chose `layout` (an id, or none at all): what stood there before. Then the file is recognised again
 * as one of that layout, and what its rows are follows from it. Without it the headers decide.
 */
layout_was?: LayoutWas, 
/**
 * Events whose rows are the items of an order: how items become orders.
 */
items?: ItemRule, 
/**
 * Events: which of them came to nothing.
 */
outcome?: OutcomeRule, 
/**
 * Why the file is read like this, one entry per decision.
 */
evidence: Array<Evidence>, 
/**
 * The columns, in file order.
 */
columns: Array<ColumnPlan>, };

/**
 * What a file is, by its first bytes.
 */
export type Container = "text" | "xlsx" | "xls" | "xlsb" | "ods" | "html" | "json" | "ndjson" | "vcard" | "parquet";

/**
 * How text is encoded.
 */
export type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be" | "big5" | "windows-1252";

/**
 * A sheet of a workbook.
 */
export type SheetInfo = { 
/**
 * Name.
 */
name: string, 
/**
 * Rows with content.
 */
rows: number, 
/**
 * Columns with content.
 */
columns: number, };

/**
 * A list of objects of a JSON document.
 */
export type RecordPath = { 
/**
 * Where it is, as in [`FilePlan::records_path`].
 */
path: string, 
/**
 * Objects in it.
 */
records: number, };

/**
 * A line that is no data.
 */
export type SkippedLine = { 
/**
 * 1-based line.
 */
line: number, 
/**
 * Its text, cut at 200 characters.
 */
text: string, 
/**
 * Why it is no data.
 */
reason: SkipReason, };

/**
 * Why a line is no data.
 */
export type SkipReason = "preamble" | "separator_line" | "formula_line";

/**
 * What a row of the file is.
 */
export type RowsAre = "contacts" | "events";

/**
 * How one column is read.
 */
export type ColumnPlan = { 
/**
 * Name in the dataset, unique in the file.
 */
name: string, 
/**
 * The header as the file has it.
 */
raw: string, 
/**
 * What the values mean.
 */
type: Semantic, 
/**
 * What the column is for.
 */
role: Role, 
/**
 * Of a key column: which identity it is, such as `phone`, `unionid`, `member_id`. Columns of several files with the
 * same identity join people.
 */
identity?: string, 
/**
 * Of a tags column: the texts that separate tags in a cell. Of a phone or e-mail column: set when cells have several.
 */
separators?: string, 
/**
 * Of a tags column: the group that its header names.
 */
tag_group?: string, 
/**
 * Of a tags column: the character between group and tag where it is not a colon.
 */
group_sign?: string, 
/**
 * Of a yes-or-no column: whether an empty cell says no, as in a table with a column per tag.
 */
blank_is_false?: boolean, 
/**
 * Of a date column: whether the day or the month comes first in `03/04/2024`.
 */
date_order?: DateOrder, 
/**
 * Of a date column with years of two digits: the first of the hundred years that they stand for; 1970 when left out,
 * of a birthday 1926.
 */
century_from?: number, 
/**
 * Of a column of texts, names or places: words of the sample that say "not known" (未知, unknown), and what they mean.
 */
unknown?: UnknownWords, 
/**
 * Of a number column: whether the comma is the decimal point.
 */
decimal_comma?: boolean, 
/**
 * Of a money column: ISO 4217.
 */
currency?: string, 
/**
 * Of a money column: whether its numbers count hundredths (分, cents) instead of whole units.
 */
minor_units?: boolean, 
/**
 * What only a person can decide, because the values allow both.
 */
ask?: Ask, 
/**
 * Of an attribute of contacts: the cells, as the file has them, that say "do not contact"; `*` is every cell that is
 * not empty.
 */
suppresses: Array<string>, 
/**
 * Of a phone column: the country code of numbers without one; `86` unless the column shows another.
 */
calling_code?: string, 
/**
 * Up to five different cells as the file has them.
 */
examples: Array<string>, 
/**
 * Cells looked at.
 */
sampled: number, 
/**
 * Of these, cells that are not empty.
 */
filled: number, 
/**
 * Of these, cells that could be read as the type.
 */
parsed: number, };

/**
 * A question that the values of a column leave open.
 */
export type Ask = "date_order" | "decimal_sign" | "century" | "unknown";

/**
 * What stood in a plan before a person chose its layout: put back, it takes the choice back.
 */
export type LayoutWas = { 
/**
 * The layout that the headers showed.
 */
layout?: string, 
/**
 * What a row was.
 */
rows_are: RowsAre, 
/**
 * Name of the event table.
 */
table: string, };

/**
 * Words of a column that say that nothing is known.
 */
export type UnknownWords = { 
/**
 * Whole cells, as the file has them.
 */
words: Array<string>, 
/**
 * Cells of the sample with one of them.
 */
cells: number, 
/**
 * Whether such a cell has no value; otherwise the word is its value.
 */
missing: boolean, };

/**
 * Rows are items: the rows of one order become one event, the items a table of their own.
 */
export type ItemRule = { 
/**
 * Name of the column that numbers the order.
 */
order: string, 
/**
 * Name of the table of the items.
 */
table: string, 
/**
 * What the amount column says on each row.
 */
amount: ItemAmount, };

/**
 * What the amount on a row of an item is.
 */
export type ItemAmount = "order" | "item";

/**
 * Which events came to nothing, by the words of a column.
 */
export type OutcomeRule = { 
/**
 * Name of the column with the status.
 */
column: string, 
/**
 * Cells that say closed, cancelled or unpaid.
 */
closed: Array<string>, 
/**
 * Cells that say paid back.
 */
refunded: Array<string>, 
/**
 * Name of a second column in which the cells of `refunded` say so too: what happened after the sale.
 */
refunds?: string, };

/**
 * Why a decision was taken: shown beside it.
 */
export type Evidence = { 
/**
 * What was decided: `container`, `encoding`, `delimiter`, `header`, `sheet`, `records`, `layout`, `rows_are`.
 */
of: string, 
/**
 * The reason, a word for the catalogue such as `byte_order_mark`.
 */
because: string, 
/**
 * Numbers and words of the sentence.
 */
with?: { [key in string]: string }, };

/**
 * A layout as the page shows it.
 */
export type LayoutInfo = { 
/**
 * Its id, as a plan has it.
 */
id: string, 
/**
 * What it is called in Chinese.
 */
zh: string, 
/**
 * What it is called in English.
 */
en: string, 
/**
 * What its rows are.
 */
rows_are: RowsAre, };

/**
 * What a column is for.
 */
export type Role = "key" | "attribute" | "time" | "amount" | "ignore";

/**
 * The order of day and month in a date with slashes.
 */
export type DateOrder = "day_first" | "month_first";

/**
 * The account of a file: `read = accepted + merged + superseded + rejected + blank`. Of a file of items, what is accepted
 * are orders: a row beyond the first of its order is merged into it, and `items = accepted + merged`.
 */
export type FileReport = { 
/**
 * Records below the header.
 */
read: number, 
/**
 * Records that became a contact or an event.
 */
accepted: number, 
/**
 * Contact records that were merged into a contact that was already there; rows of items, into their order.
 */
merged: number, 
/**
 * Records that gave way to records of a later file, loaded as an update.
 */
superseded: number, 
/**
 * Records that were not taken, each with a reason.
 */
rejected: number, 
/**
 * Records without any content.
 */
blank: number, 
/**
 * How many records were rejected for each reason.
 */
reasons: Array<ReasonCount>, 
/**
 * What became of the cells of each column that is read.
 */
columns: Array<ColumnReport>, 
/**
 * Records without a value in any key column: a contact that nothing can be joined to, an event of nobody.
 */
without_key: number, 
/**
 * Events without a readable time.
 */
without_time: number, 
/**
 * Of a file of items: the rows of the table of the items.
 */
items?: number, 
/**
 * Events whose person is in no contact file; they are kept and count for nobody.
 */
unlinked: number, 
/**
 * Events: the identity on which they were joined to contacts.
 */
joined_on?: string, 
/**
 * Contact records that share a key with a contact but differ in a stronger one, and were kept apart.
 */
conflicts: number, 
/**
 * Cells of merged records that differed from the value that was kept.
 */
overwritten: number, 
/**
 * Of an update: records of people or events that were not there.
 */
inserted: number, 
/**
 * Of an update: records that changed something.
 */
updated: number, 
/**
 * Of an update: records that say what was known.
 */
unchanged: number, 
/**
 * 128 bits of all bytes of the file, in hex; empty for rows without a file.
 */
fingerprint: string, 
/**
 * The same of its size and its first 64 KiB.
 */
head_fingerprint: string, 
/**
 * Names of values for which the plan has no column, because they first appear behind what recognition looked at.
 */
unplanned?: Array<UnplannedKey>, };

/**
 * How often a reason occurred.
 */
export type ReasonCount = { 
/**
 * The reason.
 */
reason: RejectReason, 
/**
 * How many records.
 */
rows: number, };

/**
 * Why a record was not taken.
 */
export type RejectReason = "too_many_fields" | "too_few_fields" | "unclosed_quote" | "too_long" | "repeated_header" | "totals_line" | "bad_encoding" | "damaged";

/**
 * A name of values that have no column.
 */
export type UnplannedKey = { 
/**
 * The name, cut at 200 characters; `…` for all names beyond the first 200.
 */
name: string, 
/**
 * How many values it has.
 */
rows: number, };

/**
 * A record that was not taken.
 */
export type RejectedRow = { 
/**
 * 1-based record of the file, the header and the lines above it included.
 */
row: number, 
/**
 * 1-based physical line where it starts (workbooks: the row of the sheet).
 */
line: number, 
/**
 * Why.
 */
reason: RejectReason, 
/**
 * Its text, cut at 2,000 characters.
 */
text: string, };

/**
 * Rows as a plan reads them.
 */
export type Preview = { 
/**
 * The first records below the header that are read; the columns are those of the plan.
 */
rows: Array<PreviewRow>, 
/**
 * The first records that are not, for the same number of rows.
 */
rejected: Array<PreviewRejected>, };

/**
 * A record before and after.
 */
export type PreviewRow = { 
/**
 * 1-based record of the file.
 */
record: number, 
/**
 * 1-based physical line where it starts (workbooks: the row of the sheet).
 */
line: number, 
/**
 * The cells as the file has them, one per column of the plan.
 */
raw: Array<string>, 
/**
 * What they become, one per column of the plan.
 */
values: Array<Shown>, };

/**
 * A record that is not read.
 */
export type PreviewRejected = { 
/**
 * 1-based record of the file.
 */
record: number, 
/**
 * 1-based physical line where it starts.
 */
line: number, 
/**
 * Why.
 */
reason: RejectReason, };

/**
 * A value in its normal form: text, number, `true`, a list of tags or of numbers to call; `null` is missing.
 * Days are `2024-03-05`, times ISO 8601 as they stand on the wall, with the offset where the file has one.
 */
export type Shown = { 
/**
 * The value.
 */
value: string | number | boolean | string[] | null, 
/**
 * Why there is none although the cell says something.
 */
issue?: CellIssue, };

/**
 * What became of the cells of a column.
 */
export type ColumnReport = { 
/**
 * Name in the dataset.
 */
name: string, 
/**
 * Cells that are not empty and not a word for "nothing".
 */
filled: number, 
/**
 * Of these, cells that were read as the type.
 */
parsed: number, 
/**
 * Up to ten cells that could not be read, which count as missing.
 */
failed: Array<FailedCell>, 
/**
 * Of a column of phones: cells whose value is a number without the extension that they name.
 */
extensions?: LeftOut, };

/**
 * A cell that could not be read.
 */
export type FailedCell = { 
/**
 * 1-based record of the file.
 */
row: number, 
/**
 * What it says, cut at 200 characters.
 */
text: string, 
/**
 * What is wrong with it.
 */
reason: CellIssue, };

/**
 * What cells say and their values leave out.
 */
export type LeftOut = { 
/**
 * The number of cells.
 */
cells: number, 
/**
 * 1-based record of the first of them.
 */
row: number, 
/**
 * What it says, cut at 200 characters.
 */
text: string, };

/**
 * What is wrong with a cell.
 */
export type CellIssue = "wrong_shape" | "lossy" | "masked" | "full";

/**
 * How far a file has been read.
 */
export type Progress = { 
/**
 * Bytes taken.
 */
bytes: number, 
/**
 * Records read.
 */
rows: number, };

/**
 * A loaded file.
 */
export type FileEntry = { 
/**
 * Identity in the session.
 */
id: number, 
/**
 * How it was read.
 */
plan: FilePlan, 
/**
 * What became of its rows.
 */
report: FileReport, 
/**
 * How it came to the others; of a file that replaced another one, how that one did.
 */
mode: LoadMode, 
/**
 * The loaded file that has the same bytes.
 */
same_as?: number, };

/**
 * The size of a segment and of every node in it.
 */
export type SizeReport = { 
/**
 * The version of the data.
 */
version: number, 
/**
 * Contacts loaded.
 */
population: number, 
/**
 * Contacts in the segment. Nodes with an error take no part; `errors` says which.
 */
matched: number, 
/**
 * Contacts that `exclude` takes out.
 */
excluded: number, 
/**
 * Contacts in the segment who must not be contacted; the rest can be reached.
 */
suppressed: number, 
/**
 * Of a definition with a limit: contacts before the limit. `matched` is what the limit leaves.
 */
limited?: number, 
/**
 * The instant as of which windows end, RFC 3339 in the document's zone; empty when no window was asked and the data have none.
 */
as_of: string, 
/**
 * The document's zone.
 */
zone: string, 
/**
 * Every node, parents before children.
 */
nodes: Array<NodeSize>, 
/**
 * What is wrong, by path. Empty: the definition is valid and `matched` is its size.
 */
errors: Array<Error>, 
/**
 * Ids of the scores that it asks for and that have to be run again; `scores` says why.
 */
stale?: Array<string>, };

/**
 * A preset as a builder offers it for the loaded data.
 */
export type PresetInfo = { 
/**
 * Identity; the key of its name in the page's catalogue.
 */
id: string, 
/**
 * For whom.
 */
industries: Array<Industry>, 
/**
 * What can be set.
 */
parameters: Array<PresetParameter>, 
/**
 * Whether it can be built with `binding` and the defaults.
 */
supported: boolean, 
/**
 * What the language cannot say yet; such a preset cannot be built.
 */
blocked?: Blocked, 
/**
 * The tables and columns that were found, by role.
 */
binding: { [key in string]: string }, 
/**
 * The roles for which nothing was found; a person may name a table or column.
 */
lacks: Array<string>, };

/**
 * A parameter as a builder offers it.
 */
export type PresetParameter = { 
/**
 * Name; the key of its label in the page's catalogue.
 */
name: string, 
/**
 * What it counts.
 */
unit: ParameterUnit, 
/**
 * Used when nothing else is given: a number, or a text for `text` and `date`.
 */
default: number | string, 
/**
 * The smallest number.
 */
min?: number, 
/**
 * The largest number.
 */
max?: number, };

/**
 * What a parameter counts.
 */
export type ParameterUnit = "days" | "hours" | "years" | "seconds" | "months" | "count" | "percent" | "money" | "times" | "text" | "date";

/**
 * A branch of business that a preset is made for.
 */
export type Industry = "ecommerce" | "education" | "finance" | "community";

/**
 * What the language cannot say yet.
 */
export type Blocked = "relations" | "scoring";

/**
 * One piece of a sentence.
 */
export type Token = { "say": Phrase } | { "list": Listing } | { "field": string } | { "table": TableWord } | { "text": Quotable } | { "number": string } | { "plain": string };

/**
 * A phrase of the catalogue with what stands in its named places.
 */
export type Phrase = { 
/**
 * Its key in the catalogue.
 */
key: string, 
/**
 * What stands in its places; a place may be empty.
 */
with: { [key in string]: Array<Token> }, };

/**
 * Several things one after the other.
 */
export type Listing = { 
/**
 * The key of what stands between them: `separator|last separator|separator of two`.
 */
join: string, 
/**
 * The things.
 */
items: Array<Array<Token>>, 
/**
 * How many further ones are not said.
 */
more: number, };

/**
 * The name of an event table.
 */
export type TableWord = { 
/**
 * Name.
 */
name: string, 
/**
 * In which form.
 */
form: Form, 
/**
 * Whether the name is one word without punctuation, which some languages say without quotation marks.
 */
bare: boolean, };

/**
 * The form of a noun. A language without such forms has the same word in several.
 */
export type Form = "one" | "many" | "any" | "counter";

/**
 * A text that may need quotation marks to be told from the sentence.
 */
export type Quotable = { 
/**
 * The text.
 */
text: string, 
/**
 * Whether it is one word without punctuation, which some languages say without quotation marks.
 */
bare: boolean, };

/**
 * The size of one node.
 */
export type NodeSize = { 
/**
 * Path such as `rule.all[1].event.where`; the root is `rule`, what is taken out is `exclude`.
 */
path: string, 
/**
 * What is counted: contacts, or events inside `event.where`.
 */
unit: CountUnit, 
/**
 * How many are true by themselves; left out when the node has an error.
 */
size?: number, 
/**
 * In `all` and `none`: how many contacts this child removes from the parent; in `any`: how many it adds; in groups that
 * count: how many more or fewer contacts the parent would have without it.
 */
effect?: number, 
/**
 * Of a negative condition: how many of `size` match because they have no value.
 */
missing?: number, 
/**
 * Of a list: how many of its different values no contact has.
 */
unmatched?: number, 
/**
 * Of a comparison with other contacts: the numbers that decided, as decimal texts with at most 9 digits behind the
 * point. The value at the cut of `top_n` and its like; both bounds of `quantile_in`; a statistic times its factor;
 * mean and standard deviation of `zscore`.
 */
cut?: Array<string>, 
/**
 * Of a condition with a window: when it starts and ends (first instant inside, first instant outside), RFC 3339 in
 * the document's zone. An open end is left out.
 */
window?: ResolvedWindow, 
/**
 * Whether it takes part: not muted, no error, and no ancestor with either.
 */
counted: boolean, };

/**
 * What a number counts.
 */
export type CountUnit = "contacts" | "events";

/**
 * A window as instants.
 */
export type ResolvedWindow = { 
/**
 * First instant inside.
 */
from?: string, 
/**
 * First instant outside.
 */
to?: string, };

/**
 * A name of the tag tree with the contacts below it.
 */
export type TagInfo = { 
/**
 * Full path, as a definition writes it.
 */
name: string, 
/**
 * Last part of the path.
 */
label: string, 
/**
 * 0 at the root.
 */
depth: number, 
/**
 * Whether there are names below it.
 */
has_children: boolean, 
/**
 * Contacts with this tag or one below it.
 */
contacts: number, };

/**
 * A value of a column with the rows that have it.
 */
export type ValueCount = { 
/**
 * The value, as a definition writes it.
 */
value: string, 
/**
 * Rows (contacts or events).
 */
rows: number, };

/**
 * What hangs on every node of a definition. All numbers are exact and before the limit.
 */
export type ExplainReport = { 
/**
 * The version of the data.
 */
version: number, 
/**
 * Contacts loaded.
 */
population: number, 
/**
 * Contacts in the segment.
 */
matched: number, 
/**
 * Contacts in the segment before the limit; `without`, `removes`, `adds` and `near_misses` are told from these.
 */
before_limit: number, 
/**
 * The instant as of which windows end, RFC 3339 in the document's zone; empty when there is none.
 */
as_of: string, 
/**
 * The document's zone.
 */
zone: string, 
/**
 * Every node, parents before children: of the rule, of `exclude`, of the named conditions that are used. Empty when
 * something is wrong.
 */
nodes: Array<NodeExplained>, 
/**
 * Nodes that are not explained because there are too many.
 */
left_out: number, 
/**
 * What is wrong, by path: a definition with errors is not explained.
 */
errors: Array<Error>, };

/**
 * What hangs on one node. Without a number: the node takes no part.
 */
export type NodeExplained = { 
/**
 * Path such as `rule.all[1].event.where`.
 */
path: string, 
/**
 * What `size` counts.
 */
unit: CountUnit, 
/**
 * How many are true by themselves.
 */
size?: number, 
/**
 * Members if the node were muted.
 */
without?: number, 
/**
 * Contacts that are out and would be in if the node were muted.
 */
removes?: number, 
/**
 * Contacts that are in and would be out if the node were muted: `without = before_limit + removes − adds`.
 */
adds?: number, 
/**
 * Contacts that are out and would be in if this node alone came out the other way for them; left out of conditions on
 * events.
 */
near_misses?: number, };

/**
 * How a definition was answered.
 */
export type PlanReport = { 
/**
 * The version of the data.
 */
version: number, 
/**
 * Contacts loaded.
 */
population: number, 
/**
 * Contacts in the segment.
 */
matched: number, 
/**
 * Contacts of the sample that estimates are told from.
 */
sample: number, 
/**
 * Every node, parents before children; groups have no steps.
 */
nodes: Array<NodePlan>, 
/**
 * What is wrong, by path; nodes with errors take no part.
 */
errors: Array<Error>, };

/**
 * How one node was answered.
 */
export type NodePlan = { 
/**
 * Path such as `rule.all[1].event.where`.
 */
path: string, 
/**
 * What `size` and `estimated` count.
 */
unit: CountUnit, 
/**
 * How many are true by themselves; left out of a node with an error.
 */
size?: number, 
/**
 * How many a sample of the contacts says there are.
 */
estimated?: number, 
/**
 * Whether the set was known from before: then `steps` are those that found it, and nothing was read now.
 */
cached: boolean, 
/**
 * What was read, one after the other.
 */
steps: Array<PlanStep>, };

/**
 * A way to answer a condition, or a part of one.
 */
export type PlanStep = { 
/**
 * The way.
 */
way: Way, 
/**
 * The event table that is read; left out for contacts.
 */
table?: string, 
/**
 * Rows that are read: of the table, of the contacts, or different texts.
 */
rows: number, 
/**
 * What it was thought to cost in nanoseconds, to choose among ways; no time that was measured.
 */
cost: bigint, };

/**
 * A way to answer a condition, or a part of one.
 */
export type Way = "constant" | "members" | "key_lookup" | "sample_numbers" | "tag_sets" | "tag_rows" | "presence" | "flags" | "number_scan" | "number_lookup" | "number_blocks" | "day_table" | "each_value" | "ranking" | "each_text" | "text_search" | "code_ranges" | "code_lookup" | "last_event" | "event_starts" | "event_counters" | "event_ranks" | "event_sums" | "running_sums" | "each_contact";

/**
 * Why one contact is in a segment, or is not.
 */
export type ContactReport = { 
/**
 * The contact.
 */
contact: ContactEntry, 
/**
 * Whether it is in the segment.
 */
member: boolean, 
/**
 * Whether the rule holds for it.
 */
in_rule: boolean, 
/**
 * The conditions of `exclude` that are true for it, when it is taken out; otherwise empty.
 */
excluded_by: Array<string>, 
/**
 * Whether only the limit keeps it out.
 */
limited_out: boolean, 
/**
 * Every node, parents before children.
 */
nodes: Array<NodeTruth>, 
/**
 * Nodes that are not shown because there are too many.
 */
left_out: number, 
/**
 * The rows of files that the contact is made of, the first 100 in load order.
 */
rows: Array<SourceRow>, };

/**
 * What one node says about one contact.
 */
export type NodeTruth = { 
/**
 * Path such as `rule.all[1]`.
 */
path: string, 
/**
 * Whether it is true; left out of a node that takes no part.
 */
truth?: boolean, 
/**
 * Whether the contact would be on the other side (before the limit) if this node alone came out the other way.
 */
decides: boolean, 
/**
 * Of a condition: the value that decided it, or that there is none.
 */
value?: ShownValue, 
/**
 * The number that the operator compares, where it is made of the value: characters of `length`, completed years of
 * `age`, units of `diff`, standard deviations of `zscore`; left out where there is none.
 */
derived?: string, 
/**
 * Whether the value is masked, since its column is a phone, an e-mail or an id.
 */
masked: boolean, 
/**
 * Of a condition with an operator: what the value had to be, parameters in their places.
 */
is?: Operator, };

/**
 * A value that decided a condition.
 */
export type ShownValue = "missing" | { "number": string } | { "date": string } | { "datetime": string } | { "text": string } | { "bool": boolean } | { "tags": Array<string> };

/**
 * A contact by its row, with what a person knows it by.
 */
export type ContactEntry = { 
/**
 * Row of the contact, from 0; stays the same until the data change.
 */
row: number, 
/**
 * The main key, masked unless asked for; left out when it has none.
 */
key?: string, 
/**
 * A name, when a column has one.
 */
name?: string, };

/**
 * Which contact.
 */
export type ContactRef = { "key": string } | { "row": number };

/**
 * A page of the members of a segment.
 */
export type MembersPage = { 
/**
 * Members in all.
 */
total: number, 
/**
 * The number of the first row of this page.
 */
offset: number, 
/**
 * The columns, in the order asked.
 */
columns: Array<PageColumn>, 
/**
 * The rows; missing values are `null`.
 */
rows: Array<Array<string | null>>, 
/**
 * Which contact each row is: a number that stays the same until the data change.
 */
contacts: Array<number>, 
/**
 * Those of `contacts` who must not be contacted.
 */
suppressed: Array<number>, };

/**
 * A column of a page.
 */
export type PageColumn = { 
/**
 * Name.
 */
name: string, 
/**
 * Whether its values are masked on this page.
 */
masked: boolean, };

/**
 * Which members to show, and how.
 */
export type PageOptions = { 
/**
 * Members to skip.
 */
offset: number, 
/**
 * Rows at most; at most 10,000.
 */
limit: number, 
/**
 * The columns, in this order; `$tags` is the list of tags. All columns when left out.
 */
columns?: Array<string>, 
/**
 * Show phone, e-mail and ids as they are.
 */
reveal?: boolean, };

/**
 * A piece of an exported audience.
 */
export type ExportPiece = { 
/**
 * Where the next piece starts; equal to `total` at the end.
 */
next: number, 
/**
 * Members that are exported in all.
 */
total: number, 
/**
 * Members that are left out because they must not be contacted.
 */
suppressed: number, 
/**
 * Cells of this piece that a spreadsheet would run as a formula and that got a leading apostrophe.
 */
guarded: number, };

/**
 * What an export shows, and of whom.
 */
export type ExportChoice = { 
/**
 * Show phone, e-mail and ids as they are.
 */
reveal?: boolean, 
/**
 * Export those too who must not be contacted.
 */
include_suppressed?: boolean, };

/**
 * How the members and everybody are distributed over the values of a column.
 */
export type Distribution = { 
/**
 * The column; `$tags` for tags.
 */
field: string, 
/**
 * The bars, in order: by value for numbers and times, by members for texts and tags.
 */
bars: Array<Bar>, 
/**
 * Values that have no bar of their own.
 */
other: Bar, 
/**
 * Contacts without a value.
 */
missing: Bar, 
/**
 * Members.
 */
inside: number, 
/**
 * Everybody.
 */
everybody: number, };

/**
 * A bar of a distribution.
 */
export type Bar = { 
/**
 * The value, or the lower bound of a range, as a definition writes it.
 */
value: string, 
/**
 * The lower bound of the next bar; left out for single values and for the last bar, which has no upper bound.
 */
to?: string, 
/**
 * Whether the bar is a range from `value` on.
 */
range: boolean, 
/**
 * Members with it.
 */
inside: number, 
/**
 * Everybody with it.
 */
everybody: number, };

/**
 * A segment of the library.
 */
export type SegmentEntry = { 
/**
 * Identity; other segments refer to it.
 */
id: string, 
/**
 * Name that people read.
 */
name: string, 
/**
 * The folder, levels separated by `/`; empty at the top.
 */
folder: string, 
/**
 * The definition.
 */
document: Document, 
/**
 * SHA-256 of the canonical form of the definition: equal for equal rules.
 */
hash: string, 
/**
 * Contacts in it; left out without data or with an error.
 */
size?: number, 
/**
 * What is wrong with it on the loaded data.
 */
errors: Array<Error>, 
/**
 * Ids of the segments that refer to it.
 */
used_by: Array<string>, 
/**
 * How many versions are kept, this one included.
 */
versions: number, 
/**
 * Its snapshots, in the order in which they were taken.
 */
snapshots: Array<SnapshotEntry>, };

/**
 * The stable kind of a [`Finding`], written in snake_case on the wire.
 */
export type LintCode = "contradiction" | "always_true" | "always_false" | "duplicate_condition" | "redundant_condition" | "unused_parameter" | "unused_condition" | "only_excludes" | "matches_everybody" | "matches_nobody" | "stale_value" | "tag_gone" | "segment_gone" | "window_before_data" | "window_after_data" | "window_outside_data" | "same_definition" | "same_members" | "limit_not_reached";

/**
 * How bad a finding is.
 */
export type Severity = "warning" | "hint";

/**
 * Something that is hardly meant.
 */
export type Finding = { 
/**
 * Its stable kind.
 */
code: LintCode, 
/**
 * How bad it is.
 */
severity: Severity, 
/**
 * Where: a node, `parameters.name`, `conditions.name` or `limit`.
 */
path: string, 
/**
 * The values of the sentence, by parameter name.
 */
params: { [key in string]: string }, 
/**
 * A change that mends it.
 */
fix?: Fix, };

/**
 * A change of a definition.
 */
export type Fix = { 
/**
 * What to do.
 */
kind: FixKind, 
/**
 * With what.
 */
path: string, 
/**
 * The node that takes the place of the one there.
 */
node?: Node, };

/**
 * What a fix does.
 */
export type FixKind = "remove" | "replace";

/**
 * By whom, when and where a segment is kept. The engine has no clock: the caller says the time.
 */
export type PutOptions = { 
/**
 * Who changed it; free text.
 */
who?: string, 
/**
 * When, RFC 3339; not interpreted.
 */
at?: string, 
/**
 * Its folder; where it was when left out.
 */
folder?: string, };

/**
 * A version of a segment.
 */
export type SegmentVersion = { 
/**
 * When it was kept, as the caller said.
 */
at?: string, 
/**
 * By whom, as the caller said.
 */
who?: string, 
/**
 * SHA-256 of the canonical form of the definition.
 */
hash: string, 
/**
 * The definition.
 */
definition: Document, };

/**
 * How to name a snapshot.
 */
export type SnapshotOptions = { 
/**
 * Its id among those of the segment; a new one when left out.
 */
id?: string, 
/**
 * Name that people read; the id when left out.
 */
name?: string, 
/**
 * When it is taken, RFC 3339; not interpreted.
 */
at?: string, };

/**
 * Members of a segment that were kept.
 */
export type SnapshotEntry = { 
/**
 * The segment.
 */
segment: string, 
/**
 * Identity among the snapshots of the segment.
 */
id: string, 
/**
 * Name that people read.
 */
name: string, 
/**
 * When it was taken, as the caller said.
 */
at?: string, 
/**
 * SHA-256 of the canonical form of the definition at that time; empty when the keys came from elsewhere.
 */
hash: string, 
/**
 * Fingerprint of the data at that time; empty when the keys came from elsewhere.
 */
fingerprint: string, 
/**
 * The instant as of which windows ended, RFC 3339; empty when there was none.
 */
as_of: string, 
/**
 * The document's zone.
 */
zone: string, 
/**
 * How many main keys were kept.
 */
size: number, 
/**
 * Members without a main key, who could not be kept.
 */
without_key: number, };

/**
 * A snapshot of a segment, or its members now.
 */
export type MembersRef = { 
/**
 * The segment.
 */
segment: string, 
/**
 * The snapshot; the members now when left out.
 */
snapshot?: string, };

/**
 * What became of the members from one list of them to another.
 */
export type Moved = "entered" | "left" | "stayed";

/**
 * Who entered, left and stayed, by main key.
 */
export type Movement = { 
/**
 * In the second, not in the first.
 */
entered: MovedPart, 
/**
 * In the first, not in the second.
 */
left: MovedPart, 
/**
 * In both.
 */
stayed: MovedPart, 
/**
 * Whether both were made of the same data and only the rule, or the instant, differs; `null` when a fingerprint is
 * not known.
 */
same_data: boolean | null, 
/**
 * Whether both are of the same rule; `null` when a rule is not known.
 */
same_rule: boolean | null, };

/**
 * How many keys, and how many of them are contacts of the loaded data.
 */
export type MovedPart = { 
/**
 * Main keys.
 */
keys: number, 
/**
 * Of those, keys that a loaded contact has.
 */
loaded: number, };

/**
 * The size of a definition as of one day.
 */
export type ReplayPoint = { 
/**
 * The date or time, as asked.
 */
as_of: string, 
/**
 * Members; left out with an error.
 */
size?: number, 
/**
 * What is wrong.
 */
error?: Error, };

/**
 * Which segments refer to which.
 */
export type LibraryGraph = { 
/**
 * Every segment, in the order of the library.
 */
nodes: Array<GraphNode>, 
/**
 * Groups of segments that refer to each other in a circle; empty when all is well.
 */
circles: Array<Array<string>>, };

/**
 * A segment with what it refers to. Muted conditions refer to nothing.
 */
export type GraphNode = { 
/**
 * The segment.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its references, with their paths.
 */
uses: Array<SegmentUse>, 
/**
 * Ids of the segments that refer to it or to its snapshots.
 */
used_by: Array<string>, };

/**
 * A reference to a segment.
 */
export type SegmentUse = { 
/**
 * The segment that is referred to.
 */
id: string, 
/**
 * Its snapshot; live when left out.
 */
snapshot?: string, 
/**
 * Where the reference is.
 */
path: string, 
/**
 * Whether the segment, or the snapshot, is in the library.
 */
exists: boolean, };

/**
 * A place that breaks when something is deleted.
 */
export type Impact = { 
/**
 * The segment that breaks.
 */
segment: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Where: the condition, or the reference that leads there.
 */
path: string, 
/**
 * The segment through which it breaks; left out when it refers itself.
 */
through?: string, };

/**
 * An identity with its rule and what it did.
 */
export type IdentityInfo = { 
/**
 * What it is called: `phone`, `unionid`, `member_id`.
 */
name: string, 
/**
 * Place among the identities, 0 the strongest. Of two rows that share a weaker one but differ in a stronger exclusive
 * one, each is a person of its own.
 */
priority: number, 
/**
 * Whether its values join.
 */
joins: boolean, 
/**
 * Whether two different values are two different people. Phones and e-mails are not: a person can have two.
 */
exclusive: boolean, 
/**
 * A value with more different stronger ids than this does not join.
 */
most_ids: number, 
/**
 * A value on more rows than this without a stronger id does not join; only phones and e-mails have this limit, 0 stands
 * for none.
 */
most_rows: number, 
/**
 * Different values.
 */
values: number, 
/**
 * People with a value.
 */
people: number, 
/**
 * Contact rows with a value.
 */
rows: number, 
/**
 * Rows that came to their person by it.
 */
joined: number, 
/**
 * Values that do not join because they are nobody's own.
 */
shared: number, };

/**
 * How one identity takes part in joining people. The order of the list is the priority, strongest first.
 */
export type IdentityRule = { 
/**
 * The identity: `phone`, `unionid`, `member_id`.
 */
name: string, 
/**
 * Whether its values join rows to people, and events to people. Without it the column is an attribute.
 */
joins: boolean, 
/**
 * A value with more different stronger ids than this does not join; 5 when left out.
 */
most_ids?: number, 
/**
 * A phone or an e-mail on more rows than this without a stronger id does not join; 50 when left out.
 */
most_rows?: number, };

/**
 * What joining did with the contact rows.
 */
export type MergeReport = { 
/**
 * The version of the data.
 */
version: number, 
/**
 * Contact rows of all files.
 */
rows: number, 
/**
 * People.
 */
people: number, 
/**
 * People made of several rows.
 */
people_of_several: number, 
/**
 * Rows that came to a person who had a row of the same file: `rows = people + within_files + across_files`.
 */
within_files: number, 
/**
 * Rows that came to a person who had rows of other files only.
 */
across_files: number, 
/**
 * How many rows came to their person by which identity, strongest first; `$decision` stands for a decision.
 */
joined_by: Array<JoinedBy>, 
/**
 * Pairs of rows that share a value but differ in a stronger identity.
 */
conflicts: number, 
/**
 * Rows that stand alone by decision.
 */
split_rows: number, 
/**
 * Values that do not join because they are nobody's own.
 */
shared: number, 
/**
 * The first 1,000 of them, those on most rows first; masked unless asked for.
 */
shared_values: Array<SharedValue>, };

/**
 * How many rows came to their person by an identity.
 */
export type JoinedBy = { 
/**
 * The identity, or `$decision`.
 */
identity: string, 
/**
 * Rows.
 */
rows: number, };

/**
 * A value of a key column that does not join.
 */
export type SharedValue = { 
/**
 * The identity.
 */
identity: string, 
/**
 * The value, masked unless asked for.
 */
value: string, 
/**
 * Why it does not join.
 */
why: SharedReason, 
/**
 * Rows that have it.
 */
rows: number, 
/**
 * The most different values of one stronger identity on these rows, as far as they were counted.
 */
ids: number, };

/**
 * Why a value does not join.
 */
export type SharedReason = "masked" | "placeholder" | "many_ids" | "many_rows";

/**
 * A page of the people who are made of several rows, in the order of the contacts.
 */
export type MergedPage = { 
/**
 * Such people in all.
 */
total: number, 
/**
 * The number of the first one of this page.
 */
offset: number, 
/**
 * The people.
 */
people: Array<MergedPerson>, };

/**
 * A person made of several rows.
 */
export type MergedPerson = { 
/**
 * The contact.
 */
contact: ContactEntry, 
/**
 * Rows in all.
 */
row_count: number, 
/**
 * The first 100 of them, in load order.
 */
rows: Array<SourceRow>, };

/**
 * A row of a file that a contact is made of.
 */
export type SourceRow = { 
/**
 * Id of the file.
 */
file: number, 
/**
 * Name of the file.
 */
name: string, 
/**
 * 1-based record of the file; rows without a file are counted from 1.
 */
record: number, 
/**
 * Its key values, strongest identity first.
 */
keys: Array<KeyValue>, 
/**
 * The identity by which the row came to its person, `$decision` where a decision did it; left out of the first row and
 * of rows that are alone.
 */
joined_by?: string, 
/**
 * Whether it stands alone by decision.
 */
split: boolean, };

/**
 * A value of a key column.
 */
export type KeyValue = { 
/**
 * The identity.
 */
identity: string, 
/**
 * Name of the column.
 */
column: string, 
/**
 * The value, masked unless asked for.
 */
value: string, };

/**
 * A page of the pairs of rows that share a value and were kept apart.
 */
export type ConflictPage = { 
/**
 * Such pairs in all.
 */
total: number, 
/**
 * Of these, pairs that can be shown.
 */
kept: number, 
/**
 * The number of the first one of this page.
 */
offset: number, 
/**
 * The pairs.
 */
conflicts: Array<KeyConflict>, };

/**
 * Two rows that share a value and differ in a stronger identity: "this phone belongs to two unionids".
 */
export type KeyConflict = { 
/**
 * The identity that they share.
 */
identity: string, 
/**
 * The value that they share, masked unless asked for.
 */
value: string, 
/**
 * The stronger identity in which they differ.
 */
differs: string, 
/**
 * Its two values: that of the first row's person and that of the second's.
 */
values: [string, string], 
/**
 * The contacts.
 */
contacts: [ContactEntry, ContactEntry], 
/**
 * The row that had the value first, and the one that was kept apart from it.
 */
rows: Array<SourceRow>, };

/**
 * A row of a loaded file.
 */
export type RowRef = { 
/**
 * Id of the file.
 */
file: number, 
/**
 * 1-based record, as a [`SourceRow`] tells it.
 */
record: number, };

/**
 * A decision on rows that holds until it is undone.
 */
export type MergeDecision = { 
/**
 * Number in the session, to undo it.
 */
id: number, 
/**
 * What was decided.
 */
kind: DecisionKind, 
/**
 * Of which rows.
 */
rows: Array<DecidedRow>, };

/**
 * What was decided of some rows.
 */
export type DecisionKind = "split" | "join";

/**
 * A row of a decision.
 */
export type DecidedRow = { 
/**
 * Id of the file; left out while no such file is loaded.
 */
file?: number, 
/**
 * Name that the file had.
 */
name: string, 
/**
 * 1-based record.
 */
record: number, };

/**
 * How a file comes to those that are loaded.
 */
export type LoadMode = "append" | { "replace": { 
/**
 * Id of that file.
 */
file: number, } } | { "upsert": Upsert };

/**
 * Which older rows give way to those of a file.
 */
export type Upsert = { 
/**
 * Only rows of this file; of all earlier files of the table when left out.
 */
into?: number, 
/**
 * Events: name of the column that numbers them; the one that was recognised when left out. Contacts need none: a person
 * is known by the identities.
 */
key?: string, };

/**
 * How a file should be loaded.
 */
export type LoadProposal = { 
/**
 * The proposed mode; left out when the file should not be loaded once more.
 */
mode?: LoadMode, 
/**
 * Why.
 */
because: LoadReason, 
/**
 * The loaded file that the reason is about.
 */
file?: number, 
/**
 * Its name.
 */
name?: string, 
/**
 * Different keys or event ids at the beginning of the file.
 */
sampled: number, 
/**
 * Of these, those that are loaded already.
 */
known: number, };

/**
 * Why a mode is proposed.
 */
export type LoadReason = "already_loaded" | "probably_loaded" | "known_events" | "known_people" | "new_rows" | "new_columns";

/**
 * What quality is told with.
 */
export type QualityOptions = { 
/**
 * A day or an instant: values behind it are in the future. Without it nothing is.
 */
as_of?: string, 
/**
 * The zone in which instants have their day; `Asia/Shanghai` when left out.
 */
zone?: string, };

/**
 * How good the loaded data are.
 */
export type QualityReport = { 
/**
 * The version of the data.
 */
version: number, 
/**
 * The newest day of all event times, or without events of all dates of the contacts; values in the future aside.
 */
newest_day?: string, 
/**
 * The contacts (`contacts`), then the event tables.
 */
tables: Array<TableQuality>, };

/**
 * How good one table is.
 */
export type TableQuality = { 
/**
 * `contacts` or the name of the event table.
 */
name: string, 
/**
 * Rows.
 */
rows: number, 
/**
 * Events: the day of the oldest one.
 */
oldest_event?: string, 
/**
 * Events: the day of the newest one.
 */
newest_event?: string, 
/**
 * Events: days between the oldest and the newest one without any event.
 */
days_without: number, 
/**
 * Events: the longest runs of such days, at most five, the longest first.
 */
gaps: Array<DayGap>, 
/**
 * The columns.
 */
columns: Array<ColumnQuality>, };

/**
 * Days in a row without an event.
 */
export type DayGap = { 
/**
 * The first of them.
 */
from: string, 
/**
 * The last of them.
 */
to: string, 
/**
 * How many.
 */
days: number, };

/**
 * How good one column is.
 */
export type ColumnQuality = { 
/**
 * Name.
 */
name: string, 
/**
 * What the values mean.
 */
type: Semantic, 
/**
 * Rows.
 */
rows: number, 
/**
 * Rows without a value.
 */
missing: number, 
/**
 * Their share, 0 to 1; 0 without rows.
 */
missing_share: number, 
/**
 * Different values.
 */
distinct: number, 
/**
 * Whether all rows that have a value have the same, and there is more than one such row.
 */
constant: boolean, 
/**
 * Numbers, dates and times: the smallest value.
 */
minimum?: string, 
/**
 * Numbers, dates and times: the largest value.
 */
maximum?: string, 
/**
 * Numbers: the mean, with at most 9 digits behind the point.
 */
mean?: string, 
/**
 * Numbers: values below the first quartile or above the third by more than three times their distance.
 */
outliers: number, 
/**
 * Up to five of them, the farthest first.
 */
outlier_examples: Array<string>, 
/**
 * Dates and times: days from the newest value that is not in the future to the newest day of all data.
 */
stale_days?: number, 
/**
 * Dates and times: values behind `as_of`.
 */
future: number, };

/**
 * What changed between two loads of the same kind of file.
 */
export type QualityChange = { 
/**
 * Name of the newer file.
 */
file: string, 
/**
 * Name of the file that it is compared with; left out when there is none, and nothing is found then.
 */
before?: string, 
/**
 * What changed, alarms first, then by the order of the columns.
 */
findings: Array<QualityFinding>, };

/**
 * One change.
 */
export type QualityFinding = { 
/**
 * How bad it is.
 */
level: QualityLevel, 
/**
 * What changed.
 */
what: QualityMeasure, 
/**
 * The column; left out of what is told of the whole file.
 */
column?: string, 
/**
 * The number or the day before.
 */
before?: string, 
/**
 * The number or the day now.
 */
now?: string, };

/**
 * How bad a change is.
 */
export type QualityLevel = "alarm" | "warning" | "info";

/**
 * What changed.
 */
export type QualityMeasure = "rows" | "missing_share" | "emptied" | "distinct" | "mean" | "newest_day" | "column_gone" | "column_new";

/**
 * Memory held by the session, in bytes.
 */
export type MemoryReport = { 
/**
 * By table and column, largest first.
 */
columns: Array<MemoryItem>, 
/**
 * Sets of conditions that are kept for the next edit.
 */
cache: number, 
/**
 * The most bytes of such sets that are kept.
 */
cache_limit: number, 
/**
 * All of it.
 */
total: number, };

/**
 * Memory of one column.
 */
export type MemoryItem = { 
/**
 * `contacts` or the event table.
 */
table: string, 
/**
 * Column.
 */
name: string, 
/**
 * Bytes.
 */
bytes: number, };

/**
 * The words for values that are stored as codes, in the language of whoever reads them.
 */
export type Words = { 
/**
 * Female.
 */
female: string, 
/**
 * Male.
 */
male: string, 
/**
 * True.
 */
yes: string, 
/**
 * False.
 */
no: string, 
/**
 * Header of the tags column of an export.
 */
tags: string, };

/**
 * Of a column that a score writes: which one, and how people call it.
 */
export type ScoreField = { 
/**
 * Id of the score.
 */
id: string, 
/**
 * The part of the score.
 */
part: string, 
/**
 * Label in Chinese.
 */
zh: string, 
/**
 * Label in English.
 */
en: string, 
/**
 * Whether the score has to be run again.
 */
stale: boolean, };

/**
 * How a score is computed. In JSON `{"id", "name", "model", "params", "as_of", "zone"}`; what is left out has its default,
 * and the stored form has everything.
 */
export type ScoreDefinition = { 
/**
 * Identity, and the first part of the names of its columns: `rfm` writes `rfm.r`.
 */
id: string, 
/**
 * Name that people read.
 */
name: string, 
/**
 * `data` (the end of the newest day in the data), a date (its end) or a time.
 */
as_of: string, 
/**
 * IANA zone in which days are counted; `Asia/Shanghai` when left out.
 */
zone: string, } & ({ "model": "rfm", "params": RfmParams } | { "model": "lifecycle", "params": StagesParams } | { "model": "layers", "params": StagesParams } | { "model": "engagement", "params": EngagementParams } | { "model": "interest", "params": InterestParams } | { "model": "purchase", "params": PurchaseParams } | { "model": "value", "params": ValueParams } | { "model": "lookalike", "params": LookalikeParams } | { "model": "network", "params": NetworkParams } | { "model": "tag", "params": StagesParams } | { "model": "plan", "params": PlanParams } | { "model": "assignment", "params": AssignmentParams });

/**
 * A model with its parameters.
 */
export type ScoreModel = { "model": "rfm", "params": RfmParams } | { "model": "lifecycle", "params": StagesParams } | { "model": "layers", "params": StagesParams } | { "model": "engagement", "params": EngagementParams } | { "model": "interest", "params": InterestParams } | { "model": "purchase", "params": PurchaseParams } | { "model": "value", "params": ValueParams } | { "model": "lookalike", "params": LookalikeParams } | { "model": "network", "params": NetworkParams } | { "model": "tag", "params": StagesParams } | { "model": "plan", "params": PlanParams } | { "model": "assignment", "params": AssignmentParams };

/**
 * How RFM is computed. What is left out has its default; tables and columns that are left out are found in the data.
 */
export type RfmParams = { 
/**
 * The event table with the orders.
 */
table?: string, 
/**
 * Its column with the amounts.
 */
amount?: string, 
/**
 * Its column that rows of the same order share: a refund is then taken off its order. Each row is an order without it.
 */
order?: string, 
/**
 * How levels are cut.
 */
method: RfmMethod, 
/**
 * Where high and low part for the eight cells.
 */
cell: RfmCell, 
/**
 * Days that F and M look at, the day of `as_of` included; `null` is all time. R looks at all time.
 */
window_days: number | null, 
/**
 * What M adds up.
 */
aggregate: RfmAggregate, 
/**
 * Whether refunds lower M.
 */
money: RfmMoney, 
/**
 * Names of the eight cells, in the order of their worth; the Chinese ones when left out.
 */
names?: Array<string>, };

/**
 * How levels are cut.
 */
export type RfmMethod = { "quantiles": number } | { "ranks": number } | { "thresholds": RfmThresholds } | { "stored": RfmCuts };

/**
 * Given cut values, ascending; the number of levels is one more.
 */
export type RfmThresholds = { 
/**
 * Days; exactly so many are on the better side.
 */
r: Array<number>, 
/**
 * Orders; exactly so many reach the better level.
 */
f: Array<number>, 
/**
 * Money; exactly so much reaches the better level.
 */
m: Array<number>, };

/**
 * Quantile cuts that an earlier run showed: a value on a cut is below it.
 */
export type RfmCuts = { 
/**
 * Days.
 */
r: Array<number>, 
/**
 * Orders.
 */
f: Array<number>, 
/**
 * Money.
 */
m: Array<number>, 
/**
 * Parts of which everybody had the same value then: who has it gets the middle level.
 */
constant?: Array<string>, };

/**
 * Where high and low part: R at most, F and M at least.
 */
export type RfmCell = "mean" | "median" | { "level": number } | { "fixed": RfmFixed };

/**
 * Given values of high.
 */
export type RfmFixed = { 
/**
 * Days at most.
 */
r: number, 
/**
 * Orders at least.
 */
f: number, 
/**
 * Money at least.
 */
m: number, };

/**
 * What M adds up.
 */
export type RfmAggregate = "sum" | "average" | "per_month";

/**
 * Whether refunds lower M.
 */
export type RfmMoney = "net" | "gross";

/**
 * A scoring model as a page offers it for the loaded data.
 */
export type ScoreModelInfo = { 
/**
 * Name of the model; the key of its label in the page's catalogue.
 */
model: string, 
/**
 * Its version: it counts up when the same data would be scored otherwise.
 */
version: number, 
/**
 * What it needs, with what was found for it.
 */
needs: Array<ScoreNeed>, 
/**
 * Whether everything that it must have is there.
 */
supported: boolean, 
/**
 * A definition that can be run as it is; every parameter stands in it.
 */
definition?: ScoreDefinition, };

/**
 * Something that a model needs.
 */
export type ScoreNeed = { 
/**
 * What it is: `orders`, `orders.time`, `orders.amount`, `joined`, `interactions`, `segment` …; the key of its label.
 */
what: string, 
/**
 * The table or column that was found; left out when there is none.
 */
found?: string, 
/**
 * Whether the model cannot do without it.
 */
required: boolean, };

/**
 * A kept score: how it is computed, and what it wrote when it was run.
 */
export type ScoreEntry = { 
/**
 * How it is computed.
 */
definition: ScoreDefinition, 
/**
 * What it found out when it was run; left out before.
 */
report?: ScoreReport, 
/**
 * Why its columns are not those that running it now would write; empty when they are.
 */
stale: Array<StaleReason>, 
/**
 * Ids of the segments that ask for its columns.
 */
used_by: Array<string>, };

/**
 * Why a score has to be run again.
 */
export type StaleReason = { 
/**
 * The kind.
 */
why: StaleWhy, 
/**
 * What it is about: a segment, another score, a column.
 */
what?: string, };

/**
 * What made a score stale.
 */
export type StaleWhy = "never_run" | "data_changed" | "as_of_moved" | "definition_changed" | "segment_changed" | "score_changed" | "name_taken";

/**
 * What running a score found out.
 */
export type ScoreReport = { 
/**
 * The score.
 */
id: string, 
/**
 * How the values came about.
 */
model: ScoreProvenance, 
/**
 * The columns that were written, in their order.
 */
columns: Array<ScoreColumn>, 
/**
 * The numbers at which values were told apart.
 */
cuts: Array<ScoreCut>, 
/**
 * How many contacts have which value; each is a condition for a builder.
 */
groups: Array<ScoreGroup>, 
/**
 * Two parts against each other.
 */
grid?: ScoreGrid, 
/**
 * What was counted and left out on the way, by name.
 */
diag: { [key in string]: number }, 
/**
 * How it was computed and what to look out for.
 */
notes: Array<ScoreNote>, 
/**
 * Of a model with a test on earlier data: tenths of the contacts, the most likely first.
 */
deciles?: Array<ScoreDecile>, };

/**
 * Where values of a score come from.
 */
export type ScoreProvenance = { 
/**
 * The model.
 */
name: string, 
/**
 * Its version.
 */
version: number, 
/**
 * Every parameter, those too that were found in the data.
 */
params: unknown, 
/**
 * The instant as of which days count, RFC 3339 in the zone; the end of the day for a date. Empty when nothing in the
 * data has a time and the model asks for none.
 */
as_of: string, 
/**
 * The zone.
 */
zone: string, 
/**
 * Contacts with a value.
 */
n: number, 
/**
 * Contacts in all.
 */
population: number, };

/**
 * A column that a score writes.
 */
export type ScoreColumn = { 
/**
 * Name of the column, as rules write it: the score's id, a point, the part.
 */
name: string, 
/**
 * The part: `r`, `cell`, `stage` …
 */
part: string, 
/**
 * Label in Chinese.
 */
zh: string, 
/**
 * Label in English.
 */
en: string, 
/**
 * What the values mean.
 */
type: Semantic, 
/**
 * Contacts with a value.
 */
filled: number, };

/**
 * The numbers at which one part is cut.
 */
export type ScoreCut = { 
/**
 * The part: `r`, `f`, `m`, `cell.m` …
 */
part: string, 
/**
 * What the numbers are in: `days`, `orders`, `money`, `time`, `points`, `probability`, `share`,
 * `ratio`.
 */
unit: string, 
/**
 * The numbers, ascending.
 */
values: Array<number>, };

/**
 * Contacts that share a value.
 */
export type ScoreGroup = { 
/**
 * The part that has the value.
 */
part: string, 
/**
 * The value; empty for contacts without one.
 */
value: string, 
/**
 * How many they are.
 */
contacts: number, 
/**
 * What they spent together, where the model reads money.
 */
amount?: number, 
/**
 * The condition that is true for them.
 */
rule: Node, };

/**
 * Two parts of a score against each other.
 */
export type ScoreGrid = { 
/**
 * The part whose values are the columns, first to last.
 */
x: string, 
/**
 * The part whose values are the rows.
 */
y: string, 
/**
 * Values of `x`.
 */
xs: Array<string>, 
/**
 * Values of `y`.
 */
ys: Array<string>, 
/**
 * One cell for each pair, row by row.
 */
cells: Array<ScoreCell>, };

/**
 * A cell of a grid.
 */
export type ScoreCell = { 
/**
 * Contacts in it.
 */
contacts: number, 
/**
 * What they spent together.
 */
amount?: number, 
/**
 * The condition that is true for them.
 */
rule: Node, };

/**
 * A sentence as the key of a template and the values in it.
 */
export type ScoreNote = { 
/**
 * The key of the template.
 */
template: string, 
/**
 * The values, by name.
 */
params: { [key in string]: string }, };

/**
 * Why a contact has the value that it has.
 */
export type ScoreExplained = { 
/**
 * The score.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * The contact's row.
 */
contact: number, 
/**
 * What the contact has in each column of the score; missing ones are left out.
 */
values: { [key in string]: string }, 
/**
 * The sentences.
 */
reasons: Array<ScoreNote>, 
/**
 * The model and its parameters.
 */
model: ScoreProvenance, 
/**
 * As in [`ScoreEntry`]: then the values are those of an earlier run.
 */
stale: Array<StaleReason>, };

/**
 * What was predicted for a tenth of the contacts, and what happened.
 */
export type ScoreDecile = { 
/**
 * Contacts.
 */
rows: number, 
/**
 * The mean chance.
 */
predicted: number, 
/**
 * The share for whom it happened.
 */
actual: number, };

/**
 * A condition of the rule language.
 */
export type ScoreRule = Node;

/**
 * An ordered list of stages: the first whose condition is true is that of the contact.
 */
export type StagesParams = { 
/**
 * The stages; a name may stand more than once. Of lifecycle and layers, the usual ones for the loaded data when left out.
 */
stages: Array<Stage>, 
/**
 * Who is in none of them; nobody when left out.
 */
otherwise?: string, 
/**
 * An earlier date or time to tell transitions from: the stage then is a column of its own. Only events and times go back;
 * other columns and tags are those of today.
 */
compare?: string, };

/**
 * A stage.
 */
export type Stage = { 
/**
 * Its name, the value of the column.
 */
name: string, 
/**
 * Who is in it, unless an earlier stage has them.
 */
rule: ScoreRule, };

/**
 * How engagement is computed. What is left out has its default; table and column are found in the data.
 */
export type EngagementParams = { 
/**
 * The event table.
 */
table?: string, 
/**
 * Its column with the kind of each event; without one all events are alike.
 */
kind?: string, 
/**
 * What an event of a kind is worth on its day; other kinds are worth nothing. Found by the words of the kinds when left
 * out; of events without a kind, the worth stands under the empty name.
 */
weights: { [key in string]: number }, 
/**
 * Days after which half is left.
 */
half_life_days: number, 
/**
 * The worth that gives 50 points.
 */
s50: number, 
/**
 * How many events of a kind and day count; `null` is all of them.
 */
daily_cap: number | null, 
/**
 * Days of the data, the last ones: whether the points before them say who ordered within them.
 */
test_days: number, };

/**
 * How interests are computed. What is left out has its default; table and column are found in the data.
 */
export type InterestParams = { 
/**
 * The event table.
 */
table?: string, 
/**
 * Its column with the category of each event.
 */
category?: string, 
/**
 * Its column with how long a contact stayed, in any unit; without one nobody has an implicit interest.
 */
dwell?: string, 
/**
 * Its column that says that the category was shown and skipped; without one nobody is averse. What was skipped is no sign
 * of interest.
 */
skip?: string, 
/**
 * Its column that says that a contact subscribed to the category.
 */
subscription?: string, 
/**
 * What such an event weighs, where another one weighs 1.
 */
subscription_weight: number, 
/**
 * Days after which half of an event is left.
 */
half_life_days: number, 
/**
 * How many events of everybody a contact starts with.
 */
k: number, 
/**
 * The least share of a primary or secondary interest against everybody's.
 */
min_lift: number, 
/**
 * The least part of the primary's share that a secondary interest has.
 */
secondary_ratio: number, };

/**
 * How likeness is computed.
 */
export type LookalikeParams = { 
/**
 * Id of the segment whose members others are held against.
 */
segment: string, 
/**
 * Columns that must not speak. Columns and tags that the segment itself asks for, keys, names and columns of scores never do.
 */
exclude: Array<string>, };

/**
 * How chances of buying are computed. What is left out has its default; table and columns are found in the data.
 */
export type PurchaseParams = { 
/**
 * The event table with the orders.
 */
table?: string, 
/**
 * Its column with the amounts.
 */
amount?: string, 
/**
 * The model.
 */
kind: PurchaseKind, 
/**
 * Days ahead.
 */
horizon_days: number, 
/**
 * Days of the data, the last ones, that the test on earlier data is judged by.
 */
test_days: number, 
/**
 * Months of the value to come.
 */
months: number, 
/**
 * What a month takes off the value: 0.01 is 1 %.
 */
discount: number, 
/**
 * The share of an order that is kept; 1 values turnover.
 */
margin: number, 
/**
 * Whether chances are corrected by what the test on earlier data shows; not done with fewer than 200 orders there.
 */
calibrate: boolean, };

/**
 * Which model of buying.
 */
export type PurchaseKind = "mbg_nbd" | "bg_nbd";

/**
 * How value is computed. What is left out has its default; table and columns that are left out are found in the data.
 */
export type ValueParams = { 
/**
 * The event table with the orders.
 */
table?: string, 
/**
 * Its column with the amounts.
 */
amount?: string, 
/**
 * Its column that rows of the same order share; each row is an order without it.
 */
order?: string, 
/**
 * Its column that tells a coupon or a discount: yes, a number other than 0, or a text. Found by its header when left out.
 */
coupon?: string, 
/**
 * The column of the contacts with a lifetime value; that of a purchase score when left out.
 */
ltv?: string, 
/**
 * Days of a month, the day of `as_of` included.
 */
month_days: number, 
/**
 * Where tiers of what is spent in a month begin.
 */
tiers: ValueTiers, 
/**
 * Days of a quarter: the last ones are held against as many before.
 */
quarter_days: number, 
/**
 * The least growth of who is growing: 0.3 is 30 %.
 */
growing: number, 
/**
 * Days that the share of orders with a coupon looks at; `null` is all time.
 */
window_days: number | null, 
/**
 * The least share of orders with a coupon of who is price-sensitive.
 */
coupon_share: number, 
/**
 * Fewer orders say nothing about that.
 */
coupon_orders: number, 
/**
 * Gaps between orders from which on a contact has a cycle of its own; with fewer it has everybody's.
 */
least_gaps: number, };

/**
 * Where tiers of what is spent in a month begin, in the unit of the amounts; exactly so much is in the tier.
 */
export type ValueTiers = { 
/**
 * High.
 */
high: number, 
/**
 * Mid; what is less is low.
 */
mid: number, };

/**
 * A scoring plan: points are added up, cut to a range, and fall into bands.
 */
export type PlanParams = { 
/**
 * What carries points.
 */
items: Array<PlanItem>, 
/**
 * What everybody starts with.
 */
start: number, 
/**
 * The least score; no limit when left out.
 */
least?: number, 
/**
 * The greatest score; no limit when left out.
 */
most?: number, 
/**
 * Bands, ascending; below the first there is none.
 */
bands: Array<PlanBand>, };

/**
 * Something that carries points.
 */
export type PlanItem = { 
/**
 * What it is called in reasons.
 */
name: string, 
/**
 * Points for each time; below 0 they are taken off.
 */
points: number, 
/**
 * Who gets them; everybody when left out.
 */
rule?: ScoreRule, 
/**
 * Events that carry the points each; without them the rule carries them once, and they do not fade.
 */
events?: PlanEvents, 
/**
 * The most that it adds, or takes off, in all.
 */
cap?: number, 
/**
 * Days after which an event is worth half; it never fades when left out.
 */
half_life_days?: number, };

/**
 * Events that carry points.
 */
export type PlanEvents = { 
/**
 * The event table.
 */
table: string, 
/**
 * Its column that says which events; all of them when left out.
 */
field?: string, 
/**
 * The values of that column that count.
 */
values: Array<string>, };

/**
 * A band of scores.
 */
export type PlanBand = { 
/**
 * Its name.
 */
name: string, 
/**
 * From here on.
 */
from: number, };

/**
 * How contacts are scored by their relations. What is left out has its default; tables and columns are found in the data.
 */
export type NetworkParams = { 
/**
 * The event table whose rows are relations, from the contact that a row belongs to.
 */
table?: string, 
/**
 * Its column with the key, phone or e-mail of the other contact.
 */
to?: string, 
/**
 * Its column with how strong a relation is, a number above 0; without one every relation counts 1, however often it is
 * listed.
 */
weight?: string, 
/**
 * Its column with what kind of relation a row is; with `kinds` only those count.
 */
kind?: string, 
/**
 * The kinds that count; all when there is none.
 */
kinds: Array<string>, 
/**
 * Whether a relation holds one way, as following does; what the header of `to` says when left out.
 */
directed?: boolean, 
/**
 * Relations beyond which a contact connects everybody and is left out of all but `degree`.
 */
cap: number, 
/**
 * Friends in common from which a tie is strong.
 */
common: number, 
/**
 * Above 1 finds more and smaller communities.
 */
resolution: number, 
/**
 * Runs of the search for communities, of which the best is kept; as many as the graph is worth when left out.
 */
seeds?: number, 
/**
 * Who is in which group.
 */
groups?: NetworkGroups, 
/**
 * Who shares what he sees.
 */
shares?: NetworkShares, 
/**
 * Who brought whom.
 */
invitees?: NetworkInvitees, };

/**
 * Where groups and their members are.
 */
export type NetworkGroups = { 
/**
 * The event table whose rows say that a contact is in a group.
 */
table: string, 
/**
 * Its column with the group.
 */
column: string, };

/**
 * Where shares and exposures are.
 */
export type NetworkShares = { 
/**
 * The event table.
 */
table: string, 
/**
 * Its column with what happened.
 */
kind: string, 
/**
 * Its values that are shares.
 */
shares: Array<string>, 
/**
 * Its values that are exposures.
 */
exposures: Array<string>, };

/**
 * Where invitations are.
 */
export type NetworkInvitees = { 
/**
 * The event table whose rows belong to those who invited; rows that it marks as not counting are left out.
 */
table: string, 
/**
 * Its column with who was invited; each counts once. Without one every row counts.
 */
to?: string, };

/**
 * An experiment: its name and its arms.
 */
export type AssignmentParams = { 
/**
 * What is hashed with the key; another name is another assignment.
 */
experiment: string, 
/**
 * The arms, 1 to 20.
 */
arms: Array<ArmWeight>, 
/**
 * The column of the contacts that is hashed; the main key when left out.
 */
key?: string, 
/**
 * Id of the segment whose members are assigned; everybody when left out.
 */
segment?: string, };

/**
 * An arm.
 */
export type ArmWeight = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its part, on any scale; 1 when left out.
 */
weight?: number, };

/**
 * Who of a segment gets which arm.
 */
export type AssignmentReport = { 
/**
 * The experiment whose name is hashed.
 */
experiment: string, 
/**
 * The column that is hashed.
 */
key: string, 
/**
 * Members of the segment.
 */
contacts: number, 
/**
 * Those of them without a key, who are in no arm.
 */
without_key: number, 
/**
 * The arms, in the order given.
 */
arms: Array<AssignedArm>, 
/**
 * Whether the arms are as large as their weights say; `alarm` hints at ids that are no ids of people.
 */
split: SplitCheck, };

/**
 * An arm and who is in it: those whose number, the first 8 hex digits of `md5(experiment + ":" + key)`, is in its range.
 */
export type AssignedArm = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its share of the weights, 0 to 1.
 */
share: number, 
/**
 * Members in it.
 */
contacts: number, 
/**
 * The 8 hex digits that it begins with; `null` of an arm without weight.
 */
first: string | null, 
/**
 * The 8 hex digits that it ends with, included.
 */
last: string | null, };

/**
 * Whether arms got the contacts that their weights say (sample ratio mismatch).
 */
export type SplitCheck = { 
/**
 * Contacts that each arm should have, in their order; 0 without a weight.
 */
expected: Array<number>, 
/**
 * Chi-square of what they have against that.
 */
chi2: number, 
/**
 * The chance of at least such a difference with a split that works.
 */
p: number, 
/**
 * p is below 0.001: the split is broken, and no winner is shown.
 */
alarm: boolean, };

/**
 * A test by the numbers of its arms.
 */
export type TestInput = { 
/**
 * The arms, 2 to 20.
 */
arms: Array<TestArm>, 
/**
 * The number of the control among them, from 0; the first when left out.
 */
control?: number, 
/**
 * How it is judged.
 */
method?: TestMethod, };

/**
 * What one arm came to.
 */
export type TestArm = { 
/**
 * Its name.
 */
name: string, 
/**
 * Contacts.
 */
contacts: number, 
/**
 * Those of them who converted; left out where only a mean is compared.
 */
conversions: number, 
/**
 * The mean of a number per contact, money for example.
 */
mean?: number, 
/**
 * Its sample variance, `n − 1` in the denominator.
 */
variance?: number, 
/**
 * Its part of the planned split, on any scale; 1 when left out.
 */
weight?: number, };

/**
 * How a test is judged.
 */
export type TestMethod = { 
/**
 * The interval of the difference; Newcombe when left out.
 */
interval?: TestInterval, 
/**
 * 0.5 to 0.999; 0.95 when left out. A finding is a p below 1 − confidence.
 */
confidence?: number, 
/**
 * Whether it is looked at before its planned end: then the sequential test decides, which stays valid at every look.
 */
early?: boolean, 
/**
 * Contacts of both arms at which the sequential test is sharpest; 5000 when left out.
 */
tuning?: number, };

/**
 * An interval of the difference of two rates.
 */
export type TestInterval = "newcombe" | "agresti_caffo" | "score";

/**
 * What a test says.
 */
export type TestReport = { 
/**
 * The number of the control among the arms.
 */
control: number, 
/**
 * 0.95 for intervals of 95 %.
 */
confidence: number, 
/**
 * The arms, in the order given.
 */
arms: Array<ArmResult>, 
/**
 * Whether the arms got the contacts that they should.
 */
split: SplitCheck, 
/**
 * With more than two arms: whether any two rates differ.
 */
overall?: OverallTest, 
/**
 * Each other arm against the control, in their order.
 */
pairs: Array<PairResult>, 
/**
 * The number of the arm to go on with: the one with the highest rate, or mean where there is no conversion, among those
 * that are better than the control. Left out when there is none, and when the split is broken.
 */
winner?: number, 
/**
 * What it says in words, and what to look out for.
 */
notes: Array<ScoreNote>, };

/**
 * An arm with its rate and mean.
 */
export type ArmResult = { 
/**
 * Its name.
 */
name: string, 
/**
 * Contacts.
 */
contacts: number, 
/**
 * Those of them who converted.
 */
conversions: number | null, 
/**
 * Conversions per contact; `null` without contacts.
 */
rate: number | null, 
/**
 * Wilson's interval of the rate.
 */
interval: Interval | null, 
/**
 * The mean of the number per contact.
 */
mean: number | null, 
/**
 * Its sample variance.
 */
variance: number | null, };

/**
 * All arms held against each other.
 */
export type OverallTest = { 
/**
 * Chi-square of all arms having the same rate.
 */
chi2: number, 
/**
 * Its p.
 */
p: number, };

/**
 * An arm against the control.
 */
export type PairResult = { 
/**
 * The number of the arm.
 */
arm: number, 
/**
 * How its rate compares.
 */
rates?: RatePair, 
/**
 * How its mean compares.
 */
means?: MeanPair, 
/**
 * The sentence about it.
 */
note: ScoreNote, };

/**
 * The rate of an arm against that of the control.
 */
export type RatePair = { 
/**
 * The rate of the arm minus that of the control; `null` when one has no contacts.
 */
difference: number | null, 
/**
 * Where it lies with the given confidence.
 */
interval: Interval | null, 
/**
 * The difference by the rate of the control; `null` when nobody converted there.
 */
relative_uplift: number | null, 
/**
 * Standard errors between the rates, by the pooled test.
 */
z: number, 
/**
 * The chance of at least such a difference either way, were both the same, by that test.
 */
p: number, 
/**
 * The same by Fisher's exact test; `null` when every cell has 5 or more, where it is not needed.
 */
fisher: number | null, 
/**
 * The p that decides: Fisher's where it is there, that of the sequential test when it is looked at early; with the number of
 * arms held against it by Holm.
 */
adjusted_p: number, 
/**
 * By Bayes under Beta(1, 1): A is the control, B the arm.
 */
bayes: Bayes, 
/**
 * Valid at every look; decides when the test is looked at early.
 */
sequential: Sequential | null, 
/**
 * What it says.
 */
verdict: Verdict, };

/**
 * The mean of an arm against that of the control.
 */
export type MeanPair = { 
/**
 * The mean of the arm minus that of the control.
 */
difference: number, 
/**
 * Where it lies with the given confidence, by Welch; after what the time before explains is taken off, where it is known.
 */
interval: Interval | null, 
/**
 * The difference by the mean of the control; `null` when that is 0.
 */
relative_uplift: number | null, 
/**
 * Standard errors from 0; `null` when nothing differs within the arms.
 */
t: number | null, 
/**
 * Welch and Satterthwaite's degrees of freedom.
 */
degrees: number | null, 
/**
 * The chance of at least such a difference either way, were both the same; 1 when it cannot be told.
 */
p: number, 
/**
 * The p that decides, as for rates.
 */
adjusted_p: number, 
/**
 * What the time before explains (CUPED).
 */
cuped: Cuped | null, 
/**
 * Valid at every look; decides when the test is looked at early.
 */
sequential: Sequential | null, 
/**
 * What it says.
 */
verdict: Verdict, };

/**
 * A test whose arms are in the loaded data.
 */
export type TestQuery = { 
/**
 * The arms: each value of a column, or a segment each.
 */
arms: ArmsOf, 
/**
 * Who converted; without it only `value` is compared.
 */
conversion?: Document, 
/**
 * A column of the contacts with a number that is compared, money for example. Who has none counts as 0.
 */
value?: string, 
/**
 * A column with the same number before the test, whose share in `value` is taken off (CUPED). Who has none counts as 0.
 */
before?: string, 
/**
 * The name of the control; the first arm when left out.
 */
control?: string, 
/**
 * How it is judged.
 */
method?: TestMethod, };

/**
 * Where the arms of a test are.
 */
export type ArmsOf = { "column": ArmColumn } | { "documents": Array<ArmDocument> };

/**
 * A column that says the arm.
 */
export type ArmColumn = { 
/**
 * Its name; texts, at most 20 different ones.
 */
field: string, 
/**
 * Parts of the planned split by arm; those of the assignment that wrote the column when left out, equal ones otherwise.
 */
weights?: { [key in string]: number }, 
/**
 * Only contacts of this segment take part.
 */
within?: Document, };

/**
 * An arm that is a segment.
 */
export type ArmDocument = { 
/**
 * Its name.
 */
name: string, 
/**
 * Who is in it.
 */
document: Document, 
/**
 * Its part of the planned split; 1 when left out.
 */
weight?: number, };

/**
 * What a test says, and who took part.
 */
export type TestOfReport = { 
/**
 * What it says.
 */
report: TestReport, 
/**
 * Contacts that were left out because they are in several arms.
 */
in_several: number, 
/**
 * Contacts of the arms without a value, which count as 0.
 */
without_value: number, };

/**
 * What a test is to find.
 */
export type SampleSizeInput = { 
/**
 * The rate of the control, above 0 and below 1.
 */
baseline: number, 
/**
 * The rate that is to be told from it; or `lift`.
 */
target?: number, 
/**
 * The relative change that is to be found: 0.1 is 10 % more than the baseline.
 */
lift?: number, 
/**
 * The chance of a finding where there is none; 0.05 when left out.
 */
alpha?: number, 
/**
 * The chance of a finding where there is one; 0.8 when left out.
 */
power?: number, 
/**
 * Contacts of the arm to one of the control; 1 when left out.
 */
ratio?: number, 
/**
 * Which differences count; both ways when left out.
 */
alternative?: Alternative, 
/**
 * Arms beside the control, 1 to 19; 1 when left out. With more, `alpha` is split among them.
 */
arms?: number, };

/**
 * How many contacts a test needs.
 */
export type SampleSize = { 
/**
 * The rate that is to be told from the baseline.
 */
target: number, 
/**
 * Contacts of the control.
 */
control: number, 
/**
 * Contacts of each other arm.
 */
arm: number, 
/**
 * Contacts in all.
 */
total: number, 
/**
 * Cohen's h, `2 asin √target − 2 asin √baseline`.
 */
cohen_h: number, 
/**
 * The sentence about it.
 */
note: ScoreNote, };

/**
 * Which differences count as a finding.
 */
export type Alternative = "two_sided" | "larger" | "smaller";

/**
 * An interval.
 */
export type Interval = { 
/**
 * Its lower end.
 */
low: number, 
/**
 * Its upper end.
 */
high: number, };

/**
 * B against A when both rates were as likely anywhere before.
 */
export type Bayes = { 
/**
 * The chance that B's rate is higher.
 */
b_better: number, 
/**
 * What is expected to be lost, in rate, when B is chosen and A is better.
 */
loss_choosing_b: number, 
/**
 * What is expected to be lost, in rate, when A is chosen and B is better.
 */
loss_choosing_a: number, 
/**
 * 可推广: B is better with at least 95 %, and the loss is at most 0.25 % of A's expected rate.
 */
ready: boolean, };

/**
 * A test that may be looked at any time.
 */
export type Sequential = { 
/**
 * The effect.
 */
effect: number, 
/**
 * An always-valid p.
 */
p: number, 
/**
 * Where the effect lies at every look with the given confidence.
 */
interval: Interval, };

/**
 * Welch's t test of an effect.
 */
export type TTest = { 
/**
 * Standard errors from 0.
 */
t: number, 
/**
 * The chance of at least such an effect either way, were there none.
 */
p: number, 
/**
 * The effect.
 */
effect: number, 
/**
 * Where it lies with the given confidence.
 */
interval: Interval, 
/**
 * Its standard error.
 */
error: number, };

/**
 * CUPED: the same test on numbers that are less noisy.
 */
export type Cuped = { 
/**
 * `cov(pre, post) / var(pre)` of both arms together.
 */
theta: number, 
/**
 * Without adjustment.
 */
unadjusted: TTest, 
/**
 * On `post − theta · pre`.
 */
adjusted: TTest, 
/**
 * The adjusted variance of the effect against the unadjusted one: below 1 is a gain.
 */
variance_ratio: number, };

/**
 * What a comparison of two arms says.
 */
export type Verdict = "cannot_tell" | "not_significant" | "better" | "worse" | "split_broken";

/**
 * Which pairs of tags are told.
 */
export type TagSimilarityOptions = { 
/**
 * Pairs with at least this Jaccard; 0.5 when left out. Pairs that may be merged or contain each other are told anyway.
 */
min_jaccard?: number, 
/**
 * Only tags with at least so many contacts; 1 when left out. Empty tags are listed anyway.
 */
min_contacts?: number, 
/**
 * Pairs that are told at most; 200 when left out, never more than 10,000.
 */
most?: number, };

/**
 * Tags that are alike.
 */
export type TagSimilarityReport = { 
/**
 * Contacts in all.
 */
population: number, 
/**
 * Tags that were compared.
 */
tags: number, 
/**
 * Tags that were not, because only the 2000 on most contacts are.
 */
left_out: number, 
/**
 * Tags that nobody has.
 */
empty: Array<string>, 
/**
 * Candidates to merge first, then tags that contain others, then the rest; each by falling Jaccard. A tag and the tags
 * below it are no pair.
 */
pairs: Array<TagPair>, 
/**
 * How many pairs there are.
 */
found: number, };

/**
 * Two tags. Nothing is ever merged by itself.
 */
export type TagPair = { 
/**
 * Path of the one; of tags that contain each other the larger one, otherwise the one that comes first in the tree.
 */
a: string, 
/**
 * Path of the other.
 */
b: string, 
/**
 * Contacts with the one.
 */
a_contacts: number, 
/**
 * Contacts with the other.
 */
b_contacts: number, 
/**
 * How alike they are.
 */
similarity: Similarity, 
/**
 * What they may be to each other.
 */
relation: Relation, 
/**
 * Whether their names are the same but for signs, width and case.
 */
same_name: boolean, };

/**
 * How segments overlap.
 */
export type SegmentSimilarityReport = { 
/**
 * Contacts in all.
 */
population: number, 
/**
 * Members of each segment, in the order given.
 */
sizes: Array<number>, 
/**
 * Every pair, the lower number first.
 */
pairs: Array<SegmentPair>, 
/**
 * Who is in exactly these segments and in no other, the largest first.
 */
exclusive: Array<Exclusive>, 
/**
 * Contacts that are in none of them.
 */
outside: number, };

/**
 * Two segments by their numbers, from 0.
 */
export type SegmentPair = { 
/**
 * The one.
 */
a: number, 
/**
 * The other.
 */
b: number, 
/**
 * How alike they are.
 */
similarity: Similarity, 
/**
 * What they are to each other.
 */
relation: Relation, };

/**
 * Which groups are compared. What is left out is found in the data.
 */
export type GroupOverlapOptions = { 
/**
 * The event table whose rows say that a contact is in a group.
 */
table?: string, 
/**
 * Its column with the name of the group.
 */
column?: string, 
/**
 * The least overlap coefficient; 0.3 when left out.
 */
min_overlap?: number, 
/**
 * Only groups with at least so many contacts; 1 when left out.
 */
min_contacts?: number, 
/**
 * Pairs that are told at most; 200 when left out, never more than 10,000.
 */
most?: number, };

/**
 * Groups that share members.
 */
export type GroupOverlapReport = { 
/**
 * The event table.
 */
table: string, 
/**
 * Its column.
 */
column: string, 
/**
 * Groups that were compared.
 */
groups: number, 
/**
 * Contacts in at least one of them.
 */
contacts: number, 
/**
 * Rows of people who are no contacts.
 */
unknown: number, 
/**
 * By falling overlap coefficient, then by falling Jaccard, then by name.
 */
pairs: Array<GroupPair>, 
/**
 * How many pairs there are.
 */
found: number, };

/**
 * Two groups and what they share.
 */
export type GroupPair = { 
/**
 * Name of the one.
 */
a: string, 
/**
 * Name of the other.
 */
b: string, 
/**
 * Members of the one.
 */
a_contacts: number, 
/**
 * Members of the other.
 */
b_contacts: number, 
/**
 * Members of both.
 */
shared: number, 
/**
 * Members of both by members of either.
 */
jaccard: number, 
/**
 * Members of both by members of the smaller one.
 */
overlap: number, };

/**
 * How alike two sets are.
 */
export type Similarity = { 
/**
 * Members of both.
 */
intersection: number, 
/**
 * `|A ∩ B| / |A ∪ B|`.
 */
jaccard: number, 
/**
 * `2 |A ∩ B| / (|A| + |B|)`.
 */
dice: number, 
/**
 * `|A ∩ B| / min(|A|, |B|)`.
 */
overlap: number, 
/**
 * How many times as often they meet as by chance; `null` when one is empty.
 */
lift: number | null, 
/**
 * The correlation of membership, −1 to 1; 0 when one is empty or everybody.
 */
phi: number, };

/**
 * What two tags may be to each other. Nothing is ever merged by itself.
 */
export type Relation = "empty" | "merge" | "contained" | "apart";

/**
 * Members of exactly these sets.
 */
export type Exclusive = { 
/**
 * Indices of the sets, ascending.
 */
sets: Array<number>, 
/**
 * Members of all these and of no other.
 */
count: number, };
