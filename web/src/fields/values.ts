import type { Field, Record as CRMRecord, RecordLink } from "../api/schema";

/** As it is typed and sent: text for nearly all, also numbers, days, moments and ids; a list for several options. */
export type Value = string | boolean | readonly string[];
export type Values = Readonly<{ [field: string]: Value }>;
/** What lookups and users are called, by the fields' names. */
export type Links = Readonly<{ [field: string]: RecordLink }>;

/** A field's value as it is typed; what was never filled in is blank. */
export function valueOf(record: CRMRecord, field: Field): Value {
  return typedValue(field, record.values[field.name]);
}

export function blankOf(field: Field): Value {
  return typedValue(field, undefined);
}

/** What a new record begins with. */
export function defaultOf(field: Field): Value {
  const value = field.default_value;
  if (value === null) return blankOf(field);
  return field.type === "boolean" ? value === "true" : field.type === "multi_select" ? [value] : value;
}

function typedValue(field: Field, value: unknown): Value {
  if (field.type === "boolean") return value === true;
  if (field.type === "multi_select") return Array.isArray(value) ? (value as readonly string[]) : typeof value === "string" && value !== "" ? [value] : [];
  return typeof value === "string" ? value : "";
}

export function isBlank(value: Value): boolean {
  return typeof value === "string" ? value.trim() === "" : typeof value !== "boolean" && value.length === 0;
}

export function sameValue(a: Value, b: Value): boolean {
  if (typeof a === "string" || typeof a === "boolean" || typeof b === "string" || typeof b === "boolean") return a === b;
  return a.length === b.length && a.every((one) => b.includes(one));
}

/** The value without blanks around it. */
export function trimmed(value: Value): Value {
  return typeof value === "string" ? value.trim() : value;
}

export function isNumber(type: Field["type"]): boolean {
  return type === "integer" || type === "decimal" || type === "currency" || type === "percent";
}
