/** What happens within this time is one burst, and one refresh. */
export const BURST_MS = 100;

type Wait = (action: () => void, milliseconds: number) => unknown;

/** Runs a refresh when asked: one at a time, and however often it is asked meanwhile, once more afterwards. */
export class Refresher {
  private waiting = false;
  private running = false;
  private again = false;
  private stopped = false;

  constructor(
    private readonly refresh: () => Promise<unknown>,
    private readonly wait: Wait = (action, milliseconds) => setTimeout(action, milliseconds),
  ) {}

  /** Whether an answer is under way. */
  get isRunning(): boolean {
    return this.running;
  }

  ask(): void {
    if (this.stopped || this.waiting) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.waiting = true;
    this.wait(() => void this.run(), BURST_MS);
  }

  stop(): void {
    this.stopped = true;
  }

  private async run(): Promise<void> {
    this.waiting = false;
    if (this.stopped) return;
    this.running = true;
    try {
      await this.refresh();
    } catch {
      // The screen keeps what it has; the connection bar tells of a lost server.
    } finally {
      this.running = false;
      if (this.again) {
        this.again = false;
        this.ask();
      }
    }
  }
}
