import { createStore } from "./store";

/** Whether the server answers. `attempt` counts the tries to reach it again. */
export type Connection = { readonly lost: false } | { readonly lost: true; readonly attempt: number };

export const connectionStore = createStore<Connection>({ lost: false });

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Waiting time before the given try, doubling up to half a minute. */
export function waitBeforeAttempt(attempt: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
}

export function connectionAnswered(): void {
  if (connectionStore.get().lost) connectionStore.set({ lost: false });
}

/** Called by every request that got no answer; starts one series of tries. */
export function connectionFailed(probe: () => Promise<unknown>): void {
  if (connectionStore.get().lost) return;
  connectionStore.set({ lost: true, attempt: 1 });
  void tryAgain(1, probe);
}

async function tryAgain(attempt: number, probe: () => Promise<unknown>): Promise<void> {
  await new Promise((done) => setTimeout(done, waitBeforeAttempt(attempt)));
  if (!connectionStore.get().lost) return;
  try {
    await probe();
  } catch {
    if (!connectionStore.get().lost) return;
    connectionStore.set({ lost: true, attempt: attempt + 1 });
    void tryAgain(attempt + 1, probe);
  }
}
