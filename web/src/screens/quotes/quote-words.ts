import { ProblemError, sentenceFor } from "../../api/problem";
import type { Currency } from "../../api/schema";
import { language, t } from "../../i18n/t";
import type { QuoteFault } from "./quote-arithmetic";
import "../../i18n/quotes-words";

/** `¥` or `€`, as the language writes it. */
export function currencySign(currency: Currency): string {
  const parts = new Intl.NumberFormat(language(), { style: "currency", currency: currency.code, currencyDisplay: "narrowSymbol" }).formatToParts(0);
  return parts.find((part) => part.type === "currency")?.value ?? currency.code;
}

/** What to tell of a fault at one member, from the server's answer or from what was found before asking it. */
export function faultWords(field: string, faults: ReadonlyMap<string, QuoteFault["code"]>, error: unknown): string | undefined {
  const code = faults.get(field) ?? (error instanceof ProblemError && error.problem.field?.replace(/\.value$/, "") === field ? error.code : undefined);
  if (code === undefined) return undefined;
  switch (code) {
    case "required":
      return t("quotes.fault.required");
    case "too_large":
      return t("quotes.fault.tooLarge");
    case "not_valid":
      return wordsOfWrong(field.split(".").at(-1) ?? "");
    default:
      return sentenceFor(error);
  }
}

function wordsOfWrong(member: string): string {
  switch (member) {
    case "quantity":
      return t("quotes.fault.quantity");
    case "list_price":
      return t("quotes.fault.price");
    case "discount":
      return t("quotes.fault.discount");
    case "tax_percent":
      return t("quotes.fault.percent");
    case "adjustment":
      return t("quotes.fault.adjustment");
    default:
      return t("quotes.fault.product");
  }
}
