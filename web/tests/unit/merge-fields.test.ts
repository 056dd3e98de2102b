import assert from "node:assert/strict";
import test from "node:test";
import type { MergeGroup } from "../../src/api/schema";
import { mergeFieldsOf } from "../../src/merge/merge-fields";
import { pickerQuery, searchChoices } from "../../src/merge/picker";
import { fillTokens, findTokens, lengthOf, shortName, withFallback } from "../../src/merge/tokens";

const field = (token: string, en: string, zh: string, id: string | null = null) => ({ token, labels: { en, zh }, type: "text" as const, field: id });
const groups: readonly MergeGroup[] = [
  { kind: "record", field: null, labels: { en: "Leads", zh: "线索" }, fields: [field("${线索.名字}", "First Name", "名字", "1"), field("${线索.姓}", "Last Name", "姓", "2"), field("${线索.公司}", "Company", "公司", "3")] },
  { kind: "lookup", field: "9", labels: { en: "Campaign", zh: "活动" }, fields: [field("${线索.活动.名称}", "Title", "名称", "4")] },
  { kind: "owner", field: null, labels: { en: "Owner", zh: "负责人" }, fields: [field("${线索.负责人.姓名}", "Name", "姓名")] },
  { kind: "organization", field: null, labels: { en: "Organization", zh: "组织" }, fields: [field("${组织.名称}", "Name", "名称")] },
];
const fields = mergeFieldsOf("Leads", groups, new Map([["1", "first_name"], ["9", "campaign"]]), ({ zh }) => zh);

test("a token is found in either spelling, with its fallback", () => {
  const [first, second] = findTokens("Hi ${Leads.First Name|there}, $[线索.公司]!");
  assert.deepEqual([first?.name, first?.fallback], ["Leads.First Name", "there"]);
  assert.deepEqual([second?.text, second?.fallback, second?.start], ["$[线索.公司]", null, 30]);
  assert.equal(shortName(findTokens("${Contacts.Account.Phone}")[0]!), "Account.Phone");
});

test("a fallback is changed in its token, and cannot end it", () => {
  const [token] = findTokens("${线索.公司|贵司}");
  assert.equal(withFallback(token!, "您的公司"), "${线索.公司|您的公司}");
  assert.equal(withFallback(token!, ""), "${线索.公司}");
  assert.equal(withFallback(token!, "a}b|c$[d"), "${线索.公司|abcd}");
});

test("a merge field is known by its labels in both languages and by its standard name, and only where it belongs", () => {
  const known = (text: string) => fields.find(findTokens(text)[0]!)?.token;
  for (const text of ["${线索.名字}", "${Leads.First Name}", "${leads.first_name}", "$[Leads.FIRST NAME|x]"]) assert.equal(known(text), "${线索.名字}", text);
  assert.equal(known("${Leads.Campaign.Title}"), "${线索.活动.名称}");
  assert.equal(known("${Leads.Owner.Name}"), "${线索.负责人.姓名}");
  assert.equal(known("${Organization.Name}"), "${组织.名称}");
  for (const text of ["${Contacts.First Name}", "${线索.生日}", "${名字}"]) assert.equal(known(text), undefined, text);
});

test("tokens are filled in their place", () => {
  assert.equal(fillTokens("您好 ${线索.名字}，${线索.公司|贵司}。", (token) => (token.name === "线索.名字" ? "佳怡" : token.fallback ?? "")), "您好 佳怡，贵司。");
});

test("characters are counted as Meta counts them", () => {
  assert.equal(lengthOf("您好 ${线索.名字|朋友}。"), "您好 {{1}}。".length);
  assert.equal(lengthOf("👍"), 1);
});

test("the picker opens at a # and closes at a space", () => {
  assert.deepEqual(pickerQuery("Hi #fir", 7), { start: 3, typed: "fir" });
  assert.deepEqual(pickerQuery("您好#", 3), { start: 2, typed: "" });
  assert.deepEqual(pickerQuery("https://parley.example/#", 24), { start: 23, typed: "" });
  assert.equal(pickerQuery("Hi # you", 8), null);
  assert.equal(pickerQuery("Hi", 2), null);
  assert.equal(pickerQuery("#fir", 0), null);
});

test("the picker finds by label, by standard name and by group, beginnings first, and leaves out what has no hit", () => {
  const found = (typed: string) => searchChoices(fields.groups, typed).map((group) => [group.label, ...group.choices.map((choice) => choice.label)]);
  assert.deepEqual(found("fir"), [["线索", "名字"]]);
  assert.deepEqual(found("活动"), [["活动", "名称"]]);
  assert.deepEqual(found("姓"), [["线索", "姓"], ["负责人", "姓名"]]);
  assert.equal(found("").length, 4);
  assert.equal(found("zzz").length, 0);
});
