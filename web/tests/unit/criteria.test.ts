import assert from "node:assert/strict";
import test from "node:test";
import type { Criteria, View } from "../../src/api/schema";
import { joinAll, patternText, plainJoin, readPattern, withRow, withoutRow } from "../../src/criteria/pattern";
import { builderOf, criteriaOf, emptyRow, lackOf, withField, withOperator } from "../../src/criteria/rows";
import { comparableWith } from "../../src/criteria/subjects";
import { plainField } from "../../src/fields/plain-field";
import { queryOf, shownView } from "../../src/screens/records/list-state";
import { groupViews } from "../../src/screens/views/view-groups";

function bracketed(text: string, count: number): string {
  const read = readPattern(text, count);
  return "pattern" in read ? patternText(read.pattern) : read.fault.kind;
}

test("a pattern is read from left to right and shown fully bracketed", () => {
  assert.equal(bracketed("1 and (2 or 3)", 3), "(1 and (2 or 3))");
  assert.equal(bracketed("1 or 2 and 3", 3), "((1 or 2) and 3)");
  assert.equal(bracketed("1 AND 2 and 3", 3), "(1 and 2 and 3)");
  assert.equal(bracketed("(1 and 2) and 3", 3), "((1 and 2) and 3)");
  assert.equal(bracketed("１　and（2 or 3）", 3), "(1 and (2 or 3))");
});

test("what is shown reads the same again", () => {
  for (const text of ["1 and (2 or 3)", "1 or 2 and 3", "(1 and 2) and 3", "((1))", "1 and ((2 or 3) and 4)"]) {
    const once = bracketed(text, Number(/\d(?=\D*$)/.exec(text)?.[0]));
    assert.equal(bracketed(once, Number(/\d(?=\D*$)/.exec(text)?.[0])), once);
  }
});

test("a pattern tells what is wrong with it", () => {
  assert.equal(bracketed("1 and", 1), "missing");
  assert.equal(bracketed("(1 and 2", 2), "unclosed");
  assert.equal(bracketed("1 and 3", 2), "noRow");
  assert.equal(bracketed("1", 2), "unused");
  assert.equal(bracketed("1 xor 2", 2), "word");
  assert.equal(bracketed("1 2", 2), "rest");
});

test("rows that come and go keep the pattern whole", () => {
  const read = readPattern("1 and (2 or 3)", 3);
  if (!("pattern" in read)) throw new Error("It is a pattern.");
  assert.equal(patternText(withRow(read.pattern, 3)), "((1 and (2 or 3)) and 4)");
  assert.equal(patternText(withRow(joinAll(2, "or"), 2)), "(1 or 2 or 3)");
  assert.equal(patternText(withoutRow(read.pattern, 2) ?? 0), "(1 and 2)");
  assert.equal(patternText(withoutRow(read.pattern, 1) ?? 0), "(1 or 2)");
  assert.equal(withoutRow(1, 1), null);
  assert.equal(plainJoin(joinAll(3, "or"), 3), "or");
  assert.equal(plainJoin(read.pattern, 3), null);
});

const criteria: Criteria = {
  rows: [
    { field: "7", operator: "in", values: ["Hot", "Warm"] },
    { field: "owner", operator: "equal", placeholder: { kind: "current_user" } },
    { field: "8", operator: "less_than", other_field: "modified_time" },
    { field: "9", operator: "is_empty" },
  ],
  pattern: "(1 and (2 or 3) and 4)",
};

test("criteria become rows and the same criteria again", () => {
  assert.deepEqual(criteriaOf(builderOf(criteria)), criteria);
  assert.equal(criteriaOf(builderOf(null)), null);
});

test("a row takes over what still fits", () => {
  const date = plainField({ id: "8", name: "d", label: "D", type: "date", operators: ["equal", "between", "in", "is_empty"] });
  const row = withField(emptyRow(), date);
  const today = { ...row, operand: { kind: "placeholder", placeholder: { kind: "day", amount: 0 } } } as const;
  assert.equal(withOperator(today, "equal", "date").operand.kind, "placeholder");
  assert.deepEqual(withOperator(today, "between", "date").operand, { kind: "values", values: [] });
  const two = { ...row, operator: "between", operand: { kind: "values", values: ["2026-11-01", "2026-11-30"] } } as const;
  assert.deepEqual(withOperator(two, "equal", "date").operand, { kind: "values", values: ["2026-11-01"] });
});

test("a row says what it lacks", () => {
  const number = plainField({ id: "5", name: "n", label: "N", type: "integer", operators: ["equal", "between", "is_empty"] });
  const row = withField(emptyRow(), number);
  assert.equal(lackOf(emptyRow(), undefined, "en"), "field");
  assert.equal(lackOf(row, number, "en"), "value");
  assert.equal(lackOf({ ...row, operand: { kind: "values", values: ["x"] } }, number, "en"), "number");
  assert.equal(lackOf({ ...row, operator: "between", operand: { kind: "values", values: ["1"] } }, number, "en"), "value");
  assert.equal(lackOf({ ...row, operator: "is_empty" }, number, "en"), null);
  assert.equal(lackOf({ ...row, operand: { kind: "placeholder", placeholder: { kind: "last_days", amount: 0 } } }, number, "en"), "value");
});

test("fields are compared with fields of their own kind", () => {
  const fields = [plainField({ name: "a", label: "A", type: "currency" }), plainField({ name: "b", label: "B", type: "integer" }), plainField({ name: "c", label: "C", type: "date" }), plainField({ name: "m", label: "M", type: "multi_select" })];
  const names = (index: number) => comparableWith(fields[index] ?? plainField({ name: "x", label: "X" }), fields).map((field) => field.name);
  assert.deepEqual(names(0), ["b"]);
  assert.deepEqual(names(2), []);
  assert.deepEqual(names(3), []);
});

function view(id: string, said: Partial<View> = {}): View {
  return { id, label: id, is_standard: false, is_own: false, is_shared_with_me: false, sharing: "me", users: [], roles: [], groups: [], columns: ["name"], sort: { field: "name", descending: false }, criteria, is_favourite: false, is_default: false, ...said };
}

test("views stand in their groups, favourites first, and none twice", () => {
  const groups = groupViews([view("1", { is_standard: true }), view("2", { is_own: true }), view("3"), view("4", { is_standard: true, is_favourite: true }), view("5", { sharing: "everyone" }), view("6", { sharing: "shared", is_shared_with_me: true })]);
  assert.deepEqual(groups.map((group) => [group.name, group.views.map((one) => one.id)]), [["favourite", ["4"]], ["standard", ["1"]], ["own", ["2"]], ["shared", ["6"]], ["public", ["5"]], ["others", ["3"]]]);
});

test("a list opens with what was asked for, else one's own choice, else the first view", () => {
  const views = [view("1"), view("2", { is_default: true })];
  assert.equal(shownView(views, "1")?.id, "1");
  assert.equal(shownView(views, "9")?.id, "2");
  assert.equal(shownView([view("1")], null)?.id, "1");
});

test("only unchanged criteria are named by their view", () => {
  assert.deepEqual(queryOf(view("1"), {}), { view: "1", sort: { field: "name", descending: false } });
  assert.deepEqual(queryOf(view("1"), { criteria: null, sort: { field: "owner", descending: true } }), { criteria: null, sort: { field: "owner", descending: true } });
});
