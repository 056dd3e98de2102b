import { type ReactNode, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Record as CRMRecord } from "../../api/schema";
import { count } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import { DataTable } from "../../kit/data-table";
import { Skeleton } from "../../kit/skeleton";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { columnsOf } from "./record-columns";
import type { Relation } from "./related-lists";

interface Props {
  readonly record: CRMRecord;
  readonly relation: Relation;
  readonly action: ReactNode;
}

const FIRST = 5;
const MORE = 20;
const MOST_COUNTED = 100;
const COLUMNS = 3;

/** One related list: the newest few, and more when asked. */
export function RelatedRecords({ record, relation, action }: Props) {
  const { module, field } = relation;
  const [wanted, setWanted] = useState(FIRST);
  const page = useLoaded(`${field.id} of ${record.id}, ${wanted}`, () =>
    call("queryRecords", { path: { module: module.name }, body: { criteria: { rows: [{ field: field.id, operator: "equal", values: [record.id] }] }, sort: { field: "created_time", descending: true }, limit: wanted } }));
  const [held, setHeld] = useState(page.value);
  if (page.value && page.value !== held) setHeld(page.value);
  useLive("records", page.reload);
  const telling = module.fields.filter((one) => one.id !== field.id && one.type !== "textarea" && !one.is_required).slice(0, COLUMNS);
  // Of deals the stage is what counts, though it is required.
  const required = module.fields.filter((one) => one.is_required && one.type !== "text" && one.id !== field.id);
  const columns = columnsOf(module, ["name", ...[...required, ...telling].slice(0, COLUMNS).map((one) => one.id)]).map((column) => ({ ...column, sortable: false }));
  const records = held?.records;
  return (
    <Card title={relation.title} end={<span className="related-end"><span className="tab-count" aria-label={t("list.count", { count: relation.count })}>{relation.count >= MOST_COUNTED ? `${count(MOST_COUNTED)}+` : count(relation.count)}</span>{action}</span>}>
      {page.error !== null && <Banner tone="danger">{sentenceFor(page.error)}</Banner>}
      {records ? <DataTable<CRMRecord> label={`${record.name} · ${relation.title}`} columns={columns} rows={records} keyOf={(one) => one.id} nameOf={(one) => one.name} /> : page.error === null && <Skeleton rows={2} />}
      {held?.next_cursor != null && wanted < MOST_COUNTED && <div><Button variant="link" onClick={() => setWanted(Math.min(wanted + MORE, MOST_COUNTED))}>{t("related.more")}</Button></div>}
    </Card>
  );
}
