import type { Field, Module, Record as CRMRecord, Section } from "../../api/schema";
import { wordsOf } from "../../fields/field-words";
import { valueOf } from "../../fields/values";
import { isKey, t } from "../../i18n/t";

export function fieldOfType(module: Module, type: Field["type"]): Field | undefined {
  return module.fields.find((field) => field.type === type);
}

/** For whom somebody works, in words; blank where nobody said. */
export function companyOf(record: CRMRecord, module: Module): string {
  const field = module.fields.find((one) => /^(company|account)/i.test(one.name));
  // The name of an account itself says nothing more.
  const words = field ? wordsOf(field, valueOf(record, field), record.links) : "";
  return words === record.name ? "" : words;
}

/** Fields by section, in the order of the module; a section of the organisation's own under its own label. */
export function sectionsOf(fields: readonly Field[], own: readonly Section[] = []): readonly { readonly name: string; readonly label: string; readonly fields: readonly Field[] }[] {
  const sections = new Map<string, Field[]>(own.map((section) => [section.name, []]));
  for (const field of fields) {
    const held = sections.get(field.section);
    if (held) held.push(field);
    else sections.set(field.section, [field]);
  }
  return [...sections].filter(([, inside]) => inside.length > 0).map(([name, inside]) => ({ name, label: own.find((section) => section.name === name)?.label ?? sectionLabel(name), fields: inside }));
}

/** The number a record is reached by, as the server reads it or else as it was typed. */
export function firstPhone(record: CRMRecord): string {
  const usable = record.phones.find((phone) => phone.e164 !== null);
  return usable?.typed ?? record.phones[0]?.typed ?? "";
}

export function sectionLabel(name: string): string {
  const key = `records.section.${name}`;
  return isKey(key) ? t(key) : name;
}
