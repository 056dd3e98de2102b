import type { Language } from "../api/schema";

/** Numbers as people write them and as the server keeps them: exact decimals as text, never a float. */

const MOST_DIGITS = 18;
const MOST_DECIMALS = 4;

interface Signs {
  readonly group: string;
  readonly decimal: string;
}

function signsOf(language: Language): Signs {
  const parts = new Intl.NumberFormat(language).formatToParts(12_345.6);
  const sign = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return { group: sign("group"), decimal: sign("decimal") };
}

/** `1,239.04` becomes `1239.04`; null where it is no number that the server takes. */
export function readNumber(typed: string, language: Language, { whole = false } = {}): string | null {
  const { group, decimal } = signsOf(language);
  // Chinese input methods write digits and signs in full width.
  const plain = typed.normalize("NFKC").replace(/[\s\u00a0\u202f]/g, "").replaceAll("−", "-").split(group).join("").replace(decimal, ".");
  const found = /^(-?)0*(\d*)(?:\.(\d*))?$/.exec(plain);
  if (!found || !/\d/.test(plain)) return null;
  const decimals = (found[3] ?? "").replace(/0+$/, "");
  const digits = found[2] || "0";
  if (digits.length > MOST_DIGITS - (whole ? 0 : MOST_DECIMALS) || decimals.length > (whole ? 0 : MOST_DECIMALS)) return null;
  const number = decimals ? `${digits}.${decimals}` : digits;
  return number === "0" ? "0" : `${found[1] ?? ""}${number}`;
}

/** `1239.04` becomes `¥1,239.04`: exact, with the currency's sign where the language puts it and its number of decimals. */
export function amountWords(amount: string, language: Language, currency: string | undefined): string {
  if (currency === undefined || !/^-?\d+(\.\d+)?$/.test(amount)) return numberWords(amount, language, 2);
  const format = new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  const words = numberWords(amount.replace("-", ""), language, format.resolvedOptions().maximumFractionDigits);
  const parts = format.formatToParts(amount.startsWith("-") ? -1 : 1);
  return parts.map(({ type, value }) => (type === "integer" ? words : type === "decimal" || type === "fraction" ? "" : value)).join("");
}

/** `1239.04` becomes `1,239.04`, with at least so many decimals. What is no number stays as it is. */
export function numberWords(number: string, language: Language, decimals = 0): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number);
  if (!found) return number;
  const fraction = (found[3] ?? "").padEnd(decimals, "0");
  const grouped = new Intl.NumberFormat(language).format(BigInt(found[2] ?? "0"));
  return `${found[1] ?? ""}${grouped}${fraction ? signsOf(language).decimal + fraction : ""}`;
}
