import type { Language } from "../api/schema";

export interface TimeZoneChoice {
  readonly name: string;
  /** Minutes east of UTC, now. */
  readonly offset: number;
  readonly label: string;
  readonly hint: string;
}

/** +08:00 */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, "0");
  return `UTC${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Minutes east of UTC that a zone has at a moment. */
export function offsetOf(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  const found = /GMT([+-])(\d{2}):(\d{2})/.exec(parts.find((part) => part.type === "timeZoneName")?.value ?? "");
  return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

function longName(zone: string, language: Language, at: Date): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** Every zone the browser knows, from west to east. */
export function timeZoneChoices(present: string, language: Language, at = new Date()): TimeZoneChoice[] {
  // Absent from TypeScript 4.8's Intl; every current browser has it.
  const supported = (Intl as unknown as { supportedValuesOf(key: "timeZone"): string[] }).supportedValuesOf("timeZone");
  return [...new Set(["UTC", present, ...supported])]
    .map((name) => {
      const offset = offsetOf(name, at);
      return { name, offset, label: name.replaceAll("_", " "), hint: `${offsetText(offset)} · ${longName(name, language, at)}` };
    })
    .sort((a, b) => a.offset - b.offset || a.name.localeCompare(b.name));
}
