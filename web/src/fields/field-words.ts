import type { Field } from "../api/schema";
import { currency, dayAndTime, dayOfDate } from "../i18n/format";
import { language, t } from "../i18n/t";
import { nameHeld } from "../state/names";
import { amountWords, numberWords } from "./numbers";
import { type Links, type Value, isBlank } from "./values";

type Kind = Pick<Field, "type" | "options" | "name">;

/** A value in words, as a sentence or a message would say it; blank where nothing stands. */
export function wordsOf(field: Kind, value: Value, links?: Links): string {
  if (typeof value === "boolean") return t(value ? "record.yes" : "record.no");
  if (typeof value !== "string") return value.map((one) => optionLabel(field, one)).join(t("list.and"));
  if (isBlank(value)) return "";
  switch (field.type) {
    case "picklist":
    case "multi_select":
      return optionLabel(field, value);
    case "integer":
    case "decimal":
      return numberWords(value, language());
    case "currency":
      return amountWords(value, language(), currency());
    case "percent":
      return `${numberWords(value, language())}%`;
    case "date":
      return dayOfDate(value);
    case "datetime":
      return dayAndTime(value);
    case "lookup":
    case "user":
      return linkOf(field, value, links)?.name ?? nameHeld(value) ?? t("record.hidden");
    default:
      return value;
  }
}

/** What a lookup names, as far as the reader may see it. */
export function linkOf(field: Pick<Field, "name">, value: Value, links: Links | undefined) {
  const link = links?.[field.name];
  return link?.id === value ? link : undefined;
}

function optionLabel(field: Kind, value: string): string {
  return field.options?.find((option) => option.value === value)?.label ?? value;
}
