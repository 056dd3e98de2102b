import assert from "node:assert/strict";
import test from "node:test";
import { en as enStart } from "../../src/i18n/en";
import { enActivities } from "../../src/i18n/en.activities";
import { enChannels } from "../../src/i18n/en.channels";
import { enGuidelines } from "../../src/i18n/en.guidelines";
import { enHealth } from "../../src/i18n/en.health";
import { enLife } from "../../src/i18n/en.life";
import { enLists } from "../../src/i18n/en.lists";
import { enMessages } from "../../src/i18n/en.messages";
import { enPalette } from "../../src/i18n/en.palette";
import { enPeople } from "../../src/i18n/en.people";
import { enQuotes } from "../../src/i18n/en.quotes";
import { enSettings } from "../../src/i18n/en.settings";
import { enTemplates } from "../../src/i18n/en.templates";
import { startLanguage } from "../../src/i18n/language";
import { fill } from "../../src/i18n/t";
import { zh as zhStart } from "../../src/i18n/zh-CN";
import { zhActivities } from "../../src/i18n/zh-CN.activities";
import { zhChannels } from "../../src/i18n/zh-CN.channels";
import { zhGuidelines } from "../../src/i18n/zh-CN.guidelines";
import { zhHealth } from "../../src/i18n/zh-CN.health";
import { zhLife } from "../../src/i18n/zh-CN.life";
import { zhLists } from "../../src/i18n/zh-CN.lists";
import { zhMessages } from "../../src/i18n/zh-CN.messages";
import { zhPalette } from "../../src/i18n/zh-CN.palette";
import { zhPeople } from "../../src/i18n/zh-CN.people";
import { zhQuotes } from "../../src/i18n/zh-CN.quotes";
import { zhSettings } from "../../src/i18n/zh-CN.settings";
import { zhTemplates } from "../../src/i18n/zh-CN.templates";

const zh = { ...zhStart, ...zhActivities, ...zhLife, ...zhSettings, ...zhLists, ...zhPalette, ...zhPeople, ...zhQuotes, ...zhChannels, ...zhMessages, ...zhTemplates, ...zhGuidelines, ...zhHealth };
const en = { ...enStart, ...enActivities, ...enLife, ...enSettings, ...enLists, ...enPalette, ...enPeople, ...enQuotes, ...enChannels, ...enMessages, ...enTemplates, ...enGuidelines, ...enHealth };

test("values are filled in, numbers in the language's way", () => {
  assert.equal(fill("最多 {max} 个字符。", "zh-CN", { max: 1024 }), "最多 1,024 个字符。");
  assert.equal(fill("{who} wrote {what}", "en", { who: "Ana", what: "{who}" }), "Ana wrote {who}");
});

test("a plural takes the form that its count asks for", () => {
  const pattern = "{hours|# hour|# hours} left";
  assert.equal(fill(pattern, "en", { hours: 1 }), "1 hour left");
  assert.equal(fill(pattern, "en", { hours: 0 }), "0 hours left");
  assert.equal(fill(pattern, "en", { hours: 1200 }), "1,200 hours left");
});

test("a missing value stays visible instead of vanishing", () => {
  assert.equal(fill("to {time}", "en"), "to {time}");
});

test("both languages ask for the same values", () => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((hit) => hit[1]).sort().join();
  for (const key of Object.keys(zh) as (keyof typeof zh)[]) assert.equal(names(en[key]), names(zh[key]), key);
});

test("Chinese words hold no English sentence and the other way round", () => {
  for (const [key, text] of Object.entries(en)) assert.ok(!/\p{Script=Han}/u.test(text), key);
  for (const [key, text] of Object.entries(zh)) {
    const outside = text.replace(/\{\w+\}/g, "");
    assert.ok(!/\p{L}/u.test(outside) || /\p{Script=Han}/u.test(outside), key);
  }
});

test("the language is the remembered one, then the browser's, then Chinese", () => {
  assert.equal(startLanguage("en", ["zh-CN"]), "en");
  assert.equal(startLanguage(null, ["fr-FR", "en-GB", "zh-CN"]), "en");
  assert.equal(startLanguage("xx", ["zh-TW"]), "zh-CN");
  assert.equal(startLanguage(null, ["fr-FR"]), "zh-CN");
});

test("a word stands in one table only, and words of one subject stand together", () => {
  const subjects = (table: object) => new Set(Object.keys(table).map((key) => key.split(".")[0]));
  const start = subjects(zhStart);
  // What can go wrong stands with the screens on which it does.
  start.delete("problem");
  assert.deepEqual([...subjects(zhSettings), ...subjects(zhPeople)].filter((subject) => start.has(subject)), []);
  const keys = [zhStart, zhSettings, zhLists, zhPeople, zhChannels, zhTemplates, zhGuidelines, zhHealth].flatMap((table) => Object.keys(table));
  assert.deepEqual(keys.filter((key, index) => keys.indexOf(key) !== index), []);
});
