/** Moments as an input of the browser shows them, in the user's time zone, and as the server keeps them. */

/** How far the zone's clocks run ahead of UTC at a moment. */
function aheadMs(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) - Math.floor(moment / 1000) * 1000;
}

/** `2026-11-22T08:30:00.000Z` as `2026-11-22T16:30` in Shanghai; blank for what is no moment. */
export function localInput(moment: string, zone: string): string {
  const time = Date.parse(moment);
  if (!Number.isFinite(time)) return "";
  return new Date(time + aheadMs(time, zone)).toISOString().slice(0, 16);
}

/** The moment of a local time; one that a change of the clocks leaves out is taken as the one after it. */
export function momentOf(local: string, zone: string): string {
  const asUTC = Date.parse(`${local}Z`);
  if (!Number.isFinite(asUTC)) return "";
  const first = asUTC - aheadMs(asUTC, zone);
  // The offset there may be another one than at the same digits of UTC.
  const second = asUTC - aheadMs(first, zone);
  return new Date(second).toISOString().replace(".000Z", "Z");
}
