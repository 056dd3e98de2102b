import { h } from "ui";
import { dayInWeek, weekDay } from "../../i18n/format";
import { t } from "../../i18n/t";
import { classes } from "../../kit/classes";

interface Props {
  readonly days: readonly string[];
  readonly today: string;
  /** What is still to be done on a day. */
  readonly countOf: (day: string) => number;
}

/** The week at a glance: how much each day holds; a click leads to the day. */
export function WeekStrip({ days, today, countOf }: Props) {
  const most = Math.max(4, ...days.map(countOf));
  return (
    <nav className="week-strip" aria-label={t("agenda.week")}>
      {days.map((day) => {
        const held = countOf(day);
        return (
          <button key={day} type="button" className={classes(day === today && "today")} aria-label={t("agenda.dayCount", { day: weekDay(day), count: held })} onClick={() => document.getElementById(`day-${day}`)?.scrollIntoView({ behavior: "smooth", block: "start" })}>
            <span className="week-bar" aria-hidden="true"><i style={{ height: `${(held / most) * 100}%` }} /></span>
            <span aria-hidden="true">{dayInWeek(day)}</span>
            <b aria-hidden="true">{held > 0 ? held : "·"}</b>
          </button>
        );
      })}
    </nav>
  );
}
