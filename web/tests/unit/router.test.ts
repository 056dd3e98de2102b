import assert from "node:assert/strict";
import test from "node:test";
import { address } from "../../src/api/client";
import { isWithin, match, safeReturn } from "../../src/router";

test("a pattern takes its parameters out of a path", () => {
  assert.deepEqual(match("/leads/:id", "/leads/42"), { id: "42" });
  assert.deepEqual(match("/leads/:id", "/leads/a%20b"), { id: "a b" });
  assert.equal(match("/leads/:id", "/leads"), null);
  assert.equal(match("/leads/:id", "/contacts/42"), null);
  assert.equal(match("/leads/:id", "/leads/%E0%A4%A"), null);
});

test("an entry holds what lies below it, not what only begins alike", () => {
  assert.ok(isWithin("/settings", "/settings/personal"));
  assert.ok(!isWithin("/settings", "/settings-old"));
});

test("after signing in one goes to a path of this app only", () => {
  assert.equal(safeReturn("/leads/42?view=mine"), "/leads/42?view=mine");
  assert.equal(safeReturn("//evil.example"), "/");
  assert.equal(safeReturn("/\\evil.example"), "/");
  assert.equal(safeReturn("https://evil.example"), "/");
  assert.equal(safeReturn("/signin"), "/");
  assert.equal(safeReturn(null), "/");
});

test("an address is made of path parameters and query", () => {
  assert.equal(address("/api/v1/leads/{id}", { path: { id: "4/2" }, query: { limit: 50, cursor: undefined, tag: ["a", "b"] } }), "/api/v1/leads/4%2F2?limit=50&tag=a&tag=b");
  assert.equal(address("/api/v1/me", {}), "/api/v1/me");
});
