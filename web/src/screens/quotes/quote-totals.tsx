import { h } from "ui";
import type { Currency } from "../../api/schema";
import { NumberInput } from "../../fields/number-input";
import { language, t } from "../../i18n/t";
import { DiscountInput } from "./discount-input";
import type { QuoteFault } from "./quote-arithmetic";
import { type Draft, amountWords, totalsOf } from "./quote-draft";
import { faultWords } from "./quote-words";

interface Props {
  readonly draft: Draft;
  readonly currency: Currency;
  readonly faults: ReadonlyMap<string, QuoteFault["code"]>;
  readonly error: unknown;
  readonly onChange: (change: (draft: Draft) => Draft) => void;
}

/** What the lines come to, while they are typed, and what concerns the whole. */
export function QuoteTotals({ draft, currency, faults, error, onChange }: Props) {
  const sums = totalsOf(draft, currency);
  const words = (amount: string | undefined) => (amount === undefined ? "—" : amountWords(amount, currency, language()));
  const set = (what: Partial<Draft>) => onChange((held) => ({ ...held, ...what }));
  return (
    <div className="quote-totals">
      <div><span>{t("quotes.subtotal")}</span><output>{words(sums?.subtotal)}</output></div>
      <div>
        <span>{t("quotes.wholeDiscount")}</span>
        <DiscountInput label={t("quotes.wholeDiscount")} value={draft.discount} currency={currency} error={faultWords("discount", faults, error)} onChange={(discount) => set({ discount })} />
        <output>{words(sums && (sums.discount === "0" ? "0" : `-${sums.discount}`) || undefined)}</output>
      </div>
      <div>
        <span>{t("quotes.wholeTax")}</span>
        <NumberInput bare label={t("quotes.wholeTax")} type="decimal" value={draft.tax_percent} error={faultWords("tax_percent", faults, error)} onChange={(value) => set({ tax_percent: value })} />
      </div>
      <div><span>{t("quotes.tax")}</span><output>{words(sums?.tax)}</output></div>
      <div>
        <span>{t("quotes.adjustment")}</span>
        <NumberInput bare label={t("quotes.adjustment")} type="decimal" value={draft.adjustment} error={faultWords("adjustment", faults, error)} onChange={(value) => set({ adjustment: value })} />
      </div>
      <div className="quote-total" role="status"><span>{t("quotes.total")}</span><output>{sums ? `${currency.code} ${words(sums.total)}` : "—"}</output></div>
    </div>
  );
}
