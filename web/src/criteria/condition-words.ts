import type { Comparison, CriteriaRow, Field, FieldType, Placeholder } from "../api/schema";
import { wordsOf } from "../fields/field-words";
import { type Key, isKey, t } from "../i18n/t";
import type { PatternFault } from "./pattern";

/** "later than" of times, "greater than" of numbers. */
export function operatorWords(operator: Comparison, type: FieldType): string {
  const own = `criteria.operator.${operator}.${type === "datetime" ? "date" : type}`;
  return isKey(own) ? t(own) : t(`criteria.operator.${operator}` as Key);
}

export function placeholderWords({ kind, amount }: Placeholder): string {
  const many = amount ?? 0;
  if (kind === "current_user") return t("criteria.currentUser");
  if (kind === "last_days" || kind === "next_days") return t(`criteria.${kind}`, { count: many });
  const near = `criteria.${kind}.${many}`;
  return isKey(near) ? t(near) : t(many < 0 ? "criteria.ago" : "criteria.ahead", { count: Math.abs(many), unit: t(`criteria.unit.${kind}`) });
}

/** A condition as a chip says it. */
export function rowWords(row: CriteriaRow, subjects: readonly Field[]): string {
  const subject = subjects.find((one) => one.id === row.field);
  if (!subject) return t("criteria.goneField");
  return [subject.label, operatorWords(row.operator, subject.type), operandWords(row, subject, subjects)].filter(Boolean).join(" ");
}

function operandWords(row: CriteriaRow, subject: Field, subjects: readonly Field[]): string {
  if (row.placeholder) return placeholderWords(row.placeholder);
  if (row.other_field != null) return t("criteria.theField", { field: subjects.find((one) => one.id === row.other_field)?.label ?? "" });
  const words = (row.values ?? []).map((value) => wordsOf(subject, subject.type === "boolean" ? value === "true" : value));
  return words.join(row.operator === "between" || row.operator === "not_between" ? " – " : t("list.and"));
}

/** The records whose names a condition's words need. */
export function namedRecords(rows: readonly CriteriaRow[], subjects: readonly Field[]): readonly string[] {
  return rows.flatMap((row) => (subjects.find((one) => one.id === row.field)?.type === "lookup" ? row.values ?? [] : []));
}

export function patternFaultWords(fault: PatternFault): string {
  switch (fault.kind) {
    case "word":
      return t("criteria.fault.word", { word: fault.word });
    case "noRow":
    case "unused":
      return t(`criteria.fault.${fault.kind}`, { row: fault.row });
    default:
      return t(`criteria.fault.${fault.kind}`);
  }
}
