import assert from "node:assert/strict";
import test from "node:test";
import { avatarColour, avatarLetter } from "../../src/kit/avatar-letter";
import { searchOptions, stepOption } from "../../src/kit/options";
import { place } from "../../src/kit/placement";
import { WINDOW_MS, countdown, windowState } from "../../src/kit/service-window";
import { visibleRange } from "../../src/kit/visible-range";
import { waitBeforeAttempt } from "../../src/state/connection";

const HOUR = 3_600_000;

test("the window closes to the millisecond", () => {
  assert.equal(windowState(WINDOW_MS, 0).state, "open");
  assert.equal(windowState(2 * HOUR, 0).state, "open");
  assert.equal(windowState(2 * HOUR - 1, 0).state, "closing");
  assert.equal(windowState(HOUR, 0).state, "closing");
  assert.equal(windowState(HOUR - 1, 0).state, "seconds");
  assert.equal(windowState(1, 0).state, "seconds");
  assert.equal(windowState(0, 0).state, "closed");
});

test("the countdown never shows zero while the window is open", () => {
  assert.equal(countdown(41 * 60_000 + 7_000), "00:41:07");
  assert.equal(countdown(1), "00:00:01");
});

test("a long list draws what is in view and a little around", () => {
  assert.deepEqual(visibleRange(0, 680, 68, 10_000), { first: 0, end: 16 });
  assert.deepEqual(visibleRange(68 * 5_000, 680, 68, 10_000), { first: 4_994, end: 5_016 });
  assert.deepEqual(visibleRange(99_999_999, 680, 68, 10), { first: 10, end: 10 });
});

test("a layer goes to the other side when there is no room, and stays inside", () => {
  const view = { width: 400, height: 300 };
  const anchor = { left: 10, top: 250, width: 80, height: 30 };
  assert.deepEqual(place(anchor, { width: 100, height: 120 }, view, "bottom-start", 4), { left: 10, top: 126 });
  assert.deepEqual(place({ ...anchor, left: 360, width: 30 }, { width: 100, height: 20 }, view, "top", 4), { left: 292, top: 226 });
  assert.deepEqual(place(anchor, { width: 600, height: 20 }, view, "top-end", 4), { left: 8, top: 226 });
});

test("options are found by every word typed, without accents and case", () => {
  const options = [
    { value: "a", label: "América do Sul", hint: "Sao Paulo" },
    { value: "America/Sao_Paulo", label: "America/Sao Paulo" },
    { value: "c", label: "Asia/Shanghai", hint: "中国时间", disabled: true },
  ];
  assert.deepEqual(searchOptions(options, "são paulo").map((one) => one.value), ["a", "America/Sao_Paulo"]);
  assert.deepEqual(searchOptions(options, "中国").map((one) => one.value), ["c"]);
  assert.equal(searchOptions(options, "tokyo").length, 0);
  assert.equal(stepOption(options, 1, 1), 0);
  assert.equal(stepOption([], 0, 1), -1);
});

test("an avatar shows the name's first letter, a number sign for a bare number", () => {
  assert.equal(avatarLetter("林佳怡"), "林");
  assert.equal(avatarLetter("  ana"), "A");
  assert.equal(avatarLetter("+49 1512"), "#");
  assert.equal(avatarLetter(""), "#");
  assert.equal(avatarColour("42"), avatarColour("42"));
});

test("tries to reconnect grow apart up to half a minute", () => {
  assert.deepEqual([1, 2, 3, 6, 20].map(waitBeforeAttempt), [1_000, 2_000, 4_000, 30_000, 30_000]);
});
