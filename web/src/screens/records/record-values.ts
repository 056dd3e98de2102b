import type { Field, Module, Record as CRMRecord } from "../../api/schema";
import { isKey, t } from "../../i18n/t";

export type Value = string | boolean;
export type Values = Readonly<{ [field: string]: Value }>;

/** A field's value as it is typed; what was never filled in is blank. */
export function valueOf(record: CRMRecord, field: Field): Value {
  const value: unknown = record.values[field.name];
  if (field.type === "boolean") return value === true;
  return typeof value === "string" ? value : "";
}

export function isBlank(value: Value): boolean {
  return typeof value === "string" && value.trim() === "";
}

/** The value in words: a picklist's label, for one. */
export function wordsOf(field: Field, value: Value): string {
  if (typeof value === "boolean") return "";
  return field.options?.find((option) => option.value === value)?.label ?? value;
}

export function fieldOfType(module: Module, type: Field["type"]): Field | undefined {
  return module.fields.find((field) => field.type === type);
}

/** The field that says for whom somebody works. */
export function companyField(module: Module): Field | undefined {
  return module.fields.find((field) => /^(company|account)/i.test(field.name));
}

/** Fields by section, in the order of the module. */
export function sectionsOf(fields: readonly Field[]): readonly { readonly label: string; readonly fields: readonly Field[] }[] {
  const sections = new Map<string, Field[]>();
  for (const field of fields) {
    const held = sections.get(field.section);
    if (held) held.push(field);
    else sections.set(field.section, [field]);
  }
  return [...sections].map(([name, inside]) => ({ label: sectionLabel(name), fields: inside }));
}

/** The number a record is reached by, as the server reads it or else as it was typed. */
export function firstPhone(record: CRMRecord): string {
  const usable = record.phones.find((phone) => phone.e164 !== null);
  return usable?.typed ?? record.phones[0]?.typed ?? "";
}

/** Only addresses of the web become links; a stored `javascript:` never does. */
export function webAddress(typed: string): string | null {
  const address = /^https?:\/\//i.test(typed) ? typed : /^[\w-]+(\.[\w-]+)+/.test(typed) ? `https://${typed}` : null;
  return address;
}

function sectionLabel(name: string): string {
  const key = `records.section.${name}`;
  return isKey(key) ? t(key) : name;
}
