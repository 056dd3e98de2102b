/** Days of the calendar, as numbers that can be counted with and as `YYYY-MM-DD`. */

const DAY_MS = 86_400_000;

export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The Monday of a day's week. 1 January 1970 was a Thursday. */
export function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}

export function weekFrom(monday: number): readonly string[] {
  return Array.from({ length: 7 }, (_, index) => dateOf(monday + index));
}
