import { h, useCallback, useEffect, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { AuditEntry, Record as CRMRecord } from "../../api/schema";
import "../../i18n/activities-words";
import { clockTime, dayNumber, dividerDay } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Skeleton } from "../../kit/skeleton";
import { serverNow } from "../../state/server-clock";
import { actionWords } from "./audit-words";
import { ChangeList } from "./change-list";

/** Who changed what of a record, from what to what. */
export default function HistoryDialog({ record, onClose }: { readonly record: Pick<CRMRecord, "id" | "name">; readonly onClose: () => void }) {
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(async (cursor: string | null) => {
    try {
      const page = await call("listHistory", { path: { id: record.id }, query: { limit: 30, ...(cursor === null ? {} : { cursor }) } });
      setEntries((held) => (cursor === null ? page.entries : [...(held ?? []), ...page.entries]));
      setNext(page.next_cursor);
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  }, [record.id]);
  useEffect(() => void load(null), [load]);

  const days = entries === null ? [] : byDay(entries);
  return (
    <Dialog wide title={`${t("history.title")} · ${record.name}`} onClose={onClose}>
      <div className="history">
        {error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void load(null)}>{t("again")}</Button>}>{sentenceFor(error)}</Banner>}
        {entries === null && error === null && <Skeleton rows={4} />}
        {entries?.length === 0 && <p className="quiet">{t("history.none")}</p>}
        {days.map((day) => (
          <section key={day.label}>
            <h3>{day.label}</h3>
            <ol>
              {day.entries.map((entry) => (
                <li key={entry.id}>
                  <div className="history-head"><span><b>{entry.user?.name ?? t("audit.system")}</b> {entry.action === "record.changed" ? "" : actionWords(entry)}</span><time dateTime={entry.at}>{clockTime(entry.at)}</time></div>
                  <ChangeList changes={entry.changes} />
                </li>
              ))}
            </ol>
          </section>
        ))}
        {next !== null && <div><Button variant="link" onClick={() => void load(next)}>{t("history.older")}</Button></div>}
      </div>
    </Dialog>
  );
}

function byDay(entries: readonly AuditEntry[]) {
  const days: { label: string; day: number; entries: AuditEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayNumber(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ label: dividerDay(entry.at, serverNow()), day, entries: [entry] });
  }
  return days;
}
