import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Id, Message } from "../../api/schema";
import { t } from "../../i18n/t";
import { toast } from "../../kit/toast";
import { changed } from "../../state/live";
import { olderMessages, putMessage, threadOf } from "./thread-store";

/** Pages of older messages that are looked through for a quoted one. */
const FAR = 20;

const refused = (error: unknown) => toast({ text: sentenceFor(error), tone: "danger" });

/** Tries a failed message once more: a new one, which the failed one names. */
export async function retry(failed: Message): Promise<void> {
  try {
    const again = await call("retryMessage", { path: { id: failed.id } });
    putMessage({ ...failed, retried_by: again.id });
    putMessage(again);
    changed("conversations");
  } catch (error) {
    refused(error);
  }
}

export async function settle(message: Message, arrived: boolean): Promise<void> {
  try {
    putMessage(await call("settleMessage", { path: { id: message.id }, body: { has_arrived: arrived } }));
    changed("conversations");
  } catch (error) {
    refused(error);
  }
}

/** Puts the team's emoji on a message, or takes it back; shown at once. */
export async function react(message: Message, emoji: string | null): Promise<void> {
  const theirs = message.reactions.filter((one) => one.direction === "inbound");
  putMessage({ ...message, reactions: emoji === null ? theirs : [...theirs, { direction: "outbound", emoji }] });
  try {
    await call("setReaction", { path: { id: message.id }, body: { emoji } });
  } catch (error) {
    putMessage(message);
    refused(error);
  }
}

export function placeOf(id: Id): string {
  return `message-${id}`;
}

/** Scrolls to a message and points it out; older ones are loaded until it is there. */
export async function jumpTo(conversation: Id, id: Id): Promise<void> {
  try {
    const held = () => threadOf(conversation).get();
    for (let page = 0; page < FAR && held().next !== null && !held().messages?.some((one) => one.id === id); page += 1) await olderMessages(conversation);
  } catch (error) {
    refused(error);
    return;
  }
  // In the first frame the log takes up what was loaded and stays where it was.
  await nextFrame();
  await nextFrame();
  const place = document.getElementById(placeOf(id));
  if (!place) {
    toast({ text: t("message.quote.none"), tone: "danger" });
    return;
  }
  place.scrollIntoView({ block: "center" });
  place.classList.remove("pointed");
  await nextFrame();
  place.classList.add("pointed");
}

function nextFrame(): Promise<number> {
  return new Promise(requestAnimationFrame);
}
