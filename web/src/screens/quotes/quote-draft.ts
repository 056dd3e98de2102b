import type { Currency, Language, Quote, QuoteDraft as Body, QuoteDiscount } from "../../api/schema";
import { numberWords } from "../../fields/numbers";
import { type Line, QuoteFault, type Sums, lineSumsOf, sumsOf } from "./quote-arithmetic";

/** A line while it is typed; the numbers as the server keeps them, or as typed where they are none. */
export interface DraftLine extends Line {
  readonly key: number;
  readonly product: string | null;
  readonly name: string;
  readonly description: string;
  readonly stock: string | null;
}

export interface Draft {
  readonly lines: readonly DraftLine[];
  readonly discount: QuoteDiscount;
  readonly tax_percent: string;
  readonly adjustment: string;
}

/** The members of a line that can be at fault. */
export type Cell = "name" | "product" | "description" | "quantity" | "list_price" | "discount" | "tax_percent";

export const MOST_LINES = 200;

const NO_DISCOUNT: QuoteDiscount = { kind: "percent", value: "" };
let lastKey = 0;

export function blankLine(): DraftLine {
  lastKey += 1;
  return { key: lastKey, product: null, name: "", description: "", quantity: "1", list_price: "", discount: NO_DISCOUNT, tax_percent: "", stock: null };
}

export function blankDraft(): Draft {
  return { lines: [blankLine()], discount: NO_DISCOUNT, tax_percent: "", adjustment: "" };
}

/** A quote's own numbers, for changing it or making another like it. */
export function draftOf(quote: Quote): Draft {
  const lines = quote.lines.map((line) => ({
    ...blankLine(), product: line.product, name: line.name, description: line.description, quantity: line.quantity, list_price: line.list_price,
    discount: typed(line.discount), tax_percent: blankZero(line.tax_percent), stock: line.stock,
  }));
  return {
    lines: lines.length > 0 ? lines : [blankLine()],
    discount: typed(quote.discount), tax_percent: blankZero(quote.tax_percent), adjustment: blankZero(quote.adjustment),
  };
}

/** Nobody has said anything in it. */
export function isBlankLine(line: DraftLine): boolean {
  return line.product === null && [line.name, line.description, line.list_price].every((text) => text.trim() === "");
}

/** The lines that are saved. */
export function filledLines(draft: Draft): readonly DraftLine[] {
  return draft.lines.filter((line) => !isBlankLine(line));
}

export function bodyOf(draft: Draft): Omit<Body, "values"> {
  return {
    lines: filledLines(draft).map((line) => ({
      product: line.product, name: line.name, description: line.description, quantity: line.quantity, list_price: line.list_price,
      discount: sent(line.discount), tax_percent: line.tax_percent,
    })),
    discount: sent(draft.discount), tax_percent: draft.tax_percent, adjustment: draft.adjustment,
  };
}

/** The totals; null while something cannot be reckoned. */
export function totalsOf(draft: Draft, currency: Currency): Sums | null {
  try {
    return sumsOf({ ...draft, lines: filledLines(draft) }, currency.digits);
  } catch (fault) {
    if (fault instanceof QuoteFault) return null;
    throw fault;
  }
}

/** What a line comes to; null while it cannot be reckoned. */
export function netOf(line: DraftLine, currency: Currency): string | null {
  if (isBlankLine(line)) return null;
  try {
    return lineSumsOf(line, currency.digits).net;
  } catch (fault) {
    if (fault instanceof QuoteFault) return null;
    throw fault;
  }
}

/** What is at fault before the server is asked: by the server's own names, lines counted as they are sent. */
export function faultsOf(draft: Draft, currency: Currency): ReadonlyMap<string, QuoteFault["code"]> {
  const faults = new Map<string, QuoteFault["code"]>();
  filledLines(draft).forEach((line, index) => {
    const path = `lines.${index}`;
    if (line.name.trim() === "") faults.set(`${path}.name`, "required");
    if (line.quantity.trim() === "") faults.set(`${path}.quantity`, "required");
    else if (line.list_price.trim() === "") faults.set(`${path}.list_price`, "required");
    else note(faults, () => lineSumsOf(line, currency.digits), (field) => field.replace(/^line\./, `${path}.`));
  });
  if (faults.size === 0) note(faults, () => sumsOf({ ...draft, lines: filledLines(draft) }, currency.digits), (field) => field);
  return faults;
}

function note(faults: Map<string, QuoteFault["code"]>, reckon: () => unknown, named: (field: string) => string): void {
  try {
    reckon();
  } catch (fault) {
    if (!(fault instanceof QuoteFault)) throw fault;
    faults.set(named(fault.field), fault.code);
  }
}

/** `12,399.5` with the currency's decimals. */
export function amountWords(amount: string, currency: Currency, language: Language): string {
  return numberWords(amount, language, currency.digits);
}

function typed(discount: QuoteDiscount): QuoteDiscount {
  return { kind: discount.kind, value: blankZero(discount.value) };
}

function sent(discount: QuoteDiscount): QuoteDiscount {
  return { kind: discount.kind, value: discount.value.trim() === "" ? "0" : discount.value };
}

function blankZero(number: string): string {
  return number === "0" ? "" : number;
}
