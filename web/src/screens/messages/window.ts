import type { Conversation } from "../../api/schema";

/** When free text stops being allowed, in milliseconds since 1970; null where the customer never wrote. */
export function closesAt(conversation: Conversation): number | null {
  return conversation.window_closes_at === null ? null : Date.parse(conversation.window_closes_at);
}
