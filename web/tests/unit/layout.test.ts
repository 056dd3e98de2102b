import assert from "node:assert/strict";
import test from "node:test";
import { plainField } from "../../src/fields/plain-field";
import { sampleModule } from "../../src/screens/kit/sample-module";
import { tagColor } from "../../src/screens/records/tag-chips";
import { type SectionDraft, draftOf, placeField, stepField } from "../../src/screens/shaping/layout-draft";

const field = (name: string, section: string) => plainField({ name, label: name, section });
const module = {
  ...sampleModule("Leads", "Leads", [field("a", "person"), field("b", "person"), field("c", "contact")]),
  sections: [{ name: "buying", label: "采购意向", labels: { zh: "采购意向", en: "Buying" } }],
};
const shape = (sections: readonly SectionDraft[]) => sections.map((section) => `${section.name}: ${section.fields.map((one) => one.name).join(" ")}`);

test("a page is drafted with its own sections first, empty ones too", () => {
  assert.deepEqual(shape(draftOf(module)), ["buying: ", "person: a b", "contact: c"]);
});

test("a field steps within its section and over its ends into the next one", () => {
  const start = draftOf(module);
  assert.deepEqual(shape(stepField(start, "a", 1)), ["buying: ", "person: b a", "contact: c"]);
  assert.deepEqual(shape(stepField(start, "b", 1)), ["buying: ", "person: a", "contact: b c"]);
  assert.deepEqual(shape(stepField(start, "a", -1)), ["buying: a", "person: b", "contact: c"]);
  assert.deepEqual(stepField(start, "c", 1), start);
  assert.deepEqual(stepField(start, "nothing", 1), start);
});

test("a field is dropped at a place, a place outside being the nearest inside", () => {
  const start = draftOf(module);
  const last = start[2];
  if (!last) throw new Error("three sections");
  assert.deepEqual(shape(placeField(start, "a", last.key, 99)), ["buying: ", "person: b", "contact: c a"]);
  assert.deepEqual(shape(placeField(start, "a", last.key, -1)), ["buying: ", "person: b", "contact: a c"]);
});

test("a tag has one colour, in whatever case it is written", () => {
  assert.equal(tagColor("VIP"), tagColor("vip"));
  assert.ok(new Set(["华南", "连锁门店", "VIP", "new", "老客户", "展会"].map(tagColor)).size > 2);
});
