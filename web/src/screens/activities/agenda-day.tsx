import { h } from "ui";
import type { AgendaEntry, Module } from "../../api/schema";
import { t } from "../../i18n/t";
import { classes } from "../../kit/classes";
import { AgendaLine } from "./agenda-line";

interface Props {
  /** Absent for what falls on no day. */
  readonly day?: string;
  readonly title: string;
  readonly tone?: "today" | "overdue" | undefined;
  readonly entries: readonly AgendaEntry[];
  readonly today: string;
  readonly modules: readonly Module[];
  readonly mine: boolean;
  readonly onChanged: () => Promise<void>;
}

/** What falls on one day. */
export function AgendaDay({ day, title, tone, entries, today, ...line }: Props) {
  return (
    <section id={day ? `day-${day}` : undefined} className={classes("agenda-day", tone, entries.length === 0 && "free")} aria-label={title}>
      <h2>{title}{tone === "today" && <span className="agenda-now">{t("agenda.today")}</span>}</h2>
      {entries.length === 0 ? <p className="quiet">{t("agenda.none")}</p> : <ul>{entries.map((entry) => <AgendaLine key={entry.record.id} entry={entry} dated={day !== undefined} late={!entry.is_done && entry.day !== null && entry.day < today} {...line} />)}</ul>}
    </section>
  );
}
