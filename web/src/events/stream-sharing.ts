import type { News } from "./news";

/** What the tabs of this browser say to each other. */
export type TabWords =
  | { readonly kind: "news"; readonly news: News }
  /** Is there a tab that holds the stream? */
  | { readonly kind: "ask" }
  /** Yes, and so far it has come. */
  | { readonly kind: "here"; readonly position: string | null }
  /** The server does not answer. */
  | { readonly kind: "lost" }
  | { readonly kind: "signed-out" };

export interface OpenStream {
  resume(): void;
  cut(): void;
  stop(): void;
}

/** What sharing needs of the world around it. */
export interface SharingWorld {
  /**
   * Leads as soon as no other tab does, or at once by stealing; fails when another tab steals it.
   * Null where a browser cannot let one tab speak for all: then each has a stream of its own.
   */
  readonly lock: ((lead: () => Promise<void>, steal: boolean) => Promise<unknown>) | null;
  post(words: TabWords): void;
  open(position: string | null, hear: (news: News) => void): OpenStream;
  hear(news: News): void;
  wait(action: () => void, milliseconds: number): unknown;
}

/** A tab that is awake answers within this time. A browser may put a hidden one to sleep while it holds the lock. */
const ANSWER_MS = 3_000;

/**
 * One stream for all tabs: a browser allows six connections to a host.
 *
 * The tab that holds the lock has the stream and hands everything on. When it goes, the next one goes on from the last position heard.
 */
export class StreamSharing {
  private stream: OpenStream | null = null;
  private release: () => void = () => undefined;
  private answered = false;
  private ended = false;

  constructor(
    private readonly world: SharingWorld,
    /** How far this tab has heard. */
    private position: string | null,
  ) {
    if (!world.lock) void this.lead();
    else {
      this.queue(false);
      this.look();
    }
  }

  get isLeading(): boolean {
    return this.stream !== null;
  }

  /** Whether the leading tab is awake; if not, this one leads. At the start, and when the tab is seen again. */
  look(): void {
    if (this.ended || this.stream || !this.world.lock) return;
    this.answered = false;
    this.world.post({ kind: "ask" });
    this.world.wait(() => {
      if (!this.ended && !this.stream && !this.answered) this.queue(true);
    }, ANSWER_MS);
  }

  /** What another tab says. */
  heard(words: TabWords): void {
    if (this.ended || !this.world.lock) return;
    if (words.kind === "news" && !this.stream) this.take(words.news);
    else if (words.kind === "ask" && this.stream) this.world.post({ kind: "here", position: this.position });
    else if (words.kind === "here") {
      this.answered = true;
      this.position ??= words.position;
    }
  }

  resume(): void {
    this.stream?.resume();
  }

  cut(): void {
    this.stream?.cut();
  }

  end(): void {
    this.ended = true;
    this.leave();
  }

  private queue(steal: boolean): void {
    this.world.lock?.(() => this.lead(), steal).catch(() => {
      if (this.ended) return;
      // Another tab took over while this one slept.
      this.leave();
      this.queue(false);
    });
  }

  /** Lasts as long as this tab leads. */
  private lead(): Promise<void> {
    if (this.ended || this.stream) return Promise.resolve();
    this.stream = this.world.open(this.position, (news) => {
      this.take(news);
      if (this.world.lock) this.world.post({ kind: "news", news });
    });
    return new Promise((done) => {
      this.release = done;
    });
  }

  private leave(): void {
    this.stream?.stop();
    this.stream = null;
    this.release();
  }

  private take(news: News): void {
    this.position = news.position;
    this.world.hear(news);
  }
}
