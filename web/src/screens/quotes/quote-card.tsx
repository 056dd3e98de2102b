import { h } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Currency, Quote, QuoteDiscount, QuoteLine, Record as CRMRecord } from "../../api/schema";
import { numberWords } from "../../fields/numbers";
import { language, t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import { DataTable } from "../../kit/data-table";
import { EmptyState } from "../../kit/empty-state";
import { Skeleton } from "../../kit/skeleton";
import { Link } from "../../link";
import { useLoaded } from "../../state/loaded";
import { recordPath } from "../records/record-paths";
import { amountWords } from "./quote-draft";
import { currencySign } from "./quote-words";

/** What a quote offers and what it comes to, on its page. */
export default function QuoteCard({ record }: { readonly record: CRMRecord }) {
  const quote = useLoaded(`quote ${record.id} ${record.version}`, () => call("getQuote", { path: { id: record.id } }));
  if (!quote.value) {
    return (
      <Card title={t("quotes.items")}>
        {quote.error === null ? <Skeleton rows={3} /> : <Banner tone="danger" action={<Button variant="link" onClick={() => void quote.reload()}>{t("again")}</Button>}>{sentenceFor(quote.error)}</Banner>}
      </Card>
    );
  }
  return <Lines quote={quote.value} />;
}

function Lines({ quote }: { readonly quote: Quote }) {
  const { lines, currency, record } = quote;
  const words = (amount: string) => amountWords(amount, currency, language());
  const text = (field: string) => {
    const value = record.values[field];
    return typeof value === "string" ? value : "0";
  };
  if (lines.length === 0) return <Card title={t("quotes.items")}><EmptyState drawing="search" title={t("quotes.noItems")}>{t("quotes.noItems.text")}</EmptyState></Card>;
  const rows = lines.map((line, index) => ({ ...line, row: index + 1 }));
  const hasDiscount = lines.some((line) => line.discount.value !== "0");
  return (
    <Card title={t("quotes.items")} hint={currency.code}>
      <div className="quote-card">
        <DataTable<QuoteLine & { readonly row: number }>
          label={`${record.name} · ${t("quotes.items")}`}
          rows={rows}
          keyOf={(line) => String(line.row)}
          nameOf={(line) => line.name}
          columns={[
            { key: "name", label: t("quotes.item"), cell: (line) => <ItemCell line={line} /> },
            { key: "quantity", label: t("quotes.quantity"), number: true, cell: (line) => numberWords(line.quantity, language()) },
            { key: "price", label: t("quotes.price"), number: true, cell: (line) => words(line.list_price) },
            ...(hasDiscount ? [{ key: "discount", label: t("quotes.discount"), number: true, cell: (line: QuoteLine) => discountWords(line.discount, currency) }] : []),
            { key: "tax", label: t("quotes.taxPercent"), number: true, cell: (line) => (line.tax_percent === "0" ? "" : `${numberWords(line.tax_percent, language())}%`) },
            { key: "net", label: t("quotes.amount"), number: true, cell: (line) => words(line.net) },
          ]}
        />
        <dl className="quote-sums">
          <div><dt>{t("quotes.subtotal")}</dt><dd>{words(text("sub_total"))}</dd></div>
          {text("discount") !== "0" && <div><dt>{t("quotes.wholeDiscount")}</dt><dd>{words(`-${text("discount")}`)}</dd></div>}
          <div><dt>{t("quotes.tax")}</dt><dd>{words(text("tax"))}</dd></div>
          {text("adjustment") !== "0" && <div><dt>{t("quotes.adjustment")}</dt><dd>{words(text("adjustment"))}</dd></div>}
          <div className="quote-total"><dt>{t("quotes.total")}</dt><dd>{currencySign(currency)}{words(text("grand_total"))}</dd></div>
        </dl>
      </div>
    </Card>
  );
}

function ItemCell({ line }: { readonly line: QuoteLine }) {
  return (
    <span className="quote-item-cell">
      {line.product ? <Link to={recordPath("Products", line.product)}>{line.name}</Link> : <b>{line.name}</b>}
      {line.description && <small>{line.description}</small>}
    </span>
  );
}

function discountWords(discount: QuoteDiscount, currency: Currency): string {
  if (discount.value === "0") return "";
  return discount.kind === "percent" ? `${numberWords(discount.value, language())}%` : amountWords(discount.value, currency, language());
}
