import { h, useEffect, useRef, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Field, Module, Quote } from "../../api/schema";
import { LaterFieldInput as FieldInput } from "../../fields/later-field-input";
import { language, t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import { toast } from "../../kit/toast";
import { navigate } from "../../router";
import { changed } from "../../state/live";
import { modulePath, recordPath } from "../records/record-paths";
import { newWords } from "../records/module-words";
import { problemAt, useRecordForm } from "../records/record-form";
import { Crumbs } from "../settings/settings-page";
import type { QuoteFault } from "./quote-arithmetic";
import { type Draft, amountWords, bodyOf, faultsOf, totalsOf } from "./quote-draft";
import type { Start } from "./quote-editor-screen";
import { QuoteLines } from "./quote-lines";
import { QUOTES } from "./quote-paths";
import { StaleQuoteDialog } from "./stale-quote-dialog";
import { QuoteTotals } from "./quote-totals";

interface Props {
  readonly start: Start;
  readonly module: Module;
}

const NONE: ReadonlyMap<string, QuoteFault["code"]> = new Map();

/** A quote's form: what it is about, its lines with their totals, addresses and terms. */
export default function QuoteEditor({ start, module }: Props) {
  const fields = module.fields.filter((field) => !field.is_read_only);
  const form = useRecordForm(fields, start.values);
  const [draft, setDraft] = useState<Draft>(start.draft);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [fresh, setFresh] = useState<Quote | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const touched = useRef(false);
  const { currency } = start;
  const faults = tried ? faultsOf(draft, currency) : NONE;
  const nobody = tried && ["lead", "contact"].every((name) => fields.some((field) => field.name === name && form.valueOf(field) === ""));
  const back = start.quote ? recordPath(QUOTES, start.quote.record.id) : modulePath(QUOTES);

  useEffect(() => {
    // Closing the tab would lose what was typed.
    const ask = (event: BeforeUnloadEvent) => touched.current && event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, []);
  const showFault = () => requestAnimationFrame(() => page.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  const change = (how: (draft: Draft) => Draft) => {
    touched.current = true;
    setDraft(how);
    if (error !== null) setError(null);
  };
  const done = (saved: Quote) => {
    touched.current = false;
    changed(`record/${saved.record.id}`);
    toast({ text: t(start.quote ? "quotes.saved" : "quotes.made") });
    navigate(recordPath(QUOTES, saved.record.id), { replace: start.quote !== null });
  };
  const write = async (version: number | null) => {
    const body = bodyOf(draft);
    if (start.quote && version !== null) {
      const values = Object.fromEntries(fields.map((field) => [field.name, form.valueOf(field)]));
      return call("updateQuote", { path: { id: start.quote.record.id }, body: { ...body, values, version } });
    }
    return call("createQuote", { body: { ...body, values: form.filled() } });
  };
  const save = async (version: number | null) => {
    if (busy) return;
    setTried(true);
    setError(null);
    const sound = form.check() && faultsOf(draft, currency).size === 0;
    if (!sound) {
      setError(t("quotes.wrong"));
      showFault();
      return;
    }
    setBusy(true);
    try {
      done(await write(version));
    } catch (problem) {
      setBusy(false);
      if (problem instanceof ProblemError && problem.code === "stale_record" && start.quote) setFresh(await call("getQuote", { path: { id: start.quote.record.id } }));
      else {
        setError(problem);
        showFault();
      }
    }
  };
  const input = (field: Field) => (
    <FieldInput
      key={field.name}
      field={field}
      value={form.valueOf(field)}
      link={start.links[field.name]}
      error={problemAt(error, field) ?? form.faultOf(field) ?? (nobody && field.name === "contact" ? t("quotes.party") : undefined)}
      autoFocus={false}
      onChange={(value) => {
        touched.current = true;
        form.set(field, value);
        if (error !== null) setError(null);
      }}
    />
  );
  const main = fields.filter((field) => field.section === "main");
  const rest = fields.filter((field) => field.section !== "main");
  const total = totalsOf(draft, currency)?.total;
  const buttons = [<Button key="no" onClick={() => navigate(back)}>{t("dialog.cancel")}</Button>, <Button key="yes" variant="primary" busy={busy} onClick={() => void save(start.quote?.record.version ?? null)}>{t("quotes.save")}</Button>];
  const number = start.quote?.record.values["quote_number"];
  return (
    <div className="page quote-editor" ref={page} onKeyDown={(event) => {
      if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void save(start.quote?.record.version ?? null);
      }
    }}>
      <div className="page-head">
        <div>
          <Crumbs crumbs={[{ label: module.label, to: modulePath(QUOTES) }, ...(start.quote ? [{ label: start.quote.record.name, to: back }] : [])]} />
          <h1>{start.quote ? t("quotes.editing", { number: String(number ?? "") }) : newWords(module)}</h1>
        </div>
        <div className="page-actions">{buttons}</div>
      </div>
      {error !== null && <Banner tone="danger" live>{typeof error === "string" ? error : sentenceFor(error)}</Banner>}
      <Card title={t("quotes.header")} hint={t("quotes.party")}><div className="form-grid quote-header">{main.map(input)}</div></Card>
      <Card title={t("quotes.items")} hint={currency.code}>
        <QuoteLines draft={draft} currency={currency} faults={faults} error={error} onChange={change} />
        <QuoteTotals draft={draft} currency={currency} faults={faults} error={error} onChange={change} />
      </Card>
      <Card title={t("quotes.addresses")} footer={<span className="page-actions">{buttons}</span>}><div className="form-grid record-form-wide">{rest.map(input)}</div></Card>
      {fresh && (
        <StaleQuoteDialog
          fresh={fresh}
          mine={total === undefined ? "—" : amountWords(total, currency, language())}
          onClose={() => setFresh(null)}
          onDiscard={() => {
            touched.current = false;
            navigate(back);
          }}
          onOverwrite={() => {
            setFresh(null);
            void save(fresh.record.version);
          }}
        />
      )}
    </div>
  );
}
