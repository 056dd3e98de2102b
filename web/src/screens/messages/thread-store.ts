import { call } from "../../api/client";
import { newIdempotencyKey } from "../../api/idempotency-key";
import { ConnectionError, ProblemError, sentenceFor } from "../../api/problem";
import type { Id, Message, MessagePage } from "../../api/schema";
import { t } from "../../i18n/t";
import { changed } from "../../state/live";
import { serverNow } from "../../state/server-clock";
import { sessionStore } from "../../state/session";
import { type Store, createStore } from "../../state/store";
import { followsOn, mergeMessages } from "./lists";

/** What one writes, and the message it answers. */
export interface Said {
  readonly text: string;
  readonly quoted: Message | null;
}

/** A message that the server has not confirmed yet. */
export interface Outgoing {
  readonly key: string;
  readonly said: Said;
  readonly at: string;
  /** Why it did not leave; null while it is on its way. */
  readonly fault: string | null;
}

export interface Thread {
  /** The oldest first; null until they are known. */
  readonly messages: readonly Message[] | null;
  /** Leads to older ones. */
  readonly next: string | null;
  readonly outgoing: readonly Outgoing[];
}

/** Two screens of messages: drawn without being felt. */
const PAGE = 30;

/** Of older messages, as many as the server gives at once. */
const DEEP_PAGE = 100;

const empty: Thread = { messages: null, next: null, outgoing: [] };
const threads = new Map<Id, Store<Thread>>();
/** What has changed in a thread since it was asked for: some messages, or who knows which. */
const stale = new Map<Id, Set<Id> | "all">();

sessionStore.subscribe(() => {
  if (sessionStore.get().state !== "signed-in") {
    threads.clear();
    stale.clear();
  }
});

/** A thread once seen is shown again at once, then brought up to date. */
export function threadOf(id: Id): Store<Thread> {
  let store = threads.get(id);
  if (!store) {
    store = createStore(empty);
    threads.set(id, store);
  }
  return store;
}

/** Remembers that a message of the thread has changed; null: which one is not known. */
export function noteChange(id: Id, message: Id | null): void {
  const known = stale.get(id);
  if (message === null || known === "all") stale.set(id, "all");
  else if (known) known.add(message);
  else stale.set(id, new Set([message]));
}

/** Shows the newest messages as they are now. What is older comes again when one scrolls: nobody has watched it meanwhile. */
export async function openThread(id: Id): Promise<void> {
  stale.delete(id);
  const page = await call("listMessages", { path: { id }, query: { limit: PAGE } });
  const ids = new Set(page.messages.map((message) => message.id));
  const held = threadOf(id).get();
  const messages = mergeMessages((held.messages ?? []).filter((message) => ids.has(message.id)), page.messages);
  threadOf(id).set({ ...held, messages, next: page.next_cursor });
}

/** Brings the newest messages up to date, and older ones as far up as something was noted to have changed. */
export async function refreshThread(id: Id): Promise<void> {
  const store = threadOf(id);
  const changes = stale.get(id) ?? new Set<Id>();
  stale.delete(id);
  try {
    const page = await call("listMessages", { path: { id }, query: { limit: PAGE } });
    const held = store.get();
    const before = held.messages ?? [];
    const gap = !followsOn(before, page.messages);
    const messages = mergeMessages(gap ? [] : before, page.messages);
    const next = held.messages === null || gap ? page.next_cursor : held.next;
    if (messages !== held.messages || next !== held.next) store.set({ ...held, messages, next });
    await refreshOlder(id, changes, page);
  } catch (error) {
    for (const change of changes === "all" ? [null] : changes) noteChange(id, change);
    throw error;
  }
}

/** Walks up from a page until every change has been seen, or what is held ends. */
async function refreshOlder(id: Id, changes: ReadonlySet<Id> | "all", newest: MessagePage): Promise<void> {
  const store = threadOf(id);
  const held = new Set((store.get().messages ?? []).map((message) => message.id));
  const wanted = changes === "all" ? new Set(held) : new Set([...changes].filter((message) => held.has(message)));
  let page = newest;
  for (;;) {
    for (const message of page.messages) wanted.delete(message.id);
    if (wanted.size === 0 || page.next_cursor === null || !page.messages.some((message) => held.has(message.id))) return;
    // Each page leads to the next one.
    page = await call("listMessages", { path: { id }, query: { limit: DEEP_PAGE, cursor: page.next_cursor } });
    const now = store.get();
    const messages = mergeMessages(now.messages ?? [], page.messages.filter((message) => held.has(message.id)));
    if (messages !== now.messages) store.set({ ...now, messages });
  }
}

export async function olderMessages(id: Id): Promise<void> {
  const store = threadOf(id);
  const cursor = store.get().next;
  if (cursor === null) return;
  const page = await call("listMessages", { path: { id }, query: { limit: PAGE, cursor } });
  const held = store.get();
  if (held.next === cursor) store.set({ ...held, messages: mergeMessages(held.messages ?? [], page.messages), next: page.next_cursor });
}

/** Takes over one message as the server now says, or as it will say in a moment. */
export function putMessage(message: Message): void {
  const store = threadOf(message.conversation);
  store.set({ ...store.get(), messages: mergeMessages(store.get().messages ?? [], [message]) });
}

/** Shows the message at once and sends it. `closed`: the window is closed, the text goes back to the composer. */
export async function reply(id: Id, said: Said, key = newIdempotencyKey()): Promise<"sent" | "failed" | "closed"> {
  const store = threadOf(id);
  const without = () => store.get().outgoing.filter((one) => one.key !== key);
  const mine: Outgoing = { key, said, at: new Date(serverNow()).toISOString(), fault: null };
  store.set({ ...store.get(), outgoing: [...without(), mine] });
  try {
    const message = await call("sendReply", { path: { id }, header: { "Idempotency-Key": key }, body: { text: said.text, ...(said.quoted ? { quoted: said.quoted.id } : {}) } });
    putMessage(message);
    store.set({ ...store.get(), outgoing: without() });
    changed("conversations");
    return "sent";
  } catch (error) {
    if (error instanceof ProblemError && error.code === "window_closed") {
      store.set({ ...store.get(), outgoing: without() });
      changed("conversations");
      return "closed";
    }
    const fault = error instanceof ConnectionError ? t("messages.notReached") : sentenceFor(error);
    store.set({ ...store.get(), outgoing: [...without(), { ...mine, fault }] });
    return "failed";
  }
}

export function forget(id: Id, key: string): void {
  const store = threadOf(id);
  store.set({ ...store.get(), outgoing: store.get().outgoing.filter((one) => one.key !== key) });
}
