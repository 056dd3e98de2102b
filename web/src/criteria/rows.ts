import type { Comparison, Criteria, CriteriaRow, Field, FieldType, Language, Placeholder } from "../api/schema";
import { readNumber } from "../fields/numbers";
import { isNumber } from "../fields/values";
import { type Pattern, joinAll, patternText, readPattern } from "./pattern";

/** With what a row compares. */
export type Operand =
  | { readonly kind: "values"; readonly values: readonly string[] }
  | { readonly kind: "placeholder"; readonly placeholder: Placeholder }
  | { readonly kind: "field"; readonly field: string };

/** A condition while it is being put together. */
export interface Row {
  /** Stays while rows before it come and go. */
  readonly key: number;
  /** Blank until one is chosen. */
  readonly field: string;
  readonly operator: Comparison;
  readonly operand: Operand;
}

export interface Builder {
  readonly rows: readonly Row[];
  readonly pattern: Pattern;
}

export const MOST_ROWS = 25;
const nothing: Operand = { kind: "values", values: [] };
let lastKey = 0;

function freshKey(): number {
  lastKey += 1;
  return lastKey;
}

/** How many values an operator takes. */
export function arity(operator: Comparison): "none" | "one" | "two" | "many" {
  switch (operator) {
    case "is_empty":
    case "is_not_empty":
      return "none";
    case "between":
    case "not_between":
      return "two";
    case "in":
    case "not_in":
    case "include_any":
    case "include_all":
    case "exclude_any":
    case "exclude_all":
      return "many";
    default:
      return "one";
  }
}

/** Whether an operator compares with something that is not typed in. */
export function takesPlaceholder(type: FieldType, operator: Comparison): boolean {
  if (arity(operator) !== "one") return false;
  return type === "date" || type === "datetime" || (type === "user" && (operator === "equal" || operator === "not_equal"));
}

export function takesField(operator: Comparison): boolean {
  return ["equal", "not_equal", "greater_than", "greater_equal", "less_than", "less_equal"].includes(operator);
}

export function emptyRow(): Row {
  return { key: freshKey(), field: "", operator: "equal", operand: nothing };
}

/** Another field: the same operator where it has it, and nothing to compare with yet. */
export function withField(row: Row, field: Field): Row {
  const operator = row.field !== "" && field.operators.includes(row.operator) ? row.operator : field.type === "boolean" ? "equal" : field.operators[0] ?? "equal";
  return { ...row, field: field.id, operator, operand: field.type === "boolean" ? { kind: "values", values: ["true"] } : nothing };
}

/** Another operator: what still fits stays. */
export function withOperator(row: Row, operator: Comparison, type: FieldType): Row {
  const { operand } = row;
  const fits = operand.kind === "values" || (operand.kind === "placeholder" ? takesPlaceholder(type, operator) : takesField(operator));
  const most = { none: 0, one: 1, two: 2, many: Infinity }[arity(operator)];
  return { ...row, operator, operand: !fits ? nothing : operand.kind === "values" ? { kind: "values", values: operand.values.slice(0, most) } : operand };
}

export function builderOf(criteria: Criteria | null): Builder {
  const rows = (criteria?.rows ?? []).map((row): Row => ({ key: freshKey(), field: row.field, operator: row.operator, operand: operandOf(row) }));
  const read = criteria?.pattern ? readPattern(criteria.pattern, rows.length) : null;
  return { rows, pattern: read && "pattern" in read ? read.pattern : joinAll(Math.max(1, rows.length), "and") };
}

function operandOf(row: CriteriaRow): Operand {
  if (row.placeholder) return { kind: "placeholder", placeholder: row.placeholder };
  if (row.other_field != null) return { kind: "field", field: row.other_field };
  return { kind: "values", values: row.values ?? [] };
}

/** Null where there is no condition at all. */
export function criteriaOf({ rows, pattern }: Builder): Criteria | null {
  if (rows.length === 0) return null;
  return { rows: rows.map(rowOf), pattern: patternText(pattern) };
}

function rowOf({ field, operator, operand }: Row): CriteriaRow {
  if (arity(operator) === "none") return { field, operator };
  if (operand.kind === "placeholder") return { field, operator, placeholder: operand.placeholder };
  if (operand.kind === "field") return { field, operator, other_field: operand.field };
  return { field, operator, values: operand.values.map((value) => value.trim()).filter((value) => value !== "") };
}

/** What a row lacks before the server is asked. */
export function lackOf(row: Row, subject: Field | undefined, language: Language): "field" | "value" | "number" | null {
  if (!subject) return "field";
  const takes = arity(row.operator);
  if (takes === "none") return null;
  if (row.operand.kind === "field") return row.operand.field === "" ? "value" : null;
  if (row.operand.kind === "placeholder") {
    const { kind, amount } = row.operand.placeholder;
    return (kind === "last_days" || kind === "next_days") && !(amount != null && amount > 0) ? "value" : null;
  }
  const values = row.operand.values.filter((value) => value.trim() !== "");
  if (values.length < (takes === "two" ? 2 : 1)) return "value";
  return isNumber(subject.type) && values.some((value) => readNumber(value, language, { whole: subject.type === "integer" }) === null) ? "number" : null;
}
