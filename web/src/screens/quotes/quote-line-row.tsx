import { type KeyboardEvent, h, useState } from "ui";
import type { Currency, Record as CRMRecord } from "../../api/schema";
import { NumberInput } from "../../fields/number-input";
import { numberWords } from "../../fields/numbers";
import { language, t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { IconButton } from "../../kit/icon-button";
import { TextArea } from "../../kit/text-area";
import { DiscountInput } from "./discount-input";
import { ProductInput } from "./product-input";
import { type Cell, type DraftLine, amountWords, netOf } from "./quote-draft";

interface Props {
  readonly line: DraftLine;
  /** From 1. */
  readonly row: number;
  readonly isLast: boolean;
  readonly currency: Currency;
  readonly faultOf: (cell: Cell) => string | undefined;
  readonly onChange: (what: Partial<DraftLine>) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => void;
}

/** One line of a quote while it is typed. */
export function QuoteLineRow({ line, row, isLast, currency, faultOf, onChange, onMove, onRemove, onKey }: Props) {
  const [describing, setDescribing] = useState(false);
  const net = netOf(line, currency);
  const label = (column: string) => t("quotes.itemOf", { row, column });
  const number = (cell: "quantity" | "list_price" | "tax_percent", column: string) => (
    <div className="quote-cell" data-label={column}>
      <NumberInput bare label={label(column)} type="decimal" value={line[cell]} error={faultOf(cell)} onChange={(value) => onChange({ [cell]: value })} />
    </div>
  );
  const fill = (product: CRMRecord) => {
    const text = (field: string) => {
      const value = product.values[field];
      return typeof value === "string" ? value : "";
    };
    const price = text("unit_price");
    onChange({
      product: product.id, name: product.name, description: text("description").slice(0, 2000), stock: text("stock") || null,
      list_price: price || line.list_price, tax_percent: text("tax") || line.tax_percent,
    });
  };
  return (
    <div className="quote-line" role="group" aria-label={`${row} · ${line.name}`} data-line={line.key} onKeyDown={onKey}>
      <span className="quote-row-number">{row}</span>
      <div className="quote-cell quote-item" data-label={t("quotes.item")}>
        <ProductInput label={label(t("quotes.item"))} value={line.name} error={faultOf("name") ?? faultOf("product")} onChange={(name) => onChange(line.product === null ? { name } : { name, product: name.trim() === "" ? null : line.product, stock: name.trim() === "" ? null : line.stock })} onProduct={fill} />
        {line.description !== "" || describing ? (
          <TextArea bare label={label(t("quotes.description"))} rows={1} value={line.description} error={faultOf("description")} onChange={(description) => onChange({ description })} />
        ) : (
          <span className="quote-item-more"><Button variant="link" onClick={() => setDescribing(true)}>{t("quotes.describe")}</Button></span>
        )}
        {line.stock !== null && <small className="quiet">{t("quotes.stock", { count: numberWords(line.stock, language()) })}</small>}
      </div>
      {number("quantity", t("quotes.quantity"))}
      {number("list_price", t("quotes.price"))}
      <div className="quote-cell" data-label={t("quotes.discount")}>
        <DiscountInput label={label(t("quotes.discount"))} value={line.discount} currency={currency} error={faultOf("discount")} onChange={(discount) => onChange({ discount })} />
      </div>
      {number("tax_percent", t("quotes.taxPercent"))}
      <output className="quote-cell quote-net" data-label={t("quotes.amount")}>{net === null ? "—" : amountWords(net, currency, language())}</output>
      <div className="quote-line-end">
        <IconButton size={24} icon="arrow-up" label={t("quotes.moveUp", { row })} disabled={row === 1} onClick={() => onMove(-1)} />
        <IconButton size={24} icon="arrow-down" label={t("quotes.moveDown", { row })} disabled={isLast} onClick={() => onMove(1)} />
        <IconButton size={24} icon="trash-2" label={t("quotes.remove", { row })} onClick={onRemove} />
      </div>
    </div>
  );
}
