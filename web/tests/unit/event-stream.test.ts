import assert from "node:assert/strict";
import test from "node:test";
import { EventStream, type Source } from "../../src/events/event-stream";
import type { News } from "../../src/events/news";

type Said = { readonly data?: unknown; readonly lastEventId?: string };

class FakeSource implements Source {
  readonly listeners = new Map<string, (event: Said) => void>();
  closed = false;

  constructor(readonly after: string | null) {}

  addEventListener(type: string, listener: (event: Said) => void): void {
    this.listeners.set(type, listener);
  }

  close(): void {
    this.closed = true;
  }

  say(type: string, event: Said = {}): void {
    this.listeners.get(type)?.(event);
  }

  change(position: string): void {
    this.say("message", { lastEventId: position, data: JSON.stringify({ kind: "message.received", subject: "1", conversation: null, record: null }) });
  }

  ready(position: string): void {
    this.say("ready", { lastEventId: position, data: "{}" });
  }
}

/** A stream and the world around it: connections as they are opened, what is heard, and waits that end when the test says. */
function scene(position: string | null = null) {
  const sources: FakeSource[] = [];
  const heard: string[] = [];
  const waits: { readonly action: () => void; readonly milliseconds: number }[] = [];
  const world = { answers: true };
  const stream = new EventStream(position, {
    open: (after) => {
      const source = new FakeSource(after);
      sources.push(source);
      return source;
    },
    hear: (news: News) => heard.push(`${news.kind} ${news.position}`),
    answers: () => Promise.resolve(world.answers),
    wait: (action, milliseconds) => waits.push({ action, milliseconds }),
  });
  return {
    stream, sources, heard, world, waits,
    last: () => sources.at(-1) ?? new FakeSource(null),
    pass: () => waits.splice(0).forEach((one) => one.action()),
    settled: () => new Promise<void>((done) => {
      setTimeout(done);
    }),
  };
}

test("without a known position everything is read when the stream is there", () => {
  const { heard, last } = scene();
  assert.equal(last().after, null);
  last().ready("5");
  last().change("6");
  assert.deepEqual(heard, ["all 5", "change 6"]);
});

test("from a known position only what was missed is told", () => {
  const { heard, last } = scene("3");
  assert.equal(last().after, "3");
  last().change("4");
  last().change("5");
  last().ready("5");
  assert.deepEqual(heard, ["change 4", "change 5", "ready 5"]);
});

test("after a reset everything is read, once", () => {
  const { heard, last } = scene("3");
  last().say("reset");
  assert.deepEqual(heard, []);
  last().ready("9000");
  assert.deepEqual(heard, ["all 9000"]);
});

test("a stream that the server ends comes again soon, from where it was, and nothing is read anew", () => {
  const { heard, sources, last, pass, waits } = scene("3");
  last().ready("3");
  last().change("4");
  last().say("error");
  assert.ok(sources[0]?.closed);
  assert.ok((waits[0]?.milliseconds ?? 9e9) <= 1_000);
  pass();
  assert.equal(last().after, "4");
  last().ready("4");
  assert.deepEqual(heard, ["ready 3", "change 4", "ready 4"]);
});

test("where the stream alone fails, it is tried further and further apart", async () => {
  const { sources, last, pass, waits, settled } = scene("3");
  const gaps: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    last().say("error");
    await settled();
    gaps.push(waits[0]?.milliseconds ?? 0);
    pass();
  }
  assert.deepEqual(gaps, [1_000, 2_000, 4_000]);
  assert.equal(sources.length, 4);
});

test("where the server does not answer, the stream waits until it does", async () => {
  const { heard, sources, last, stream, world, waits, settled } = scene("3");
  world.answers = false;
  last().say("error");
  await settled();
  assert.equal(waits.length, 0);
  stream.resume();
  assert.equal(sources.length, 2);
  last().ready("3");
  assert.deepEqual(heard, ["all 3"]);
});

test("after a lost connection a replay is trusted", async () => {
  const { heard, last, stream, world, settled } = scene("3");
  last().ready("3");
  world.answers = false;
  stream.cut();
  await settled();
  stream.resume();
  last().change("4");
  last().ready("4");
  assert.deepEqual(heard, ["ready 3", "change 4", "ready 4"]);
});

test("what an old connection still says is not heard, and nothing after the end", () => {
  const { heard, sources, last, stream } = scene("3");
  stream.resume();
  sources[0]?.change("4");
  last().change("5");
  stream.stop();
  last().change("6");
  assert.deepEqual(heard, ["change 5"]);
  assert.ok(last().closed);
});

test("what is no change is passed over", () => {
  const { heard, last } = scene("3");
  last().say("message", { lastEventId: "4", data: "not JSON" });
  last().say("message", { lastEventId: "5", data: "null" });
  assert.deepEqual(heard, []);
});
