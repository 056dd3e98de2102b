import assert from "node:assert/strict";
import test from "node:test";
import type { ProfileDetail, Role } from "../../src/api/schema";
import { changeBetween, draftOf, withAction, withField, withRight } from "../../src/screens/people/profile-draft";
import { linesOf, roleOptions, treeOf } from "../../src/screens/people/role-tree";

const roles: readonly Role[] = [
  { id: "1", name: "Head", parent: null, users: 1 }, { id: "2", name: "Sales", parent: "1", users: 1 },
  { id: "3", name: "Rep", parent: "2", users: 2 }, { id: "4", name: "Service", parent: "1", users: 0 },
];

test("roles stand in a tree, line by line, without what is below a closed one", () => {
  const names = (closed: readonly string[]) => linesOf(treeOf(roles), new Set(closed)).map((line) => `${line.level} ${line.role.name}`);
  assert.deepEqual(names([]), ["1 Head", "2 Sales", "3 Rep", "2 Service"]);
  assert.deepEqual(names(["2"]), ["1 Head", "2 Sales", "2 Service"]);
  assert.deepEqual(names(["1"]), ["1 Head"]);
  assert.deepEqual(linesOf(treeOf([])), []);
});

test("a role is not offered a place below itself", () => {
  assert.deepEqual(roleOptions(roles, "2").map((one) => one.value), ["1", "4"]);
  assert.deepEqual(roleOptions(roles).map((one) => one.hint ?? ""), ["", "Head", "Sales", "Head"]);
});

const profile: ProfileDetail = {
  profile: { id: "9", name: "P", standing: null, users: 0 },
  rights: ["view_messages"],
  modules: [{ module: "1", actions: ["view", "create", "edit", "delete"] }, { module: "2", actions: [] }],
  fields: [{ field: "7", access: "hidden" }],
};

test("whoever may act in a module may look into it, and whoever may not look may not act", () => {
  const draft = draftOf(profile);
  assert.deepEqual([...(withAction(draft, "2", "edit", true).modules.get("2") ?? [])].sort(), ["edit", "view"]);
  assert.deepEqual([...(withAction(draft, "1", "view", false).modules.get("1") ?? [])], []);
  assert.deepEqual([...(withAction(draft, "1", "delete", false).modules.get("1") ?? [])], ["view", "create", "edit"]);
});

test("only what differs is sent, and counted", () => {
  const old = draftOf(profile);
  assert.deepEqual(changeBetween(old, withRight(withRight(old, "export", true), "export", false)), { body: {}, count: 0 });
  const next = withField(withField(withAction(withRight(old, "export", true), "1", "delete", false), "7", "visible"), "8", "read_only");
  const { body, count } = changeBetween(old, next);
  assert.equal(count, 4);
  assert.deepEqual(body, {
    rights: ["view_messages", "export"],
    modules: [{ module: "1", actions: ["view", "create", "edit"] }],
    fields: [{ field: "7", access: "visible" }, { field: "8", access: "read_only" }],
  });
});
