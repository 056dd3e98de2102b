import type { Me, MeChange, Module, SearchResult } from "../api/schema";
import { languageNames, languages } from "../i18n/language";
import { language, t } from "../i18n/t";
import type { IconName } from "../kit/icon-names";
import { searchOptions } from "../kit/options";
import { newWords } from "../screens/records/module-words";
import { modulePath, recordPath } from "../screens/records/record-paths";
import { QUOTES, newQuotePath } from "../screens/quotes/quote-paths";
import { isOffered, settingsGroups } from "../screens/settings/settings-entries";
import type { RecentRecord } from "../state/recent";
import { themeIcons, themes } from "./themes";
import "../i18n/palette-words";

/** What one can choose: where it leads or what it does. */
export interface PaletteEntry {
  readonly key: string;
  readonly label: string;
  readonly detail?: string | undefined;
  /** An avatar instead of an icon: a record. */
  readonly seed?: string;
  readonly icon?: IconName;
  readonly act: { readonly to: string } | { readonly make: Module } | { readonly change: MeChange };
}

export interface PaletteGroup {
  readonly label: string;
  readonly entries: readonly PaletteEntry[];
}

interface Here {
  readonly me: Me;
  readonly modules: readonly Module[];
  readonly connected: boolean;
  readonly theme: string;
}

/** Some of the commands stand there before anything is typed. */
const FIRST_COMMANDS = 6;
const MOST_COMMANDS = 8;

/** What is found among the records, and the conversations with the people among them. */
export function foundGroups(result: SearchResult, modules: readonly Module[]): readonly PaletteGroup[] {
  const groups = result.groups.map((group): PaletteGroup => ({
    label: modules.find((module) => module.name === group.module)?.label ?? group.module,
    entries: group.hits.map((hit) => ({
      key: hit.id, label: hit.name, seed: hit.id, detail: hit.detail ? `${hit.detail.label} · ${hit.detail.text}` : undefined, act: { to: recordPath(group.module, hit.id) },
    })),
  }));
  const talks = result.groups.flatMap((group) => group.hits).flatMap((hit): PaletteEntry[] =>
    (hit.conversation === null ? [] : [{ key: `conversation ${hit.conversation}`, label: hit.name, icon: "message-square", detail: t("palette.conversation"), act: { to: `/messages/${hit.conversation}` } }]));
  return talks.length === 0 ? groups : [...groups, { label: t("rail.messages"), entries: talks }];
}

export function recentGroup(recent: readonly RecentRecord[], modules: readonly Module[]): readonly PaletteGroup[] {
  if (recent.length === 0) return [];
  const entries = recent.map((one): PaletteEntry => ({
    key: one.id, label: one.name, seed: one.id, detail: modules.find((module) => module.name === one.module)?.singular, act: { to: recordPath(one.module, one.id) },
  }));
  return [{ label: t("palette.recent"), entries }];
}

/** The commands that have every word typed. */
export function commandGroup(typed: string, here: Here): readonly PaletteGroup[] {
  const options = commandsOf(here).map((entry) => ({ ...entry, value: entry.key }));
  const hits = typed.trim() === "" ? options.slice(0, FIRST_COMMANDS) : searchOptions(options, typed).slice(0, MOST_COMMANDS);
  return hits.length === 0 ? [] : [{ label: t("palette.commands"), entries: hits }];
}

function commandsOf({ me, modules, connected, theme }: Here): readonly PaletteEntry[] {
  const make = modules.filter((module) => module.actions.includes("create")).map((module): PaletteEntry => ({
    key: `new ${module.name}`, label: newWords(module), icon: "plus", act: module.name === QUOTES ? { to: newQuotePath() } : { make: module },
  }));
  const first = ["Leads", "Contacts", "Deals", QUOTES];
  const isFirst = (entry: PaletteEntry) => first.some((name) => entry.key === `new ${name}`);
  const go = [
    ...(me.rights.includes("view_messages") ? [{ label: t("rail.messages"), to: "/messages" }] : []),
    ...modules.map((module) => ({ label: module.label, to: modulePath(module.name) })),
  ].map(({ label, to }): PaletteEntry => ({ key: `go ${to}`, label: t("palette.go", { place: label }), icon: "layout-grid", act: { to } }));
  const settings = settingsGroups.flatMap((group) => group.entries)
    .filter((entry) => isOffered(entry, me, connected))
    .map((entry): PaletteEntry => ({ key: `settings ${entry.path}`, label: t(entry.label), detail: t("rail.settings"), icon: entry.icon, act: { to: entry.path } }));
  const looks = themes.filter((one) => one !== theme).map((one): PaletteEntry => ({ key: `theme ${one}`, label: t(`theme.${one}`), detail: t("account.theme"), icon: themeIcons[one], act: { change: { theme: one } } }));
  const tongues = languages.filter((one) => one !== language()).map((one): PaletteEntry => ({ key: `language ${one}`, label: languageNames[one], detail: t("account.language"), icon: "languages", act: { change: { language: one } } }));
  return [...make.filter(isFirst), ...go, ...make.filter((entry) => !isFirst(entry)), ...settings, ...looks, ...tongues];
}
