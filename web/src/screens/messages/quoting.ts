import type { Id, Message } from "../../api/schema";
import { createStore } from "../../state/store";

/** The message that the next reply answers; it goes with its conversation. */
export const quotingStore = createStore<{ readonly conversation: Id; readonly message: Message } | null>(null);

export function quote(message: Message): void {
  quotingStore.set({ conversation: message.conversation, message });
}

/** Who can be answered to or reacted to: what has reached its end and is still there. */
export function canBeAnswered({ kind, status, revoked_at }: Message): boolean {
  return kind !== "notice" && status !== "queued" && status !== "failed" && revoked_at === null;
}
