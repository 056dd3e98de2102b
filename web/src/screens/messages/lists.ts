import type { Conversation, Message, MessageStatus } from "../../api/schema";
import { compareIds, mergeLatestFirst } from "../../state/latest-first";

/** What may follow each state, as the server has it: reports may arrive in any order, and a late delivery after a failure is rare and real. */
const followers: Readonly<Record<MessageStatus, readonly MessageStatus[]>> = {
  received: [],
  queued: ["sent", "delivered", "read", "failed"],
  sent: ["delivered", "read", "failed"],
  delivered: ["read"],
  read: [],
  failed: ["delivered", "read"],
};

function compareMessages(a: Message, b: Message): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : compareIds(a.id, b.id);
}

/** The later of two answers about one message; the same object where nothing changed, so that it is not drawn anew. */
function laterOf(held: Message, fresh: Message): Message {
  if (fresh.status !== held.status && !followers[held.status].includes(fresh.status)) return held;
  return JSON.stringify(held) === JSON.stringify(fresh) ? held : fresh;
}

/** Messages of one thread, the oldest first, without doubles. */
export function mergeMessages(held: readonly Message[], fresh: readonly Message[]): readonly Message[] {
  if (fresh.length === 0) return held;
  const byId = new Map(held.map((message) => [message.id, message]));
  let same = true;
  for (const message of fresh) {
    const old = byId.get(message.id);
    const next = old ? laterOf(old, message) : message;
    if (next !== old) same = false;
    byId.set(message.id, next);
  }
  return same ? held : [...byId.values()].sort(compareMessages);
}

/** Whether the newest page follows on from what is held; otherwise more arrived in between than one page shows. */
export function followsOn(held: readonly Message[], fresh: readonly Message[]): boolean {
  const ids = new Set(held.map((message) => message.id));
  return held.length === 0 || fresh.some((message) => ids.has(message.id));
}

function compareConversations(a: Conversation, b: Conversation): number {
  return a.last_activity_at > b.last_activity_at ? -1 : a.last_activity_at < b.last_activity_at ? 1 : compareIds(b.id, a.id);
}

/** Conversations with the latest activity first, after a page was asked for. With the `newest` page, what it does not show any more was deleted. */
export function mergeConversations(held: readonly Conversation[], fresh: readonly Conversation[], newest: { readonly complete: boolean } | null): readonly Conversation[] {
  return mergeLatestFirst(held, fresh, newest, compareConversations);
}
