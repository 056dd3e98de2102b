import assert from "node:assert/strict";
import test from "node:test";
import type { ChangeEvent } from "../../src/api/schema";
import { Questions } from "../../src/state/questions";
import { Refresher } from "../../src/state/refresher";
import { topicsOf } from "../../src/state/topics";

function event(kind: string, change: Partial<ChangeEvent> = {}): ChangeEvent {
  return { kind, subject: "9", conversation: null, record: null, ...change };
}

test("a message touches its conversation, the lists and its record", () => {
  assert.deepEqual(topicsOf(event("message.received", { conversation: "4", record: "7" })), ["conversation/4", "conversations", "record/7"]);
  assert.deepEqual(topicsOf(event("message.delivered")), ["conversations"]);
});

test("a conversation is named by its subject where nothing else names it", () => {
  assert.deepEqual(topicsOf(event("conversation.read")), ["conversation/9", "conversations"]);
  assert.deepEqual(topicsOf(event("conversation.read", { conversation: "4", record: "7" })), ["conversation/4", "conversations", "record/7"]);
});

test("a record touches its page, the lists of records and the conversations that go by its name", () => {
  assert.deepEqual(topicsOf(event("record.updated")), ["record/9", "records", "conversations"]);
  for (const kind of ["record.trashed", "record.restored", "record.purged"]) assert.ok(topicsOf(event(kind)).includes("signals"), kind);
});

test("templates, channels, signals, the clock, modules and views have a topic each", () => {
  assert.deepEqual(["template.approved", "channel.stopped", "signal.raised", "clock.moved", "module.changed", "view.changed"].map((kind) => topicsOf(event(kind)).toString()), ["templates", "channels", "signals", "clock", "modules", "views"]);
});

test("people touch their screens, and whoever's access they change", () => {
  assert.deepEqual(topicsOf(event("user.changed")), ["people", "access"]);
  assert.deepEqual(topicsOf(event("user.settings_changed")), ["people", "access"]);
});

test("what changes who sees what touches everything", () => {
  for (const kind of ["role.changed", "user.role_changed", "profile.changed", "group.changed", "module.sharing_changed"]) assert.equal(topicsOf(event(kind)), "all");
});

test("a kind of event that this version does not know touches nothing", () => {
  assert.deepEqual(topicsOf(event("wallet.settled")), []);
  assert.deepEqual(topicsOf(event("")), []);
});

/** A refresh whose answers come when the test says, and a clock that the test turns. */
function scene() {
  const waiting: (() => void)[] = [];
  const waits: number[] = [];
  const answers: (() => void)[] = [];
  let asked = 0;
  let clock = 1_000;
  const refresher = new Refresher(
    () => {
      asked += 1;
      return new Promise<void>((done) => answers.push(done));
    },
    (action, milliseconds) => {
      waiting.push(action);
      waits.push(milliseconds);
    },
    () => clock,
  );
  const settled = () => new Promise((done) => setTimeout(done));
  return {
    refresher,
    asked: () => asked,
    waits,
    later: (milliseconds: number) => (clock += milliseconds),
    pass: () => waiting.splice(0).forEach((action) => action()),
    answer: () => {
      answers.shift()?.();
      return settled();
    },
  };
}

test("a burst is one refresh", () => {
  const { refresher, asked, pass } = scene();
  for (let count = 0; count < 20; count += 1) refresher.ask();
  assert.equal(asked(), 0);
  pass();
  assert.equal(asked(), 1);
});

test("what happens while an answer is under way is asked for once afterwards", async () => {
  const { refresher, asked, pass, answer } = scene();
  refresher.ask();
  pass();
  assert.ok(refresher.isRunning);
  refresher.ask();
  refresher.ask();
  pass();
  assert.equal(asked(), 1);
  await answer();
  assert.ok(!refresher.isRunning);
  pass();
  assert.equal(asked(), 2);
  await answer();
  pass();
  assert.equal(asked(), 2);
});

test("what happens after a rest is asked for at once, what happens sooner when the rest is over", async () => {
  const { refresher, waits, later, pass, answer } = scene();
  const refresh = async (took: number) => {
    refresher.ask();
    pass();
    later(took);
    await answer();
  };
  await refresh(20);
  later(30);
  await refresh(400);
  later(60);
  await refresh(20);
  later(100);
  await refresh(20);
  assert.deepEqual(waits, [0, 70, 740, 0]);
});

test("a refresh that fails does not end the refreshing", async () => {
  let asked = 0;
  const waiting: (() => void)[] = [];
  const refresher = new Refresher(() => {
    asked += 1;
    return Promise.reject(new Error("no answer"));
  }, (action) => waiting.push(action));
  for (let count = 0; count < 2; count += 1) {
    refresher.ask();
    waiting.splice(0).forEach((action) => action());
    await new Promise((done) => setTimeout(done));
  }
  assert.equal(asked, 2);
});

test("nothing is asked after the end", () => {
  const { refresher, asked, pass } = scene();
  refresher.ask();
  refresher.stop();
  pass();
  refresher.ask();
  pass();
  assert.equal(asked(), 0);
});

test("an answer that a later one overtook is no news", () => {
  const questions = new Questions();
  const first = questions.ask();
  const second = questions.ask();
  assert.ok(second());
  assert.ok(!first());
  assert.ok(questions.ask()());
});
