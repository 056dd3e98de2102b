import { useState } from "ui";
import { sentenceForField } from "../../api/problem";
import type { Field } from "../../api/schema";
import { t } from "../../i18n/t";
import { type Value, type Values, isBlank } from "./record-values";

/** What is wrong with a value before the server is asked. */
export function faultOf(field: Field, value: Value): string | undefined {
  if (field.is_required && isBlank(value)) return t("field.required");
  if (typeof value === "string" && field.maximum_length !== null && [...value].length > field.maximum_length) return t("field.tooLong", { max: field.maximum_length });
  if (field.type === "email" && typeof value === "string" && value.trim() !== "" && !/^[^\s@]+@[^\s@]+$/.test(value.trim())) return t("field.email");
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
  const valueOf = (field: Field): Value => values[field.name] ?? (field.type === "boolean" ? false : "");
  return {
    valueOf,
    set: (field: Field, value: Value) => setValues((held) => ({ ...held, [field.name]: value })),
    faultOf: (field: Field) => (tried ? faultOf(field, valueOf(field)) : undefined),
    /** Shows the faults from now on; true when there are none. */
    check: () => {
      setTried(true);
      return fields.every((field) => faultOf(field, valueOf(field)) === undefined);
    },
    /** What was filled in, without blanks. */
    filled: (): Values => Object.fromEntries(fields.map((field) => [field.name, trimmed(valueOf(field))] as const).filter(([, value]) => value !== "" && value !== false)),
  };
}

function trimmed(value: Value): Value {
  return typeof value === "string" ? value.trim() : value;
}
