import { useEffect, useRef } from "ui";
import type { Id } from "../api/schema";
import { connectionStore } from "./connection";

/** What a screen shows and wants to keep true. */
export type Topic = "conversations" | "templates" | "channels" | `conversation/${Id}` | `record/${Id}`;

/** How often a topic is asked for while nobody says that it changed. */
const EVERY_MS: Readonly<Record<string, number>> = { conversations: 3_000, conversation: 3_000, record: 5_000, templates: 5_000, channels: 30_000 };

interface Watcher {
  readonly topic: Topic;
  readonly refresh: () => Promise<unknown>;
  due: number;
  busy: boolean;
}

const TICK_MS = 500;
const watchers = new Set<Watcher>();
let timer: ReturnType<typeof setInterval> | undefined;

function interval(topic: Topic): number {
  return EVERY_MS[topic.split("/")[0] ?? ""] ?? 5_000;
}

async function run(watcher: Watcher): Promise<void> {
  if (watcher.busy) return;
  watcher.busy = true;
  try {
    await watcher.refresh();
  } catch {
    // The screen keeps what it has; the connection bar tells of a lost server.
  } finally {
    watcher.busy = false;
    watcher.due = Date.now() + interval(watcher.topic);
  }
}

function tick(): void {
  if (document.hidden || connectionStore.get().lost) return;
  const now = Date.now();
  for (const watcher of watchers) if (watcher.due <= now) void run(watcher);
}

function atOnce(): void {
  for (const watcher of watchers) watcher.due = 0;
  tick();
}

/** Says that something of a topic changed here: whoever shows it asks at once. */
export function changed(topic: Topic): void {
  for (const watcher of watchers) if (watcher.topic === topic) void run(watcher);
}

/**
 * Keeps a topic fresh while the tab is seen, and at once when it is seen again. The only place that asks by the clock: a stream of
 * events from the server would be listened to here, and no screen would notice.
 */
export function watch(topic: Topic, refresh: () => Promise<unknown>): () => void {
  const watcher: Watcher = { topic, refresh, due: Date.now() + interval(topic), busy: false };
  watchers.add(watcher);
  if (timer === undefined) {
    timer = setInterval(tick, TICK_MS);
    document.addEventListener("visibilitychange", atOnce);
  }
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0 || timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    document.removeEventListener("visibilitychange", atOnce);
  };
}

/** `watch` for as long as a component is drawn; `null` watches nothing. */
export function useLive(topic: Topic | null, refresh: () => Promise<unknown>): void {
  const latest = useRef(refresh);
  latest.current = refresh;
  useEffect(() => (topic === null ? undefined : watch(topic, () => latest.current())), [topic]);
}
