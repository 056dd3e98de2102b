import { call } from "../api/client";
import type { Id, SignalGroup, SignalList } from "../api/schema";
import { Questions } from "./questions";
import { sessionStore } from "./session";
import { createStore } from "./store";

export interface Signals {
  /** Null until they are known. */
  readonly list: SignalList | null;
  readonly error: unknown;
}

const nothing: Signals = { list: null, error: null };

/** What stands behind the bell. */
export const signalStore = createStore<Signals>(nothing);
const questions = new Questions();

sessionStore.subscribe(() => {
  if (sessionStore.get().state === "signed-in") return;
  questions.ask()();
  signalStore.set(nothing);
});

export async function loadSignals(): Promise<void> {
  const isNews = questions.ask();
  try {
    const list = await call("listSignals");
    if (isNews()) signalStore.set({ list, error: null });
  } catch (error) {
    if (isNews()) signalStore.set({ list: signalStore.get().list, error });
  }
}

/** Shows them as read at once; where the server refuses, as they are. */
export async function markAllRead(): Promise<void> {
  const { list } = signalStore.get();
  if (!list || list.unread === 0) return;
  questions.ask()();
  signalStore.set({ list: { unread: 0, items: list.items.map((one) => ({ ...one, unread: 0 })) }, error: null });
  try {
    await call("markSignalsRead");
  } catch (error) {
    await loadSignals();
    throw error;
  }
}

/** Shows a group as read at once; where the server refuses, it is unread again with the next answer. */
export async function markRead(group: Id): Promise<void> {
  const { list } = signalStore.get();
  const unread = list?.items.find((one) => one.group === group)?.unread ?? 0;
  if (!list || unread === 0) return;
  questions.ask()();
  signalStore.set({ list: { unread: Math.max(0, list.unread - unread), items: list.items.map((one) => (one.group === group ? { ...one, unread: 0 } : one)) }, error: null });
  try {
    await call("markSignalsRead", { query: { group } });
  } catch {
    await loadSignals();
  }
}

/** Unread ones, without those of the conversation that is being read: they are about to be marked. */
export function unreadBeside(list: SignalList | null, reading: Id | null): number {
  if (!list) return 0;
  const own = (reading !== null && list.items.find((one) => one.conversation === reading)?.unread) || 0;
  return Math.max(0, list.unread - own);
}

/** Groups in which something new came between two answers, the latest first. */
export function raisedBetween(before: SignalList, now: SignalList, reading: Id | null): readonly SignalGroup[] {
  const known = new Map(before.items.map((one) => [one.group, one]));
  return now.items.filter((one) => {
    const old = known.get(one.group);
    return one.unread > (old?.unread ?? 0) && one.at > (old?.at ?? "") && (one.conversation === null || one.conversation !== reading);
  });
}
