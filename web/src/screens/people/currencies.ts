import type { Language } from "../../api/schema";
import type { Option } from "../../kit/options";

interface IntlWithValues {
  readonly supportedValuesOf?: (kind: "currency") => readonly string[];
}

/** What stands first: where most of those who use this are at home. */
const usual = ["CNY", "USD", "EUR", "HKD", "TWD", "SGD", "JPY", "GBP"];

/** The currencies that the browser knows, by name. */
export function currencyChoices(language: Language, present: string): readonly Option[] {
  const names = new Intl.DisplayNames([language], { type: "currency" });
  const known = new Set([...((Intl as IntlWithValues).supportedValuesOf?.("currency") ?? usual), present]);
  const rank = (code: string) => (usual.includes(code) ? usual.indexOf(code) : usual.length);
  const compare = new Intl.Collator(language).compare;
  return [...known]
    .map((code) => ({ value: code, label: names.of(code) ?? code, hint: code }))
    .sort((a, b) => rank(a.value) - rank(b.value) || compare(a.label, b.label));
}
