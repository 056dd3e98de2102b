import assert from "node:assert/strict";
import test from "node:test";
import type { SignalGroup, SignalList } from "../../src/api/schema";
import { raisedBetween, unreadBeside } from "../../src/state/signals";

function group(conversation: string, unread: number, minute: number): SignalGroup {
  return { kind: "message.received", group: conversation, title: conversation, conversation, record: null, preview: "", message_kind: "text", template: null, unread, at: new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString() };
}

function list(...items: readonly SignalGroup[]): SignalList {
  return { unread: items.reduce((sum, one) => sum + one.unread, 0), items };
}

test("what is being read is not counted", () => {
  const signals = list(group("1", 2, 5), group("2", 1, 4));
  assert.equal(unreadBeside(signals, null), 3);
  assert.equal(unreadBeside(signals, "1"), 1);
  assert.equal(unreadBeside(signals, "9"), 3);
  assert.equal(unreadBeside(null, null), 0);
});

test("only what is new between two answers is told", () => {
  const before = list(group("1", 1, 5), group("2", 1, 4));
  assert.deepEqual(raisedBetween(before, before, null), []);
  assert.deepEqual(raisedBetween(before, list(group("2", 2, 6), group("1", 1, 5)), null).map((one) => one.conversation), ["2"]);
  assert.deepEqual(raisedBetween(before, list(group("3", 1, 7), group("1", 1, 5), group("2", 1, 4)), null).map((one) => one.conversation), ["3"]);
  assert.deepEqual(raisedBetween(before, list(group("1", 0, 5), group("2", 0, 4)), null), []);
  assert.deepEqual(raisedBetween(before, list(group("2", 2, 6), group("1", 1, 5)), "2"), []);
});
