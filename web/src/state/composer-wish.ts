import type { Id } from "../api/schema";
import { createStore } from "./store";

/** The conversation whose composer is to take the keyboard when it is there; one that comes later would take it from something else. */
export const composerWish = createStore<{ readonly id: Id; readonly until: number } | null>(null);

const LASTS_MS = 5_000;

/** Where a keyboard on the screen would cover half of it, nobody asked for it yet. */
export function wishComposer(id: Id): void {
  composerWish.set(matchMedia("(min-width: 640px) and (pointer: fine)").matches ? { id, until: Date.now() + LASTS_MS } : null);
}
