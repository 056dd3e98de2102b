/**
 * Reckons quotes exactly, by the server's own rule: every product and every typed amount is rounded half up, away from zero, to the
 * currency's minor unit as soon as it is made; sums add what was rounded. Both are tested on `Tests/quote-arithmetic.json`.
 */

/** Ten-thousandths. */
type Units = bigint;

export interface Discount {
  readonly kind: "percent" | "amount";
  readonly value: string;
}

export interface Line {
  readonly quantity: string;
  readonly list_price: string;
  readonly discount: Discount;
  readonly tax_percent: string;
}

export interface Whole {
  readonly lines: readonly Line[];
  readonly discount: Discount;
  readonly tax_percent: string;
  readonly adjustment: string;
}

export interface LineSums {
  readonly amount: string;
  readonly discount: string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
}

export interface Sums {
  readonly lines: readonly LineSums[];
  readonly subtotal: string;
  readonly discount: string;
  readonly tax: string;
  readonly adjustment: string;
  readonly total: string;
}

/** What cannot be reckoned: `lines.3.quantity`, say, as the server names it. */
export class QuoteFault extends Error {
  constructor(readonly field: string, readonly code: "not_valid" | "too_large" | "required") {
    super(field);
  }
}

const SCALE = 10_000n;
const HUNDRED_PERCENT = 100n * SCALE;
const MOST = 99_999_999_999_999n * SCALE + (SCALE - 1n);
const DECIMALS = 4;

export function sumsOf(quote: Whole, digits: number): Sums {
  const step = stepOf(digits);
  let subtotal = 0n;
  let tax = 0n;
  const lines = quote.lines.map((line, index) => {
    const reckoned = reckon(line, step, `lines.${index}`);
    subtotal += reckoned.net;
    tax += reckoned.tax;
    return wordsOf(reckoned);
  });
  const discount = taken(quote.discount, subtotal, step, "discount");
  tax += share(percentOf(quote.tax_percent, "tax_percent"), subtotal - discount, step);
  const adjustment = rounded(read(quote.adjustment, "adjustment"), 1n, step);
  const total = subtotal - discount + tax + adjustment;
  if (total < 0n) throw new QuoteFault("adjustment", "not_valid");
  return {
    lines,
    subtotal: write(subtotal, "lines"),
    discount: write(discount, "discount"),
    tax: write(tax, "tax_percent"),
    adjustment: write(adjustment, "adjustment"),
    total: write(total, "lines"),
  };
}

/** One line alone, while the others may still be at fault. */
export function lineSumsOf(line: Line, digits: number): LineSums {
  return wordsOf(reckon(line, stepOf(digits), "line"));
}

interface Reckoned {
  readonly amount: Units;
  readonly discount: Units;
  readonly net: Units;
  readonly tax: Units;
}

function reckon(line: Line, step: Units, path: string): Reckoned {
  const quantity = read(line.quantity, `${path}.quantity`);
  const price = read(line.list_price, `${path}.list_price`);
  if (quantity <= 0n) throw new QuoteFault(`${path}.quantity`, "not_valid");
  if (price < 0n) throw new QuoteFault(`${path}.list_price`, "not_valid");
  const amount = rounded(quantity * price, SCALE, step);
  write(amount, `${path}.quantity`);
  const discount = taken(line.discount, amount, step, `${path}.discount`);
  const net = amount - discount;
  const tax = share(percentOf(line.tax_percent, `${path}.tax_percent`), net, step);
  write(net + tax, `${path}.quantity`);
  return { amount, discount, net, tax };
}

function wordsOf({ amount, discount, net, tax }: Reckoned): LineSums {
  return { amount: text(amount), discount: text(discount), net: text(net), tax: text(tax), total: text(net + tax) };
}

function taken(discount: Discount, amount: Units, step: Units, field: string): Units {
  if (discount.kind === "percent") return share(percentOf(discount.value, field), amount, step);
  const value = rounded(read(discount.value, field), 1n, step);
  if (value < 0n || value > amount) throw new QuoteFault(field, "not_valid");
  return value;
}

function percentOf(typed: string, field: string): Units {
  const percent = read(typed, field);
  if (percent < 0n || percent > HUNDRED_PERCENT) throw new QuoteFault(field, "not_valid");
  return percent;
}

function share(percent: Units, amount: Units, step: Units): Units {
  return rounded(amount * percent, HUNDRED_PERCENT, step);
}

/** Ten-thousandths in one minor unit. */
function stepOf(digits: number): Units {
  return 10n ** BigInt(DECIMALS - digits);
}

/** A fraction of ten-thousandths as a multiple of the minor unit, half up. */
function rounded(numerator: Units, denominator: Units, step: Units): Units {
  const unit = denominator * step;
  const size = numerator < 0n ? -numerator : numerator;
  const whole = size / unit + (size % unit * 2n >= unit ? 1n : 0n);
  return (numerator < 0n ? -whole : whole) * step;
}

/** A decimal as the server keeps it; blank is zero. */
function read(typed: string, field: string): Units {
  const found = /^(-?)(\d{1,14})(?:\.(\d{1,4}))?$/.exec(typed === "" ? "0" : typed);
  if (!found) throw new QuoteFault(field, "not_valid");
  const units = BigInt(found[2] ?? "0") * SCALE + BigInt((found[3] ?? "").padEnd(DECIMALS, "0"));
  return found[1] === "-" ? -units : units;
}

function write(units: Units, field: string): string {
  if (units > MOST || units < -MOST) throw new QuoteFault(field, "too_large");
  return text(units);
}

function text(units: Units): string {
  const size = units < 0n ? -units : units;
  const decimals = String(size % SCALE).padStart(DECIMALS, "0").replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${size / SCALE}${decimals ? `.${decimals}` : ""}`;
}
