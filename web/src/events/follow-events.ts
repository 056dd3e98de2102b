import { addressOf } from "../api/client";
import { ConnectionError } from "../api/problem";
import { remembered } from "../state/browser-memory";
import { connectionStore } from "../state/connection";
import { hear } from "../state/live";
import { readServerTime } from "../state/server-clock";
import { sessionStore, signedOutElsewhere } from "../state/session";
import { EventStream, type Source } from "./event-stream";
import { keepPosition, keptPosition } from "./position";
import { StreamSharing } from "./stream-sharing";
import { onTabs, tellTabs } from "./tabs";

const LOCK = "parley.events";

let sharing: StreamSharing | null = null;

/** Follows the server's changes for as long as somebody is signed in. */
export function followEvents(): void {
  // Where somebody was signed in, the stream need not wait for the answer who they are.
  if (remembered("signed-in") || sessionStore.get().state === "signed-in") begin();
  sessionStore.subscribe(() => {
    const { state } = sessionStore.get();
    if (state === "signed-in") begin();
    else if (state === "signed-out") end();
  });
  connectionStore.subscribe(() => {
    if (!connectionStore.get().lost) sharing?.resume();
  });
  onTabs((words) => {
    if (words.kind === "signed-out") signedOutElsewhere();
    else if (words.kind === "lost") void readServerTime().catch(() => undefined);
    else sharing?.heard(words);
  });
  addEventListener("offline", () => sharing?.cut());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) sharing?.look();
  });
}

function begin(): void {
  sharing ??= new StreamSharing({
    // Only over https and on one's own machine.
    lock: "locks" in navigator ? (lead, steal) => navigator.locks.request(LOCK, { steal }, lead) : null,
    post: tellTabs,
    open: (position, take) => new EventStream(position, { open: openSource, hear: take, answers, wait }),
    hear: (news) => {
      keepPosition(news.position);
      hear(news);
    },
    wait,
  }, keptPosition());
}

function end(): void {
  sharing?.end();
  sharing = null;
  keepPosition(null);
}

/** As a plain function: the browser's own one does not work as part of another object. */
function wait(action: () => void, milliseconds: number): void {
  setTimeout(action, milliseconds);
}

function openSource(after: string | null): Source {
  return new EventSource(addressOf("streamEvents", after === null ? {} : { query: { after } }));
}

/** Asks who is signed in: where nobody is any more, that leads to signing in as every call does. */
async function answers(): Promise<boolean> {
  try {
    await readServerTime();
    return true;
  } catch (error) {
    if (!(error instanceof ConnectionError)) return true;
    // The other tabs have no stream to notice it by.
    tellTabs({ kind: "lost" });
    return false;
  }
}
