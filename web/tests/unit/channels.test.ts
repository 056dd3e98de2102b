import assert from "node:assert/strict";
import test from "node:test";
import { reasonKey } from "../../src/screens/channels/stopped-reason";

test("a refusal by Meta is told in the words of who has to act", () => {
  assert.equal(reasonKey("190"), "channels.reason.token");
  assert.equal(reasonKey("0"), "channels.reason.token");
  assert.equal(reasonKey("200"), "channels.reason.permission");
  assert.equal(reasonKey("131005"), "channels.reason.permission");
  assert.equal(reasonKey("368"), "channels.reason.locked");
  assert.equal(reasonKey("131042"), "channels.reason.payment");
  assert.equal(reasonKey("133010"), "channels.reason.number");
  assert.equal(reasonKey("secret_unreadable"), "channels.reason.secret");
});

test("a code without words of its own is left to be shown", () => {
  assert.equal(reasonKey("999999"), null);
  assert.equal(reasonKey(""), null);
  assert.equal(reasonKey("19x"), null);
});
