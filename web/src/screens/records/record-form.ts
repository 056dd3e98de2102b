import { useState } from "ui";
import { sentenceForField } from "../../api/problem";
import type { Field } from "../../api/schema";
import { readNumber } from "../../fields/numbers";
import { type Value, type Values, defaultOf, isBlank, isNumber, sameValue, trimmed } from "../../fields/values";
import { language, t } from "../../i18n/t";

/** What is wrong with a value before the server is asked. */
export function faultOf(field: Field, value: Value): string | undefined {
  if (isBlank(value)) return field.is_required ? t("field.required") : undefined;
  if (typeof value !== "string") return undefined;
  if (field.maximum_length !== null && [...value].length > field.maximum_length) return t("field.tooLong", { max: field.maximum_length });
  if (field.type === "email" && !/^[^\s@]+@[^\s@]+$/.test(value.trim())) return t("field.email");
  if (isNumber(field.type) && readNumber(value, language(), { whole: field.type === "integer" }) === null) return t(field.type === "integer" ? "field.wholeNumber" : "field.number");
  return undefined;
}

/** The words for a server's problem at one field; the server names it alone or below `values`. */
export function problemAt(error: unknown, field: Field): string | undefined {
  return sentenceForField(error, field.name) ?? sentenceForField(error, `values.${field.name}`);
}

/** The typed values of a form, and which of them are at fault. */
export function useRecordForm(fields: readonly Field[], start: Values) {
  const [values, setValues] = useState<Values>(start);
  const [tried, setTried] = useState(false);
  const valueOf = (field: Field): Value => values[field.name] ?? defaultOf(field);
  return {
    valueOf,
    set: (field: Field, value: Value) => setValues((held) => ({ ...held, [field.name]: value })),
    faultOf: (field: Field) => (tried ? faultOf(field, valueOf(field)) : undefined),
    /** Shows the faults from now on; true when there are none. */
    check: () => {
      setTried(true);
      return fields.every((field) => faultOf(field, valueOf(field)) === undefined);
    },
    /** What was filled in; what the server fills in by itself is left to it, unless somebody emptied it. */
    filled: (): Values => Object.fromEntries(
      fields.map((field) => [field, trimmed(valueOf(field))] as const)
        .filter(([field, value]) => (isBlank(value) || value === false ? !sameValue(value, defaultOf(field)) : true))
        .map(([field, value]) => [field.name, value] as const),
    ),
  };
}
