import { h } from "ui";
import type { Currency, QuoteDiscount } from "../../api/schema";
import { NumberInput } from "../../fields/number-input";
import { t } from "../../i18n/t";
import { currencySign } from "./quote-words";

interface Props {
  readonly label: string;
  readonly value: QuoteDiscount;
  readonly currency: Currency;
  readonly error: string | undefined;
  readonly onChange: (value: QuoteDiscount) => void;
}

/** A discount as a percentage or an amount; the button behind the number says which, and changes it. */
export function DiscountInput({ label, value, currency, error, onChange }: Props) {
  const isPercent = value.kind === "percent";
  const words = t(isPercent ? "quotes.discountPercent" : "quotes.discountAmount");
  return (
    <div className="discount-input">
      <NumberInput bare label={label} type="decimal" value={value.value} error={error} onChange={(next) => onChange({ ...value, value: next })} />
      <button type="button" className="discount-kind" title={words} aria-label={`${label}: ${words}`} onClick={() => onChange({ ...value, kind: isPercent ? "amount" : "percent" })}>
        {isPercent ? "%" : currencySign(currency)}
      </button>
    </div>
  );
}
