import { useEffect } from "ui";
import { call } from "../api/client";
import type { BusinessNumber, Channel } from "../api/schema";
import { watch } from "./live";
import { sessionStore } from "./session";
import { createStore, useStore } from "./store";

/** The accounts that are or were connected; null until they are known. Much of the app shows only once there is one. */
export const channelStore = createStore<readonly Channel[] | null>(null);

let asked = false;
let stopWatching: () => void = () => undefined;

sessionStore.subscribe(() => {
  if (sessionStore.get().state === "signed-in") return;
  asked = false;
  stopWatching();
  channelStore.set(null);
});

export async function loadChannels(): Promise<void> {
  channelStore.set((await call("listChannels")).channels);
}

export function useChannels(): readonly Channel[] | null {
  const channels = useStore(channelStore);
  useEffect(() => {
    if (asked) return;
    asked = true;
    stopWatching();
    // Everything that shows depends on them, so they are followed from the first question on.
    stopWatching = watch("channels", loadChannels);
    loadChannels().catch(() => {
      asked = false;
    });
  }, [channels]);
  return channels;
}

/** Whether messages can be exchanged at all; false also while that is not known yet. */
export function useConnected(): boolean {
  return useChannels()?.some(isConnected) ?? false;
}

/** Whether messages come and go, or would if Meta let them. */
export function isConnected({ state }: Channel): boolean {
  return state !== "disabled";
}

/** The numbers that messages may be sent from. */
export function numbersOf(channels: readonly Channel[] | null): readonly BusinessNumber[] {
  return (channels ?? []).filter(isConnected).flatMap((channel) => channel.numbers.filter((one) => one.in_use));
}
