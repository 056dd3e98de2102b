import { h, useCallback, useEffect, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { TimelineEntry } from "../../api/schema";
import { clockTime, dayNumber, dividerDay } from "../../i18n/format";
import "../../i18n/life-words";
import { isKey, t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import type { IconName } from "../../kit/icon-names";
import { Skeleton } from "../../kit/skeleton";
import { Timeline, type TimelineDay, type TimelineEvent } from "../../kit/timeline";
import { later } from "../../later";
import { Link } from "../../link";
import { useLive } from "../../state/live";
import { serverNow } from "../../state/server-clock";
import { recordPath } from "./record-paths";

const HistoryDialog = later(() => import("../audit/history-dialog"));

const icons: Readonly<Record<TimelineEntry["kind"], IconName>> = {
  created: "plus", changed: "pencil", email_logged: "mail", owner_changed: "user", trashed: "trash-2", restored: "rotate-ccw", converted: "arrow-left-right", file_added: "paperclip", file_removed: "paperclip",
};

/** What happened to the record, the latest first. */
export default function RecordTimeline({ id, name, version }: { readonly id: string; readonly name: string; readonly version: number }) {
  const [logOpen, setLogOpen] = useState(false);
  const [entries, setEntries] = useState<readonly TimelineEntry[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  const refresh = useCallback(async () => {
    try {
      const page = await call("listTimeline", { path: { id }, query: { limit: 20 } });
      setEntries((held) => {
        const fresh = new Set(page.entries.map((entry) => entry.id));
        const older = held?.filter((entry) => !fresh.has(entry.id)) ?? [];
        if (older.length === 0) setNext(page.next_cursor);
        return [...page.entries, ...older];
      });
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  }, [id]);
  const more = async () => {
    if (next === null) return;
    try {
      const page = await call("listTimeline", { path: { id }, query: { limit: 20, cursor: next } });
      setEntries((held) => [...(held ?? []), ...page.entries.filter((entry) => !held?.some((one) => one.id === entry.id))]);
      setNext(page.next_cursor);
    } catch (problem) {
      setError(problem);
    }
  };
  useEffect(() => {
    setEntries(null);
    setNext(null);
  }, [id]);
  useEffect(() => void refresh(), [refresh, version]);
  useLive(`record/${id}`, refresh);
  return (
    <aside className="record-side" aria-label={t("record.timeline")}>
      <Card title={t("record.timeline")} end={<Button variant="link" onClick={() => setLogOpen(true)}>{t("record.changeLog")}</Button>}>
        {error !== null && <Banner tone="danger">{sentenceFor(error)}</Banner>}
        {entries ? <Timeline days={daysOf(entries)} /> : error === null && <Skeleton rows={3} />}
        {next !== null && <div><Button variant="link" onClick={() => void more()}>{t("record.older")}</Button></div>}
      </Card>
      {logOpen && <HistoryDialog record={{ id, name }} onClose={() => setLogOpen(false)} />}
    </aside>
  );
}

function daysOf(entries: readonly TimelineEntry[]): readonly TimelineDay[] {
  const days: { label: string; day: number; events: TimelineEvent[] }[] = [];
  for (const entry of entries) {
    const day = dayNumber(entry.at);
    let last = days.at(-1);
    if (!last || last.day !== day) {
      last = { label: dividerDay(entry.at, serverNow()), day, events: [] };
      days.push(last);
    }
    last.events.push(eventOf(entry));
  }
  return days;
}

/** Why the system did it. */
function causeWords(cause: string | null): string | null {
  const key = `record.cause.${cause}`;
  return isKey(key) ? t(key) : cause;
}

function eventOf(entry: TimelineEntry): TimelineEvent {
  const who = <b key="who">{entry.user?.name ?? t("record.system")}</b>;
  const fields = entry.fields?.map((field) => field.label).join(t("list.and")) ?? "";
  const did = entry.kind === "email_logged" ? t("record.did.email") : entry.kind === "changed" ? t("record.did.changed", { fields }) : entry.kind === "owner_changed" ? t("record.did.owner", { old: entry.owners?.old.name ?? "", new: entry.owners?.new.name ?? "" }) : t(`record.did.${entry.kind}`);
  const lead = entry.lead && <Link key="lead" to={recordPath("Leads", entry.lead.id)}>{entry.lead.name}</Link>;
  const detail = entry.email ? [entry.email.to, entry.email.subject].filter(Boolean).join(" · ") : entry.file ?? causeWords(entry.cause);
  return { key: entry.id, icon: icons[entry.kind], accent: entry.kind !== "changed", title: [who, " ", did, lead], time: clockTime(entry.at), ...(detail ? { detail } : {}) };
}
