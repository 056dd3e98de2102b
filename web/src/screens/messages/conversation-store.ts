import { call } from "../../api/client";
import type { Conversation, Id } from "../../api/schema";
import { Questions } from "../../state/questions";
import { sessionStore } from "../../state/session";
import { createStore } from "../../state/store";
import { mergeConversations } from "./lists";

interface Held {
  readonly conversations: readonly Conversation[];
  readonly next: string | null;
}

/** The conversations loaded so far; kept while other parts of the app are shown, so that coming back is at once. */
export const conversationStore = createStore<Held | null>(null);

sessionStore.subscribe(() => {
  if (sessionStore.get().state !== "signed-in") conversationStore.set(null);
});

const questions = new Questions();

export async function refreshConversations(): Promise<void> {
  const isNews = questions.ask();
  const page = await call("listConversations");
  if (!isNews()) return;
  const held = conversationStore.get();
  const conversations = mergeConversations(held?.conversations ?? [], page.conversations, { complete: page.next_cursor === null });
  // Only the first page was asked for: where more are loaded, their cursor still leads on.
  const reached = held !== null && held.conversations.length > page.conversations.length;
  const next = reached ? held.next : page.next_cursor;
  if (held?.conversations !== conversations || held.next !== next) conversationStore.set({ conversations, next });
}

export async function moreConversations(): Promise<void> {
  const cursor = conversationStore.get()?.next;
  if (cursor == null) return;
  const page = await call("listConversations", { query: { cursor } });
  const held = conversationStore.get();
  if (held?.next !== cursor) return;
  conversationStore.set({ conversations: mergeConversations(held.conversations, page.conversations, null), next: page.next_cursor });
}

/** Takes over one conversation as the server now says, or as it will say in a moment. */
export function putConversation(id: Id, change: (held: Conversation) => Conversation): void {
  const held = conversationStore.get();
  if (held) conversationStore.set({ ...held, conversations: held.conversations.map((one) => (one.id === id ? change(one) : one)) });
}
