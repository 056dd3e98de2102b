import { useEffect, useRef } from "ui";
import type { Id } from "../api/schema";
import type { News } from "../events/news";
import { connectionStore } from "./connection";
import { Refresher } from "./refresher";
import { type Topic, topicsOf } from "./topics";

interface Options {
  readonly whileHidden?: boolean;
  /** Learns what each change is about, before the refresh; null where that is not known. */
  readonly note?: ((subject: Id | null) => void) | undefined;
}

interface Watcher extends Options {
  readonly topic: Topic;
  readonly refresher: Refresher;
  /** Something changed that could not be asked for yet. */
  due: boolean;
}

const watchers = new Set<Watcher>();

function mayAsk(watcher: Watcher): boolean {
  return !connectionStore.get().lost && (watcher.whileHidden === true || !document.hidden);
}

function touch(watcher: Watcher, subject: Id | null = null): void {
  watcher.note?.(subject);
  if (mayAsk(watcher)) watcher.refresher.ask();
  else watcher.due = true;
}

/** After the tab is seen again or the server answers again: what changed meanwhile. */
function catchUp(): void {
  for (const watcher of watchers) {
    if (!watcher.due || !mayAsk(watcher)) continue;
    watcher.due = false;
    watcher.refresher.ask();
  }
}

function connectionChanged(): void {
  if (!connectionStore.get().lost) catchUp();
  // What was under way has failed with the connection.
  else for (const watcher of watchers) if (watcher.refresher.isRunning) watcher.due = true;
}

if (typeof document !== "undefined") {
  document.addEventListener("visibilitychange", catchUp);
  connectionStore.subscribe(connectionChanged);
}

/** Takes in what the server tells. */
export function hear(news: News): void {
  if (news.kind === "all") for (const watcher of watchers) touch(watcher);
  else if (news.kind === "change") {
    // Something went out of one's sight: what it was is not said.
    if (news.event.subject === "0") {
      for (const watcher of watchers) touch(watcher);
      return;
    }
    const topics = topicsOf(news.event);
    for (const watcher of watchers) if (topics === "all" || topics.includes(watcher.topic)) touch(watcher, news.event.subject);
  }
}

/** Says that something of a topic changed here: whoever shows it asks, also where no event comes through. */
export function changed(topic: Topic): void {
  for (const watcher of watchers) if (watcher.topic === topic) touch(watcher);
}

/**
 * Refreshes whenever the server tells of a change in the topic.
 *
 * A screen begins to watch in the turn in which it first asks, so no change falls between the two. A hidden tab catches up when it
 * is seen again, unless it is to ask `whileHidden` too.
 *
 * @returns Ends it.
 */
export function watch(topic: Topic, refresh: () => Promise<unknown>, options: Options = {}): () => void {
  const watcher: Watcher = { ...options, topic, refresher: new Refresher(refresh), due: false };
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    watcher.refresher.stop();
  };
}

/** `watch` for as long as a component is drawn; `null` watches nothing. */
export function useLive(topic: Topic | null, refresh: () => Promise<unknown>, { whileHidden = false, note }: Options = {}): void {
  const latest = useRef({ refresh, note });
  latest.current = { refresh, note };
  useEffect(
    () => (topic === null ? undefined : watch(topic, () => latest.current.refresh(), { whileHidden, note: (subject) => latest.current.note?.(subject) })),
    [topic, whileHidden],
  );
}
