import assert from "node:assert/strict";
import test from "node:test";
import { pickerQuery, searchFields } from "../../src/merge/picker";
import { fieldOf, fillTokens, findTokens, tokenFor } from "../../src/merge/tokens";
import { plainField } from "../../src/fields/plain-field";
import { sampleModule } from "../../src/screens/kit/sample-module";
import { type CheckName, type TemplateDraft, canSave, checkTemplate } from "../../src/screens/templates/template-checks";

const field = (name: string, label: string) => plainField({ name, label, maximum_length: 100 });
const leads = sampleModule("Leads", "线索", [field("First_Name", "名字"), field("Last_Name", "姓"), field("Company", "公司")]);

const written: TemplateDraft = { name: "样机体验", module: leads, language: "zh_CN", category: "notification", body: "您好 ${线索.名字}，欢迎。" };

function stateOf(name: CheckName, change: Partial<TemplateDraft>): string | undefined {
  return checkTemplate({ ...written, ...change }).find((one) => one.name === name)?.state;
}

test("a token is found in either spelling, with its fallback", () => {
  const [first, second] = findTokens("Hi ${Leads.First Name|there}, $[线索.公司]!");
  assert.deepEqual([first?.module, first?.field, first?.fallback], ["Leads", "First Name", "there"]);
  assert.deepEqual([second?.text, second?.fallback, second?.start], ["$[线索.公司]", null, 30]);
});

test("a field is known by its label and by its standard name, and only in its own module", () => {
  const known = (text: string) => fieldOf(findTokens(text)[0]!, leads)?.name;
  assert.equal(known("${线索.名字}"), "First_Name");
  assert.equal(known("${Leads.First Name}"), "First_Name");
  assert.equal(known("${leads.first_name}"), "First_Name");
  assert.equal(known("${Contacts.First Name}"), undefined);
  assert.equal(known("${线索.生日}"), undefined);
  assert.equal(known("${名字}"), undefined);
  assert.equal(tokenFor(leads, leads.fields[0]!), "${线索.名字}");
});

test("tokens are filled in their place", () => {
  assert.equal(fillTokens("您好 ${线索.名字}，${线索.公司|贵司}。", (token) => (token.field === "名字" ? "佳怡" : token.fallback ?? "")), "您好 佳怡，贵司。");
});

test("the picker opens at a # and closes at a space", () => {
  assert.deepEqual(pickerQuery("Hi #fir", 7), { start: 3, typed: "fir" });
  assert.deepEqual(pickerQuery("您好#", 3), { start: 2, typed: "" });
  assert.equal(pickerQuery("Hi # you", 8), null);
  assert.equal(pickerQuery("Hi", 2), null);
  assert.equal(pickerQuery("https://parley.example/#top", 27), null);
  assert.equal(pickerQuery("#fir", 0), null);
});

test("the picker finds by label and by standard name, beginnings first", () => {
  assert.deepEqual(searchFields(leads.fields, "fir").map((one) => one.name), ["First_Name"]);
  assert.deepEqual(searchFields(leads.fields, "名").map((one) => one.label), ["名字"]);
  assert.deepEqual(searchFields(leads.fields, "name").map((one) => one.name), ["First_Name", "Last_Name"]);
  assert.equal(searchFields(leads.fields, "").length, 3);
  assert.equal(searchFields(leads.fields, "zzz").length, 0);
});

test("a template as it should be passes every check", () => {
  assert.ok(canSave(checkTemplate(written)));
});

test("each rule of Meta's has its check", () => {
  assert.equal(stateOf("name", { name: " " }), "waiting");
  assert.equal(stateOf("name", { name: "x".repeat(101) }), "failed");
  assert.equal(stateOf("choices", { category: null }), "waiting");
  assert.equal(stateOf("body", { body: " \n" }), "waiting");
  assert.equal(stateOf("length", { body: "好".repeat(1_025) }), "failed");
  assert.equal(stateOf("length", { body: "好".repeat(1_024) }), "passed");
  assert.equal(stateOf("edges", { body: "${线索.名字} 您好" }), "failed");
  assert.equal(stateOf("edges", { body: "您好 ${线索.名字}\n" }), "failed");
  assert.equal(stateOf("edges", { body: "您好 ${线索.名字}。" }), "passed");
  assert.equal(stateOf("adjacent", { body: "您好 ${线索.姓} ${线索.名字}。" }), "failed");
  assert.equal(stateOf("adjacent", { body: "您好 ${线索.姓}、${线索.名字}。" }), "passed");
  assert.equal(stateOf("fields", { body: "您好 ${Contacts.First Name}。" }), "failed");
  assert.equal(stateOf("spacing", { body: "您好     ${线索.名字}。" }), "failed");
  assert.equal(stateOf("spacing", { body: "您好\n\n\n欢迎。" }), "failed");
});

test("a token at fault is named", () => {
  const check = checkTemplate({ ...written, body: "您好 ${Contacts.First Name}，${线索.公司}。" }).find((one) => one.name === "fields");
  assert.deepEqual(check?.tokens, ["${Contacts.First Name}"]);
});
