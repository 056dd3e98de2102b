import type { ChangeEvent } from "../api/schema";
import { waitBeforeAttempt } from "../state/connection";
import type { News } from "./news";

/** As much of the browser's EventSource as is used. */
export interface Source {
  addEventListener(type: string, listener: (event: { readonly data?: unknown; readonly lastEventId?: string }) => void): void;
  close(): void;
}

/** What a stream needs of the world around it. */
export interface StreamWorld {
  open(after: string | null): Source;
  hear(news: News): void;
  /** Whether the server answers a plain question; where it does not, the connection is told as lost and `resume` follows. */
  answers(): Promise<boolean>;
  wait(action: () => void, milliseconds: number): unknown;
}

/** Between the end of one connection and the next: long enough for a server that ends them all to breathe. */
const SHORTEST_WAIT_MS = 300;
const WAIT_SPREAD_MS = 700;

/**
 * The stream of changes, opened anew whenever it ends, from the position it had reached.
 *
 * A browser would reconnect by itself, but not after every fault, and without telling what was missed; so each connection is ours.
 */
export class EventStream {
  private source: Source | null = null;
  /** Counts connections, so that what an old one still says is not heard. */
  private turn = 0;
  private attempt = 0;
  private wasLost = false;
  private stopped = false;

  constructor(
    private position: string | null,
    private readonly world: StreamWorld,
  ) {
    this.connect();
  }

  /** The server can be reached again, or the network changed: what is open may be dead. */
  resume(): void {
    this.wasLost = true;
    this.connect();
  }

  /** The network has gone, which a connection at rest does not notice. */
  cut(): void {
    void this.failed();
  }

  stop(): void {
    this.stopped = true;
    this.close();
  }

  private close(): void {
    this.turn += 1;
    this.source?.close();
    this.source = null;
  }

  private connect(): void {
    if (this.stopped) return;
    this.close();
    const { turn } = this;
    const from = this.position;
    let isReady = false;
    let isReset = false;
    let replayed = 0;
    const source = this.world.open(from);
    this.source = source;
    const on = (type: string, act: (event: { readonly data?: unknown; readonly lastEventId?: string }) => void) => source.addEventListener(type, (event) => turn === this.turn && act(event));

    on("message", ({ data, lastEventId }) => {
      const event = changeIn(data);
      if (!event || !lastEventId) return;
      this.position = lastEventId;
      replayed += 1;
      this.world.hear({ kind: "change", position: lastEventId, event });
    });
    on("reset", () => {
      isReset = true;
    });
    on("ready", ({ lastEventId }) => {
      const position = lastEventId || this.position || "0";
      const missed = from === null || isReset || (this.wasLost && replayed === 0);
      this.position = position;
      isReady = true;
      this.attempt = 0;
      this.wasLost = false;
      this.world.hear({ kind: missed ? "all" : "ready", position });
    });
    on("error", () => {
      // The server ends every stream after some minutes; that is no fault.
      if (isReady) this.later(SHORTEST_WAIT_MS + Math.random() * WAIT_SPREAD_MS);
      else void this.failed();
    });
  }

  private later(milliseconds: number): void {
    this.close();
    const { turn } = this;
    this.world.wait(() => turn === this.turn && this.connect(), milliseconds);
  }

  private async failed(): Promise<void> {
    this.close();
    const { turn } = this;
    this.attempt += 1;
    this.wasLost = true;
    const answers = await this.world.answers();
    // The server is there and only the stream is not: that is nothing to alarm anybody with.
    if (answers && turn === this.turn) this.later(waitBeforeAttempt(this.attempt));
  }
}

function changeIn(data: unknown): ChangeEvent | null {
  try {
    const event = JSON.parse(String(data)) as ChangeEvent | null;
    return typeof event?.kind === "string" ? event : null;
  } catch {
    return null;
  }
}
