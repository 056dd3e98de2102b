import assert from "node:assert/strict";
import test from "node:test";
import type { Template, TemplateFinding } from "../../src/api/schema";
import { placeOf } from "../../src/screens/templates/finding-words";
import { placesOf } from "../../src/screens/templates/map-template-dialog";
import { type TemplateDraft, blankDraft, bodyOf, draftOf, freshButton, tokensOf } from "../../src/screens/templates/template-draft";
import { grouped } from "../../src/screens/templates/template-list";

const written: TemplateDraft = {
  ...blankDraft("Leads", "zh_CN"),
  name: " 发货提醒 ",
  category: "notification",
  headerKind: "text",
  headerText: "订单 ${线索.公司}",
  body: "您好 ${线索.名字}，${线索.公司} 的订单已发出。",
  footer: " ",
  buttons: [freshButton({ kind: "url", label: "查看 ", url: "https://q.example/${线索.单号}" }), freshButton({ kind: "phone", label: "联系", phone: "+862155500177" })],
  samples: { "线索.公司": "半日咖啡", "线索.单号": "SF1" },
};

test("a draft is said to the server without blanks, with a sample for each place", () => {
  const body = bodyOf(written);
  assert.equal(body.name, "发货提醒");
  assert.equal(body.footer, null);
  assert.deepEqual(body.samples, ["", "半日咖啡"]);
  assert.deepEqual(body.header, { kind: "text", text: "订单 ${线索.公司}", sample: "半日咖啡" });
  assert.deepEqual(body.buttons, [{ kind: "url", label: "查看", url: "https://q.example/${线索.单号}", sample: "SF1" }, { kind: "phone", label: "联系", phone: "+862155500177" }]);
});

test("a merge field that stands twice is asked for once", () => {
  assert.deepEqual(tokensOf(written).map((token) => token.name), ["线索.公司", "线索.名字", "线索.单号"]);
});

test("what is copied says the same", () => {
  const said = bodyOf(written);
  const template = { ...said, category: "notification", header: { ...said.header, file: null }, footer: null, buttons: said.buttons, samples: ["佳怡", "半日咖啡"], module: "Leads", channel: "1" } as unknown as Template;
  const copy = draftOf(template);
  assert.deepEqual(bodyOf(copy), { ...said, samples: ["佳怡", "半日咖啡"] });
});

test("a finding about a button is at its label or where it leads", () => {
  const at = (said: Partial<TemplateFinding>, draft = written) => placeOf({ part: "buttons", position: 0, code: "required", detail: "", ...said }, draft);
  assert.equal(at({}), "target-0");
  assert.equal(at({}, { ...written, buttons: [freshButton({ kind: "url" })] }), "label-0");
  assert.equal(at({ code: "not_an_address" }), "target-0");
  assert.equal(at({ code: "emoji" }), "label-0");
  assert.equal(placeOf({ part: "buttons", code: "replies_apart", detail: "" }, written), "buttons");
  assert.equal(placeOf({ part: "footer", code: "too_long", detail: "" }, written), "footer");
});

test("translations stand together where the newest of them stands", () => {
  const list = ["a", "b", "a", "c"].map((name, index) => ({ id: String(index), name }) as Template);
  assert.deepEqual(grouped(list).map(({ id, isFurther }) => [id, isFurther]), [["0", false], ["2", true], ["1", false], ["3", false]]);
});

test("each place of a template made elsewhere is shown with the words beside it", () => {
  const template = { header: null, body: "Hello {{1}}, your order {{2}} is on its way.", buttons: [{ kind: "url", label: "Track", url: "https://q.example/{{1}}" }] } as unknown as Template;
  assert.deepEqual(placesOf(template), ["Hello {{1}}, your order", ", your order {{2}} is on its way.", "https://q.example/{{1}}"]);
});
