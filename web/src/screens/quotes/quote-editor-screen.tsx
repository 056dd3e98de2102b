import { h } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Currency, Quote, Record as CRMRecord, RecordLink } from "../../api/schema";
import type { Links, Values } from "../../fields/values";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { usePlace } from "../../router";
import type { ScreenProps } from "../../routes";
import { useLoaded } from "../../state/loaded";
import { useModule } from "../../state/modules";
import { useTitle } from "../../use-title";
import { newWords } from "../records/module-words";
import { NotFoundScreen } from "../not-found/not-found-screen";
import { type Draft, blankDraft, draftOf } from "./quote-draft";
import { QUOTES } from "./quote-paths";
import "./quote-words";

const QuoteEditor = later(() => import("./quote-editor"));

/** What the editor begins with. */
export interface Start {
  /** The quote that is changed; null for a new one. */
  readonly quote: Quote | null;
  readonly currency: Currency;
  readonly values: Values;
  readonly links: Links;
  readonly draft: Draft;
}

/** Makes a quote, or changes one. */
export default function QuoteEditorScreen({ parameters }: ScreenProps) {
  const { query } = usePlace();
  const id = parameters["id"] ?? null;
  const module = useModule(QUOTES);
  const start = useLoaded(`quote ${id} ${query}`, () => (id ? changing(id) : making(query)));
  useTitle(id || !module ? t("quotes.edit") : newWords(module));
  if (start.error instanceof ProblemError && start.error.code === "not_found") return <NotFoundScreen />;
  if (start.error !== null) return <div className="page"><Banner tone="danger" live action={<Button variant="link" onClick={() => void start.reload()}>{t("again")}</Button>}>{sentenceFor(start.error)}</Banner></div>;
  return start.value && module ? <QuoteEditor key={`${id} ${query}`} start={start.value} module={module} /> : <div className="page"><Skeleton rows={8} /></div>;
}

async function changing(id: string): Promise<Start> {
  const quote = await call("getQuote", { path: { id } });
  return { quote, currency: quote.currency, values: valuesOf(quote.record), links: quote.record.links, draft: draftOf(quote) };
}

/** A new one: like another, or for whom and what the address names. */
async function making(query: URLSearchParams): Promise<Start> {
  const copied = query.get("copy");
  if (copied) {
    const { record, currency, ...quote } = await call("getQuote", { path: { id: copied } });
    const values = { ...valuesOf(record), subject: t("quotes.copyOf", { subject: record.name }).slice(0, 120), stage: "Draft" };
    return { quote: null, currency, values, links: record.links, draft: draftOf({ record, currency, ...quote }) };
  }
  const currency = await call("getQuoteCurrency");
  const links: { [field: string]: RecordLink } = {};
  for (const field of ["deal", "contact", "lead", "account"]) {
    const id = query.get(field);
    if (!id) continue;
    const named = await call("getRecord", { path: { id } });
    links[field] = { id, module: named.module, name: named.name };
    // Whom a deal is with, and whom a contact belongs to.
    for (const further of ["contact", "account"]) {
      const link = named.links[further];
      if (link) links[further] ??= link;
    }
  }
  const values = Object.fromEntries(Object.entries(links).map(([field, link]) => [field, link.id]));
  return { quote: null, currency, values, links, draft: blankDraft() };
}

function valuesOf(record: CRMRecord): Values {
  return Object.fromEntries(Object.entries(record.values).filter(([, value]) => value !== null)) as Values;
}

