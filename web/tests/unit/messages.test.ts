import assert from "node:assert/strict";
import test from "node:test";
import type { Conversation, Message } from "../../src/api/schema";
import { enMessages } from "../../src/i18n/en.messages";
import { zhMessages } from "../../src/i18n/zh-CN.messages";
import { followsOn, mergeConversations, mergeMessages } from "../../src/screens/messages/lists";
import { failureKey } from "../../src/screens/messages/message-words";
import { groupByDay } from "../../src/screens/messages/thread-grouping";

function message(id: string, at: string, change: Partial<Message> = {}): Message {
  return { id, conversation: "1", direction: "outbound", kind: "text", text: id, content: {}, file: null, quoted: null, reactions: [], template: null, status: "sent", outcome_unknown: false, error: null, retry_of: null, retried_by: null, sender: { id: "7", name: "陈思远" }, at, sent_at: at, delivered_at: null, read_at: null, edited_at: null, revoked_at: null, ...change };
}

function conversation(id: string, at: string, change: Partial<Conversation> = {}): Conversation {
  return { id, record: null, person: { name: id, phone: null, username: null }, business_number: { id: "1", display_number: "" }, last_message: null, unread: 0, window_closes_at: null, awaiting_reply_since: null, last_activity_at: at, may_reply: true, blocked: false, ...change };
}

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();

test("messages are merged by id, the oldest first", () => {
  const held = mergeMessages([], [message("12", at(2)), message("11", at(1))]);
  assert.deepEqual(held.map((one) => one.id), ["11", "12"]);
  const more = mergeMessages(held, [message("13", at(3)), message("12", at(2))]);
  assert.deepEqual(more.map((one) => one.id), ["11", "12", "13"]);
  assert.equal(more[1], held[1]);
});

test("an unchanged answer changes nothing", () => {
  const held = mergeMessages([], [message("11", at(1))]);
  assert.equal(mergeMessages(held, [message("11", at(1))]), held);
  assert.equal(mergeMessages(held, []), held);
});

test("ticks only rise", () => {
  const held = [message("11", at(1), { status: "read" })];
  assert.equal(mergeMessages(held, [message("11", at(1), { status: "delivered" })])[0]?.status, "read");
  assert.equal(mergeMessages(held, [message("11", at(1), { status: "failed" })])[0]?.status, "read");
});

test("a late delivery takes a failure back, and nothing else does", () => {
  const held = [message("11", at(1), { status: "failed" })];
  for (const status of ["delivered", "read"] as const) assert.equal(mergeMessages(held, [message("11", at(1), { status })])[0]?.status, status);
  for (const status of ["queued", "sent"] as const) assert.equal(mergeMessages(held, [message("11", at(1), { status })])[0]?.status, "failed");
});

test("two messages of one moment keep the order of their ids", () => {
  assert.deepEqual(mergeMessages([], [message("100", at(1)), message("99", at(1))]).map((one) => one.id), ["99", "100"]);
});

test("a gap in the thread is noticed", () => {
  const held = [message("11", at(1))];
  assert.ok(followsOn(held, [message("12", at(2)), message("11", at(1))]));
  assert.ok(!followsOn(held, [message("99", at(9))]));
  assert.ok(followsOn([], [message("99", at(9))]));
});

test("conversations are sorted by their latest activity", () => {
  const held = [conversation("1", at(3)), conversation("2", at(2))];
  const merged = mergeConversations(held, [conversation("2", at(4)), conversation("1", at(3))], { complete: true });
  assert.deepEqual(merged.map((one) => one.id), ["2", "1"]);
  assert.equal(mergeConversations(held, held.map((one) => ({ ...one })), { complete: true }), held);
});

test("a conversation that the newest page should show and does not is gone", () => {
  const held = [conversation("1", at(5)), conversation("2", at(4)), conversation("3", at(1))];
  const fresh = [conversation("1", at(5)), conversation("4", at(3))];
  assert.deepEqual(mergeConversations(held, fresh, { complete: false }).map((one) => one.id), ["1", "4", "3"]);
  assert.deepEqual(mergeConversations(held, fresh, { complete: true }).map((one) => one.id), ["1", "4"]);
  assert.deepEqual(mergeConversations(held, fresh, null).map((one) => one.id), ["1", "2", "4", "3"]);
});

test("a thread is divided by days and runs of one sender", () => {
  const dayOf = (time: string) => Math.floor(Date.parse(time) / 86_400_000);
  const days = groupByDay(
    [message("1", "2026-11-21T23:59:00Z"), message("2", "2026-11-22T00:00:00Z"), message("3", "2026-11-22T00:01:00Z"), message("4", "2026-11-22T00:02:00Z", { direction: "inbound", sender: null }), message("5", "2026-11-22T00:30:00Z", { direction: "inbound", sender: null })],
    dayOf,
  );
  assert.deepEqual(days.map((day) => day.items.map((item) => [item.message.id, item.continued])), [[["1", false]], [["2", false], ["3", true], ["4", false], ["5", false]]]);
});

test("every code that a send can fail with has words in both languages", () => {
  const numbers = [
    0, 1, 2, 3, 4, 10, 17, 33, 100, 190, 200, 299, 368, 613, 803, 80007, 130403, 130429, 130472, 130497, 131000, 131005, 131008, 131009, 131014, 131016, 131021,
    131026, 131030, 131031, 131037, 131042, 131044, 131045, 131047, 131048, 131049, 131050, 131051, 131052, 131053, 131055, 131056, 131057, 131061, 131062, 131063,
    131064, 131065, 131070, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069, 133000, 133004, 133006, 133010, 133015, 134011,
    134100, 134101, 134102, 135000, 137000,
  ];
  const own = ["window_closed", "record_deleted", "template_not_approved", "no_recipient", "no_file", "unreadable", "not_sent_in_time", "not_arrived", "channel_disabled", "unreachable", "secret_unreadable", "http_404"];
  for (const code of [...numbers.map(String), ...own]) {
    assert.ok(Object.hasOwn(zhMessages, failureKey(code)), code);
    assert.ok(Object.hasOwn(enMessages, failureKey(code)), code);
  }
  assert.ok(!Object.hasOwn(zhMessages, failureKey("131999")));
});
