import type { Message } from "../../api/schema";

export interface ThreadDay<T> {
  readonly day: number;
  readonly at: string;
  readonly items: readonly { readonly message: T; readonly continued: boolean }[];
}

type Grouped = Pick<Message, "at" | "direction"> & { readonly sender: Message["sender"] };

/** One sender's messages within this time stand close together. */
const RUN_MS = 5 * 60_000;

/** Days with their messages; a message that follows another of the same sender closely continues it. */
export function groupByDay<T extends Grouped>(messages: readonly T[], dayOf: (at: string) => number): readonly ThreadDay<T>[] {
  const days: { day: number; at: string; items: { message: T; continued: boolean }[] }[] = [];
  let before: T | null = null;
  for (const message of messages) {
    const day = dayOf(message.at);
    let last = days.at(-1);
    if (!last || last.day !== day) {
      last = { day, at: message.at, items: [] };
      days.push(last);
      before = null;
    }
    const continued = before !== null && before.direction === message.direction && before.sender?.id === message.sender?.id && Date.parse(message.at) - Date.parse(before.at) < RUN_MS;
    last.items.push({ message, continued });
    before = message;
  }
  return days;
}
