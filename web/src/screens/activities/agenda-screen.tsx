import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Module } from "../../api/schema";
import "../../i18n/activities-words";
import { dayNumber, weekDay } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Combobox } from "../../kit/combobox";
import { EmptyState } from "../../kit/empty-state";
import { IconButton } from "../../kit/icon-button";
import { MenuButton } from "../../kit/menu-button";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useModules } from "../../state/modules";
import { useServerNow } from "../../state/server-clock";
import { useMe } from "../../state/session";
import { useUsers } from "../../state/users";
import { useTitle } from "../../use-title";
import { activityIcons, activityModules } from "./activity-kinds";
import { AgendaDay } from "./agenda-day";
import { dateOf, mondayOf, weekFrom } from "./days";
import { WeekStrip } from "./week-strip";

const QuickCreateDialog = later(() => import("../records/quick-create-dialog"));

/** 活动: a week of what somebody has to do, day by day. */
export default function AgendaScreen() {
  const { user } = useMe();
  const users = useUsers() ?? [];
  const modules = useModules() ?? [];
  const today = dayNumber(useServerNow(60_000));
  const [monday, setMonday] = useState(() => mondayOf(today));
  const [person, setPerson] = useState(user.id);
  const [making, setMaking] = useState<Module | null>(null);
  const agenda = useLoaded(`agenda ${monday} ${person}`, () => call("listActivities", { query: { from: dateOf(monday), days: 7, user: person } }));
  useTitle(t("rail.activities"));
  useLive("records", agenda.reload);

  const kinds = activityModules.flatMap((name) => modules.find((module) => module.name === name) ?? []);
  const present = mondayOf(today) === monday;
  const name = users.find((one) => one.id === person)?.name ?? user.name;
  const week = weekFrom(monday);
  const value = agenda.value;
  // What is overdue stands above, once.
  const overdue = new Set(present ? value?.overdue.map((entry) => entry.record.id) : []);
  const entriesOf = (day: string) => value?.entries.filter((entry) => entry.day === day && !overdue.has(entry.record.id)) ?? [];
  const isGone = (day: string) => present && day < dateOf(today) && entriesOf(day).length === 0;
  const nothing = value !== null && value.entries.length + value.overdue.length + value.undated.length === 0;
  const line = { today: dateOf(today), modules, mine: person === user.id, onChanged: agenda.reload };
  return (
    <div className="page agenda">
      <div className="page-head">
        <div>
          <h1>{t("rail.activities")}</h1>
          <p className="page-hint">{person === user.id ? t("agenda.hint") : t("agenda.hintOf", { name })}</p>
        </div>
        <div className="page-actions">
          <Combobox label={t("agenda.whose")} bare value={person} options={[user, ...users.filter((one) => one.id !== user.id)].map((one) => ({ value: one.id, label: one.id === user.id ? t("agenda.mine") : one.name }))} onChange={setPerson} />
          {kinds.length > 0 && <MenuButton icon="plus" outlined label={t("agenda.new")} entries={kinds.map((module) => ({ label: module.singular, icon: activityIcons[module.name] ?? "calendar", onSelect: () => setMaking(module) }))} />}
        </div>
      </div>
      <div className="agenda-bar">
        <IconButton icon="chevron-left" outlined label={t("agenda.previous")} onClick={() => setMonday(monday - 7)} />
        <IconButton icon="chevron-right" outlined label={t("agenda.next")} onClick={() => setMonday(monday + 7)} />
        <Button disabled={present} onClick={() => setMonday(mondayOf(today))}>{t("agenda.today")}</Button>
        <b>{weekDay(dateOf(monday))} – {weekDay(dateOf(monday + 6))}</b>
      </div>
      <WeekStrip days={week} today={dateOf(today)} countOf={(day) => entriesOf(day).filter((entry) => !entry.is_done).length} />
      {agenda.error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void agenda.reload()}>{t("again")}</Button>}>{sentenceFor(agenda.error)}</Banner>}
      {value === null ? agenda.error === null && <Skeleton rows={6} /> : (
        <>
          {nothing && <EmptyState drawing="bell" heading="h2" title={t("agenda.empty")}>{t("agenda.empty.text")}</EmptyState>}
          {present && value.overdue.length > 0 && <AgendaDay title={t("agenda.overdue")} tone="overdue" entries={value.overdue} {...line} />}
          {!nothing && week.filter((day) => !isGone(day)).map((day) => <AgendaDay key={day} day={day} title={weekDay(day)} tone={day === dateOf(today) ? "today" : undefined} entries={entriesOf(day)} {...line} />)}
          {present && value.undated.length > 0 && <AgendaDay title={t("agenda.undated")} entries={value.undated} {...line} />}
        </>
      )}
      {making && <QuickCreateDialog module={making} onClose={() => setMaking(null)} onCreated={() => void agenda.reload()} />}
    </div>
  );
}
