import assert from "node:assert/strict";
import test from "node:test";
import type { News } from "../../src/events/news";
import { StreamSharing, type TabWords } from "../../src/events/stream-sharing";

function change(position: string): News {
  return { kind: "change", position, event: { kind: "message.received", subject: "1", conversation: null, record: null } };
}

/** A browser with its tabs: one lock, one channel between them, and a clock that the test turns. */
class Browser {
  readonly tabs: Tab[] = [];
  readonly line: { readonly lead: () => Promise<void>; readonly fail: () => void }[] = [];
  holder: { readonly fail: () => void } | null = null;
  waits: (() => void)[] = [];

  tab({ shares = true } = {}): Tab {
    const tab = new Tab(this, shares);
    this.tabs.push(tab);
    return tab;
  }

  request(lead: () => Promise<void>, steal: boolean): Promise<unknown> {
    return new Promise((done, fail) => {
      const wish = {
        lead: () => lead().then(() => {
          if (this.holder === wish) this.holder = null;
          done(undefined);
          this.next();
        }),
        fail: () => fail(new Error("stolen")),
      };
      if (steal) {
        this.line.unshift(wish);
        this.holder?.fail();
        this.holder = null;
      } else this.line.push(wish);
      this.next();
    });
  }

  pass(): void {
    this.waits.splice(0).forEach((action) => action());
  }

  private next(): void {
    const wish = this.holder ? undefined : this.line.shift();
    if (!wish) return;
    this.holder = wish;
    void wish.lead();
  }
}

class Tab {
  readonly heard: string[] = [];
  readonly opened: (string | null)[] = [];
  asleep = false;
  stopped = 0;
  tell: (news: News) => void = () => undefined;
  readonly sharing: StreamSharing;

  constructor(browser: Browser, shares: boolean) {
    this.sharing = new StreamSharing({
      lock: shares ? (lead, steal) => browser.request(lead, steal) : null,
      // As between real tabs, what is said arrives a moment later.
      post: (words: TabWords) => setTimeout(() => browser.tabs.forEach((other) => other !== this && !other.asleep && other.sharing.heard(words))),
      open: (position, hear) => {
        this.opened.push(position);
        this.tell = hear;
        return { resume: () => undefined, cut: () => undefined, stop: () => (this.stopped += 1) };
      },
      hear: (news) => this.heard.push(news.position),
      wait: (action) => browser.waits.push(action),
    }, null);
  }
}

/** Until what was just said is heard, and answered, and what follows from that has followed. Timers of one length end in their order. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise<void>((done) => {
      setTimeout(done);
    });
  }
}

test("one tab has the stream, and all hear it", async () => {
  const browser = new Browser();
  const [first, second] = [browser.tab(), browser.tab()];
  assert.deepEqual([first.opened, second.opened], [[null], []]);
  first.tell(change("6"));
  await settled();
  assert.deepEqual([first.heard, second.heard], [["6"], ["6"]]);
});

test("when the leading tab goes, the next one goes on from the last position heard", async () => {
  const browser = new Browser();
  const [first, second, third] = [browser.tab(), browser.tab(), browser.tab()];
  first.tell(change("6"));
  await settled();
  first.sharing.end();
  await settled();
  assert.equal(first.stopped, 1);
  assert.deepEqual([second.opened, third.opened], [["6"], []]);
  second.tell(change("7"));
  await settled();
  assert.deepEqual(third.heard, ["6", "7"]);
});

test("a tab that came late knows the position before anything happens", async () => {
  const browser = new Browser();
  const first = browser.tab();
  first.tell({ kind: "all", position: "41" });
  const second = browser.tab();
  await settled();
  first.sharing.end();
  await settled();
  assert.deepEqual(second.opened, ["41"]);
});

test("a leading tab that sleeps is replaced, and does not lead any more when it wakes", async () => {
  const browser = new Browser();
  const [first, second] = [browser.tab(), browser.tab()];
  await settled();
  browser.pass();
  first.tell(change("6"));
  await settled();
  first.asleep = true;
  second.sharing.look();
  await settled();
  browser.pass();
  await settled();
  assert.deepEqual(second.opened, ["6"]);
  assert.equal(first.stopped, 1);
  assert.ok(!first.sharing.isLeading);
});

test("a leading tab that is awake keeps the stream", async () => {
  const browser = new Browser();
  const [first, second] = [browser.tab(), browser.tab()];
  second.sharing.look();
  await settled();
  browser.pass();
  await settled();
  assert.ok(first.sharing.isLeading);
  assert.deepEqual(second.opened, []);
});

test("where tabs cannot agree, each has a stream of its own and hears nothing twice", () => {
  const browser = new Browser();
  const [first, second] = [browser.tab({ shares: false }), browser.tab({ shares: false })];
  first.tell(change("6"));
  second.tell(change("6"));
  assert.deepEqual([first.heard, second.heard], [["6"], ["6"]]);
});

test("after the end a tab neither leads nor listens", async () => {
  const browser = new Browser();
  const [first, second] = [browser.tab(), browser.tab()];
  second.sharing.end();
  first.tell(change("6"));
  first.sharing.end();
  await settled();
  assert.deepEqual([second.heard, second.opened], [[], []]);
});
