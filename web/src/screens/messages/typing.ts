import { call } from "../../api/client";
import type { Id } from "../../api/schema";

/** WhatsApp shows it for 25 seconds. */
const EVERY_MS = 20_000;
let told: { readonly id: Id; readonly at: number } | null = null;

/** Shows the customer that somebody is writing; what comes of it does not matter to who writes. */
export function tellTyping(id: Id): void {
  const now = Date.now();
  if (told?.id === id && now - told.at < EVERY_MS) return;
  told = { id, at: now };
  call("tellTyping", { path: { id } }).catch(() => undefined);
}
