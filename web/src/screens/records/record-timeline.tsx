import { h, useCallback, useEffect, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { TimelineEntry } from "../../api/schema";
import { clockTime, dayNumber, dividerDay } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import type { IconName } from "../../kit/icon-names";
import { Skeleton } from "../../kit/skeleton";
import { Timeline, type TimelineDay, type TimelineEvent } from "../../kit/timeline";
import { useLive } from "../../state/live";
import { serverNow } from "../../state/server-clock";

const icons: Readonly<Record<TimelineEntry["kind"], IconName>> = { created: "plus", changed: "pencil", email_logged: "mail", owner_changed: "user" };

/** What happened to the record, the latest first. */
export function RecordTimeline({ id, version }: { readonly id: string; readonly version: number }) {
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
      <Card title={t("record.timeline")}>
        {error !== null && <Banner tone="danger">{sentenceFor(error)}</Banner>}
        {entries ? <Timeline days={daysOf(entries)} /> : error === null && <Skeleton rows={3} />}
        {next !== null && <div><Button variant="link" onClick={() => void more()}>{t("record.older")}</Button></div>}
      </Card>
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

function eventOf(entry: TimelineEntry): TimelineEvent {
  const who = <b key="who">{entry.user?.name ?? t("record.system")}</b>;
  const fields = entry.fields?.map((field) => field.label).join(t("list.and")) ?? "";
  const did = entry.kind === "created" ? t("record.did.created") : entry.kind === "changed" ? t("record.did.changed", { fields }) : entry.kind === "owner_changed" ? t("record.did.owner", { old: entry.owners?.old.name ?? "", new: entry.owners?.new.name ?? "" }) : t("record.did.email");
  const detail = entry.email ? [entry.email.to, entry.email.subject].filter(Boolean).join(" · ") : entry.cause;
  return { key: entry.id, icon: icons[entry.kind], accent: entry.kind !== "changed", title: [who, " ", did], time: clockTime(entry.at), ...(detail ? { detail } : {}) };
}
