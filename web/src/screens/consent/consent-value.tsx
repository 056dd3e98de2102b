import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import type { ConsentState, Field, Record as CRMRecord } from "../../api/schema";
import { valueOf } from "../../fields/values";
import { dayAndTime, momentWords } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { later } from "../../later";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { serverNow } from "../../state/server-clock";
import { ConsentBadge, sourceOf } from "./consent-words";

const ConsentDialog = later(() => import("./consent-dialog"));

interface Props {
  readonly record: CRMRecord;
  readonly field: Field;
}

/** What somebody has said about marketing, from whom that is known, and the way to change it. */
export default function ConsentValue({ record, field }: Props) {
  const consent = useLoaded(`consent of ${record.id}`, () => call("getConsent", { path: { id: record.id } }));
  useLive(`record/${record.id}`, consent.reload);
  const [changing, setChanging] = useState(false);
  const state = consent.value?.state ?? (String(valueOf(record, field)) || "unknown") as ConsentState;
  const latest = consent.value?.history[0];
  return (
    <>
      <span><ConsentBadge state={state} /></span>
      {record.is_writable && <Button variant="link" onClick={() => setChanging(true)}>{t("consent.change")}</Button>}
      {/* The place is kept while it is asked for, so that nothing below moves. */}
      {(latest || state !== "unknown") && <small title={latest && dayAndTime(latest.at)}>{latest ? [sourceOf(latest), momentWords(latest.at, serverNow())].join(" · ") : "\u00a0"}</small>}
      {changing && <ConsentDialog record={record} field={field} state={state} consent={consent} onClose={() => setChanging(false)} />}
    </>
  );
}
