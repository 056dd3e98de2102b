/** Between two refreshes there is at least this much rest, and twice what the last one took: however much happens, most of the time is the user's. */
export const REST_MS = 100;

type Wait = (action: () => void, milliseconds: number) => unknown;

/** Runs a refresh when asked: at once after a rest, one at a time, and however often it is asked meanwhile, once more afterwards. */
export class Refresher {
  private waiting = false;
  private running = false;
  private again = false;
  private stopped = false;
  private restsUntil = 0;

  constructor(
    private readonly refresh: () => Promise<unknown>,
    private readonly wait: Wait = (action, milliseconds) => setTimeout(action, milliseconds),
    private readonly now: () => number = () => performance.now(),
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
    this.wait(() => void this.run(), Math.max(0, this.restsUntil - this.now()));
  }

  stop(): void {
    this.stopped = true;
  }

  private async run(): Promise<void> {
    this.waiting = false;
    if (this.stopped) return;
    this.running = true;
    const began = this.now();
    try {
      await this.refresh();
    } catch {
      // The screen keeps what it has; the connection bar tells of a lost server.
    } finally {
      this.running = false;
      this.restsUntil = this.now() + Math.max(REST_MS, 2 * (this.now() - began));
      if (this.again) {
        this.again = false;
        this.ask();
      }
    }
  }
}
