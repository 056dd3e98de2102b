import { language } from "./t";

let zone: string | undefined;

/** All times are shown in the user's time zone; signed out, in the browser's. */
export function setTimeZone(name: string | undefined): void {
  zone = name && isTimeZone(name) ? name : undefined;
}

let ownCurrency: string | undefined;

/** All amounts are shown in the organisation's currency. */
export function setCurrency(code: string | undefined): void {
  ownCurrency = code;
}

export function currency(): string | undefined {
  return ownCurrency;
}

export function timeZone(): string {
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${timeZone()} ${JSON.stringify(options)}`;
  let found = made.get(key);
  if (!found) {
    // Chinese by region, English by the British day-before-month order, which is not read the wrong way round in Asia or Europe.
    const locale = language() === "en" ? "en-GB" : "zh-CN";
    found = new Intl.DateTimeFormat(locale, { timeZone: timeZone(), ...options });
    made.set(key, found);
  }
  return found;
}

export type Time = Date | number | string;

function dateOf(time: Time): Date {
  return time instanceof Date ? time : new Date(time);
}

/** 14:05 */
export function clockTime(time: Time): string {
  return formatter({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(dateOf(time));
}

/** 14:05:09 */
export function clockTimeWithSeconds(time: Time): string {
  return formatter({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(dateOf(time));
}

/** 11月22日周日, Sun 22 Nov; the year only when it is not the present one. */
export function dayName(time: Time, now: Time = Date.now()): string {
  const sameYear = yearOf(time) === yearOf(now);
  return formatter({ month: "short", day: "numeric", weekday: "short", ...(sameYear ? {} : { year: "numeric" }) }).format(dateOf(time));
}

/** Day and time, for a tooltip or a dialog. */
export function dayAndTime(time: Time): string {
  return formatter({ year: "numeric", month: "short", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(dateOf(time));
}

/** A day of the calendar, such as `2026-11-22`, which is the same day in every zone. */
export function dayOfDate(date: string): string {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(time) ? formatter({ timeZone: "UTC", year: "numeric", month: "short", day: "numeric" }).format(time) : date;
}

/** A day of the calendar with its weekday, such as 11月23日周一. */
export function weekDay(date: string): string {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(time) ? formatter({ timeZone: "UTC", month: "short", day: "numeric", weekday: "short" }).format(time) : date;
}

/** A day within its week, such as 23日周一. */
export function dayInWeek(date: string): string {
  return formatter({ timeZone: "UTC", day: "numeric", weekday: "short" }).format(Date.parse(`${date}T00:00:00Z`));
}

function yearOf(time: Time): string {
  return formatter({ year: "numeric" }).format(dateOf(time));
}

/** The calendar day in the user's zone, as a number of days that can be subtracted. */
export function dayNumber(time: Time): number {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: timeZone(), year: "numeric", month: "2-digit", day: "2-digit" }).format(dateOf(time));
  return Math.floor(Date.parse(`${parts}T00:00:00Z`) / 86_400_000);
}

/** A list's time column: now, 5 minutes, 14:02, yesterday, weekday, 4 March. */
export function listTime(time: Time, now: Time = Date.now()): string {
  const minutes = Math.floor((dateOf(now).getTime() - dateOf(time).getTime()) / 60_000);
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: "auto", style: "short" });
  if (minutes >= 0 && minutes < 1) return relative.format(0, "second");
  if (minutes >= 0 && minutes < 60) return new Intl.NumberFormat(language(), { style: "unit", unit: "minute", unitDisplay: "short" }).format(minutes);
  const days = dayNumber(now) - dayNumber(time);
  if (days === 0) return clockTime(time);
  if (days === 1) return capital(relative.format(-1, "day"));
  if (days > 1 && days < 7) return formatter({ weekday: "short" }).format(dateOf(time));
  return formatter({ month: "short", day: "numeric", ...(yearOf(time) === yearOf(now) ? {} : { year: "numeric" }) }).format(dateOf(time));
}

/** A moment within a sentence: a minute ago, 14:02, yesterday, 4 March. */
export function momentWords(time: Time, now: Time = Date.now()): string {
  const minutes = Math.floor((dateOf(now).getTime() - dateOf(time).getTime()) / 60_000);
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: "auto", style: "short" });
  if (minutes >= 1 && minutes < 60) return relative.format(-minutes, "minute");
  return dayNumber(now) - dayNumber(time) === 1 ? relative.format(-1, "day") : listTime(time, now);
}

/** A divider in a thread: today, yesterday, then the day's name. */
export function dividerDay(time: Time, now: Time = Date.now()): string {
  const days = dayNumber(now) - dayNumber(time);
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  return days === 0 || days === 1 ? capital(relative.format(-days, "day")) : dayName(time, now);
}

export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(language()) + text.slice(1);
}

export function count(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** Credits, always with four decimals, so that columns line up. */
export function credits(value: number): string {
  return new Intl.NumberFormat(language(), { minimumFractionDigits: 4, maximumFractionDigits: 4 }).format(value);
}

export function money(value: number, currency: string): string {
  return new Intl.NumberFormat(language(), { style: "currency", currency }).format(value);
}

export function percent(part: number): string {
  return new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 }).format(part);
}
