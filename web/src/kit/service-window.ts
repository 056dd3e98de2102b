/** WhatsApp lets a business write freely for 24 hours after the customer's latest message. */
export const WINDOW_MS = 24 * 3_600_000;

export type WindowState =
  | { readonly state: "closed" }
  /** `part` of the 24 hours is left, from 0 to 1. */
  | { readonly state: "open" | "closing" | "seconds"; readonly leftMs: number; readonly part: number };

const CLOSING_MS = 2 * 3_600_000;
const SECONDS_MS = 3_600_000;

/** Over two hours calm, under two a warning, under one counted by the second, at the second it is closed. */
export function windowState(closesAt: number, now: number): WindowState {
  const leftMs = closesAt - now;
  if (leftMs <= 0) return { state: "closed" };
  const part = Math.min(1, leftMs / WINDOW_MS);
  if (leftMs < SECONDS_MS) return { state: "seconds", leftMs, part };
  return { state: leftMs < CLOSING_MS ? "closing" : "open", leftMs, part };
}

/** 00:41:07 */
export function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
