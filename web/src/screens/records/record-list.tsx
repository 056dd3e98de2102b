import { h, useCallback, useEffect, useRef, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Module, Record as CRMRecord } from "../../api/schema";
import { dayAndTime, listTime } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { type Column, DataTable } from "../../kit/data-table";
import { EmptyState } from "../../kit/empty-state";
import { EndMark } from "../../kit/end-mark";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { Link } from "../../link";
import { navigate } from "../../router";
import { compareIds, mergeLatestFirst } from "../../state/latest-first";
import { useLive } from "../../state/live";
import { useModule } from "../../state/modules";
import { Questions } from "../../state/questions";
import { serverNow } from "../../state/server-clock";
import { useTitle } from "../../use-title";
import { recordPath } from "./record-paths";
import { companyField, fieldOfType, firstPhone, valueOf } from "./record-values";

const QuickCreateDialog = later(() => import("./quick-create-dialog"));

interface Page {
  readonly records: readonly CRMRecord[];
  readonly next: string | null;
}

/** All records of a module, the last changed first. */
export function RecordList({ moduleName }: { readonly moduleName: "Leads" | "Contacts" }) {
  const title = t(moduleName === "Leads" ? "rail.leads" : "rail.contacts");
  useTitle(title);
  const module = useModule(moduleName);
  const [page, setPage] = useState<Page | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [creating, setCreating] = useState(false);
  const questions = useRef(new Questions()).current;

  const refresh = useCallback(async () => {
    const isNews = questions.ask();
    try {
      const { records, next_cursor: next } = await call("listRecords", { path: { module: moduleName } });
      if (isNews()) setPage((held) => afterNewest(held, records, next));
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  }, [moduleName, questions]);
  const more = async () => {
    const cursor = page?.next;
    if (cursor == null) return;
    try {
      const { records, next_cursor: next } = await call("listRecords", { path: { module: moduleName }, query: { cursor } });
      setPage((held) => (held?.next === cursor ? { records: mergeLatestFirst(held.records, records, null, compareRecords), next } : held));
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  };
  useEffect(() => void refresh(), [refresh]);
  useLive("records", refresh);

  const create = <Button variant="primary" icon="plus" disabled={!module} onClick={() => setCreating(true)}>{t(`records.new.${moduleName}`)}</Button>;
  const empty = page !== null && page.records.length === 0;
  return (
    <div className="page record-list">
      <div className="page-head">
        <h1>{title}</h1>
        {!empty && <div className="page-actions">{create}</div>}
      </div>
      {error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void (page ? more() : refresh())}>{t("again")}</Button>}>{sentenceFor(error)}</Banner>}
      {!page || !module ? error === null && <div className="card padded"><Skeleton rows={6} avatar /></div> : empty ? (
        <div className="card"><EmptyState drawing="people" title={t(`records.none.${moduleName}`)} action={create}>{t(`records.none.${moduleName}.text`)}</EmptyState></div>
      ) : (
        <DataTable<CRMRecord> label={title} columns={columnsOf(module)} rows={page.records} keyOf={(record) => record.id} nameOf={(record) => record.name} />
      )}
      {page?.next != null && error === null && <EndMark key={page.next} onSeen={() => void more()} />}
      {creating && module && (
        <QuickCreateDialog module={module} onClose={() => setCreating(false)} onCreated={(record) => navigate(recordPath(record.module, record.id))} />
      )}
    </div>
  );
}

function compareRecords(a: CRMRecord, b: CRMRecord): number {
  return a.updated_at > b.updated_at ? -1 : a.updated_at < b.updated_at ? 1 : compareIds(b.id, a.id);
}

/** Where more pages than the newest were loaded, they stay, and their cursor leads on. */
function afterNewest(held: Page | null, records: readonly CRMRecord[], next: string | null): Page {
  const merged = mergeLatestFirst(held?.records ?? [], records, { complete: next === null }, compareRecords);
  return { records: merged, next: held && merged.length > records.length ? held.next : next };
}

function columnsOf(module: Module): readonly Column<CRMRecord>[] {
  const company = companyField(module);
  const email = fieldOfType(module, "email");
  const phone = fieldOfType(module, "phone");
  const text = (record: CRMRecord, field: typeof company) => (field ? String(valueOf(record, field)) : "");
  const columns: (Column<CRMRecord> | undefined)[] = [
    { key: "name", label: t("records.name"), cell: (record) => <Link to={recordPath(record.module, record.id)} className="name-link"><Avatar name={record.name} seed={record.id} size={24} /><span>{record.name}</span></Link> },
    company && { key: "company", label: company.label, cell: (record) => text(record, company) },
    phone && { key: "phone", label: t("records.phone"), cell: (record) => <span className="no-wrap">{firstPhone(record)}</span> },
    email && { key: "email", label: email.label, cell: (record) => text(record, email) },
    { key: "owner", label: t("records.owner"), cell: (record) => <span className="no-wrap">{record.owner.name}</span> },
    { key: "changed", label: t("records.changed"), cell: (record) => <time className="quiet no-wrap" dateTime={record.updated_at} title={dayAndTime(record.updated_at)}>{listTime(record.updated_at, serverNow())}</time> },
  ];
  return columns.filter((column): column is Column<CRMRecord> => column !== undefined);
}
