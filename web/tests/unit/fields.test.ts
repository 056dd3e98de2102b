import assert from "node:assert/strict";
import test from "node:test";
import { wordsOf } from "../../src/fields/field-words";
import { localInput, momentOf } from "../../src/fields/local-time";
import { amountWords, numberWords, readNumber } from "../../src/fields/numbers";
import { plainField } from "../../src/fields/plain-field";
import { sameValue } from "../../src/fields/values";
import { setTimeZone } from "../../src/i18n/format";
import { speak } from "../../src/i18n/t";
import { zh } from "../../src/i18n/zh-CN";
import { moveTo } from "../../src/kit/move";

test("numbers are read in the language's way and kept exactly", () => {
  assert.equal(readNumber("1,239.04", "en"), "1239.04");
  assert.equal(readNumber("１２３９．５０", "zh-CN"), "1239.5");
  assert.equal(readNumber(" -0.0100 ", "en"), "-0.01");
  assert.equal(readNumber("-0", "en"), "0");
  assert.equal(readNumber("99999999999999.9999", "en"), "99999999999999.9999");
  assert.equal(readNumber("007", "en", { whole: true }), "7");
});

test("what the server would not take is no number", () => {
  for (const typed of ["", "abc", "1.23456", "1e5", "--1", ".", "1.5.2"]) assert.equal(readNumber(typed, "en"), null, typed);
  assert.equal(readNumber("1.5", "en", { whole: true }), null);
  assert.equal(readNumber("1234567890123456789", "en", { whole: true }), null);
});

test("numbers are shown grouped, never rounded", () => {
  assert.equal(numberWords("386000", "zh-CN", 2), "386,000.00");
  assert.equal(numberWords("-12345678901234.5678", "en", 2), "-12,345,678,901,234.5678");
  assert.equal(amountWords("12345678901234.5", "zh-CN", "CNY"), "¥12,345,678,901,234.50");
  assert.equal(amountWords("-1239.5", "en", "EUR"), "-€1,239.50");
  assert.equal(amountWords("1239", "en", "JPY"), "¥1,239");
  assert.equal(amountWords("1239.5", "en", undefined), "1,239.50");
  assert.equal(numberWords("half typed", "en"), "half typed");
});

test("a moment is typed in the user's zone and kept in UTC", () => {
  assert.equal(localInput("2026-11-22T08:30:00.000Z", "Asia/Shanghai"), "2026-11-22T16:30");
  assert.equal(momentOf("2026-11-22T16:30", "Asia/Shanghai"), "2026-11-22T08:30:00Z");
  assert.equal(momentOf("2026-07-01T09:00", "Europe/Berlin"), "2026-07-01T07:00:00Z");
  assert.equal(momentOf("2026-12-01T09:00", "Europe/Berlin"), "2026-12-01T08:00:00Z");
  assert.equal(localInput("", "Asia/Shanghai"), "");
  assert.equal(momentOf("", "Asia/Shanghai"), "");
});

test("around a change of the clocks every hour that exists is kept", () => {
  for (const local of ["2026-03-29T01:30", "2026-03-29T03:30", "2026-10-25T01:30", "2026-10-25T03:30"]) assert.equal(localInput(momentOf(local, "Europe/Berlin"), "Europe/Berlin"), local);
});

test("each type has its words", () => {
  speak("zh-CN", zh);
  setTimeZone("Asia/Shanghai");
  const words = (type: Parameters<typeof plainField>[0]["type"], value: Parameters<typeof wordsOf>[1]) => wordsOf(plainField({ name: "f", label: "F", type, options: [{ value: "Hot", label: "热", labels: { zh: "热", en: "Hot" }, color: null }] }), value);
  assert.equal(words("currency", "1239.5"), "1,239.50");
  assert.equal(words("percent", "12.5"), "12.5%");
  assert.equal(words("date", "2026-12-15"), "2026年12月15日");
  assert.ok(words("datetime", "2026-11-22T08:30:00Z").includes("16:30"));
  assert.equal(words("multi_select", ["Hot", "Gone"]), "热、Gone");
  assert.equal(words("boolean", true), "是");
  assert.equal(wordsOf(plainField({ name: "c", label: "C", type: "lookup" }), "7", { c: { id: "7", module: "Contacts", name: "林若溪" } }), "林若溪");
  assert.equal(words("lookup", "8"), "（已删除或无权查看）");
});

test("the order of chosen options makes no other value", () => {
  assert.ok(sameValue(["a", "b"], ["b", "a"]));
  assert.ok(!sameValue(["a"], ["a", "b"]));
  assert.ok(!sameValue(["a"], "a"));
});

test("what is moved stays inside the list", () => {
  assert.deepEqual(moveTo(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  assert.deepEqual(moveTo(["a", "b", "c"], 2, -5), ["c", "a", "b"]);
});
