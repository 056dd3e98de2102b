import assert from "node:assert/strict";
import test from "node:test";
import { clockTime, credits, dayNumber, dividerDay, listTime, setTimeZone, timeZone } from "../../src/i18n/format";
import { speak } from "../../src/i18n/t";
import { en } from "../../src/i18n/en";
import { zh } from "../../src/i18n/zh-CN";
import { offsetOf, offsetText, timeZoneChoices } from "../../src/i18n/time-zones";

const NOW = "2026-11-22T06:05:00Z";

function inChinese(): void {
  speak("zh-CN", zh);
  setTimeZone("Asia/Shanghai");
}

function inEnglish(): void {
  speak("en", en);
  setTimeZone("America/Sao_Paulo");
}

test("times are shown in the user's zone", () => {
  inChinese();
  assert.equal(clockTime(NOW), "14:05");
  inEnglish();
  assert.equal(clockTime(NOW), "03:05");
});

test("a zone that does not exist is not taken over", () => {
  setTimeZone("Mars/Olympus");
  assert.ok(timeZone() !== "Mars/Olympus");
});

test("a day ends at the user's midnight", () => {
  inChinese();
  assert.equal(dayNumber("2026-11-22T16:00:00Z") - dayNumber("2026-11-22T15:59:59Z"), 1);
});

test("a list's times grow coarser with age", () => {
  inChinese();
  assert.equal(listTime(NOW, NOW), "现在");
  assert.equal(listTime("2026-11-22T06:00:00Z", NOW), "5分钟");
  assert.equal(listTime("2026-11-22T01:12:00Z", NOW), "09:12");
  assert.equal(listTime("2026-11-21T01:12:00Z", NOW), "昨天");
  assert.equal(listTime("2026-11-18T01:12:00Z", NOW), "周三");
  assert.equal(listTime("2026-03-04T01:12:00Z", NOW), "3月4日");
  inEnglish();
  assert.equal(listTime("2026-03-04T01:12:00Z", NOW), "3 Mar");
});

test("a thread's dividers name today and yesterday", () => {
  inEnglish();
  assert.equal(dividerDay(NOW, NOW), "Today");
  assert.equal(dividerDay("2026-11-21T06:05:00Z", NOW), "Yesterday");
  assert.ok(dividerDay("2025-03-04T06:05:00Z", NOW).includes("2025"));
});

test("credits have four decimals", () => {
  inChinese();
  assert.equal(credits(1284.36), "1,284.3600");
});

test("a zone's distance from UTC follows summer time", () => {
  assert.equal(offsetOf("Europe/Berlin", new Date("2026-07-01T00:00:00Z")), 120);
  assert.equal(offsetOf("Europe/Berlin", new Date("2026-12-01T00:00:00Z")), 60);
  assert.equal(offsetOf("Asia/Kathmandu", new Date(NOW)), 345);
  assert.equal(offsetOf("UTC", new Date(NOW)), 0);
  assert.equal(offsetText(-210), "UTC−03:30");
});

test("the present zone is among the choices even when the browser does not list it", () => {
  const names = timeZoneChoices("Asia/Calcutta", "en", new Date(NOW)).map((one) => one.name);
  assert.ok(names.includes("UTC") && names.includes("Asia/Calcutta") && names.includes("Asia/Shanghai"));
});
