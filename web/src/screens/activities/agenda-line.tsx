import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { AgendaEntry, Module, RecordLink } from "../../api/schema";
import { clockTime, weekDay } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Checkbox } from "../../kit/checkbox";
import { classes } from "../../kit/classes";
import { Icon } from "../../kit/icon";
import { toast } from "../../kit/toast";
import { Link } from "../../link";
import { recordPath } from "../records/record-paths";
import { activityIcons } from "./activity-kinds";

interface Props {
  readonly entry: AgendaEntry;
  /** It stands under its day, so that only the hour is told. */
  readonly dated: boolean;
  readonly late: boolean;
  readonly modules: readonly Module[];
  readonly mine: boolean;
  readonly onChanged: () => Promise<void>;
}

const about = ["contact", "lead", "deal", "account"];

/** One activity: when, what, about whom; a task is ticked off here. */
export function AgendaLine({ entry, dated, late, modules, mine, onChanged }: Props) {
  const { record } = entry;
  const [done, setDone] = useState<boolean | null>(null);
  const isDone = done ?? entry.is_done;
  const link = about.map((name) => record.links[name]).find((one): one is RecordLink => one !== undefined);
  const module = modules.find((one) => one.name === record.module);

  const tick = async (on: boolean, version = record.version) => {
    setDone(on);
    try {
      const next = await call("updateRecord", { path: { id: record.id }, body: { version, values: { status: on ? "Completed" : "Not Started" } } });
      toast(on ? { text: t("agenda.isDone", { name: record.name }), undo: () => void tick(false, next.version) } : { text: t("agenda.reopened", { name: record.name }) });
      await onChanged();
    } catch (problem) {
      toast({ text: sentenceFor(problem), tone: "danger" });
    }
    setDone(null);
  };
  const start = record.values["start"];
  const end = record.values["end"];
  const hour = typeof start === "string" ? `${clockTime(start)}${typeof end === "string" ? ` – ${clockTime(end)}` : ""}` : null;
  return (
    <li className={classes("agenda-line", isDone && "done")}>
      {record.module === "Tasks"
        ? <Checkbox bare label={t("agenda.done", { name: record.name })} checked={isDone} onChange={(on) => void tick(on)} />
        : <span className="agenda-kind" title={module?.singular}><Icon name={activityIcons[record.module] ?? "calendar"} size={18} label={module?.singular} /></span>}
      <span className={classes("agenda-when", late && "late")}>{dated ? hour ?? t("agenda.allDay") : entry.day ? weekDay(entry.day) : ""}</span>
      <span className="agenda-what">
        <Link to={recordPath(record.module, record.id)}>{record.name}</Link>
        {link?.module && <small><Link to={recordPath(link.module, link.id)}>{link.name}</Link></small>}
      </span>
      {!mine && <span className="agenda-owner"><Avatar name={record.owner.name} seed={record.owner.id} size={18} />{record.owner.name}</span>}
    </li>
  );
}
