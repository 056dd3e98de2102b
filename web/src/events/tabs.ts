import type { TabWords } from "./stream-sharing";

let channel: BroadcastChannel | null = null;

/** Between the tabs of this browser; in one that cannot do that, they know nothing of each other. */
function tabs(): BroadcastChannel | null {
  if (typeof BroadcastChannel === "function") channel ??= new BroadcastChannel("parley");
  return channel;
}

export function tellTabs(words: TabWords): void {
  tabs()?.postMessage(words);
}

export function onTabs(hear: (words: TabWords) => void): void {
  tabs()?.addEventListener("message", (event: MessageEvent<TabWords>) => hear(event.data));
}
