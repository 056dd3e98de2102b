import { call } from "../api/client";
import type { FieldType, Labels, MergeGroup, Module } from "../api/schema";
import { language, useLanguage } from "../i18n/t";
import { useLive } from "../state/live";
import { useLoaded } from "../state/loaded";
import { useModules } from "../state/modules";
import { useMemo } from "ui";
import { type Token, findTokens } from "./tokens";

/** A merge field to choose. */
export interface MergeChoice {
  /** To be put into the text. */
  readonly token: string;
  readonly label: string;
  readonly type: FieldType;
  /** What it is found by besides its label. */
  readonly names: readonly string[];
}

/** Merge fields that belong together: the record's own, what a lookup leads to, its owner, who sends, the organisation. */
export interface MergeChoices {
  readonly kind: MergeGroup["kind"];
  readonly label: string;
  readonly choices: readonly MergeChoice[];
}

export interface MergeFields {
  readonly groups: readonly MergeChoices[];
  /** What a token in a text means; null where it is none of these. */
  readonly find: (token: Token) => MergeChoice | null;
}

/** A module's merge fields as the server tells of them. `fieldNames` are the fields' standard names, which tokens may be written with too. */
export function mergeFieldsOf(moduleName: string, groups: readonly MergeGroup[], fieldNames: ReadonlyMap<string, string>, labelOf: (labels: Labels) => string): MergeFields {
  const nameOf = (field: string | null) => (field === null ? [] : [fieldNames.get(field) ?? ""].filter(Boolean));
  const own = groups.find((group) => group.kind === "record")?.labels;
  const modules = [moduleName, ...(own ? [own.en, own.zh] : [])];
  const known = new Map<string, MergeChoice>();
  const listed = groups.map((group) => {
    const rooms = group.kind === "record" ? modules : [group.labels.en, group.labels.zh, ...nameOf(group.field)];
    const paths = group.kind === "record" || group.kind === "sender" || group.kind === "organization" ? rooms : modules.flatMap((module) => rooms.map((room) => `${module}.${room}`));
    const choices = group.fields.map((field) => {
      const names = [field.labels.en, field.labels.zh, ...nameOf(field.field)];
      const choice: MergeChoice = { token: field.token, label: labelOf(field.labels), type: field.type, names };
      for (const path of paths) for (const name of names) if (!known.has(plain(`${path}.${name}`))) known.set(plain(`${path}.${name}`), choice);
      return choice;
    });
    return { kind: group.kind, label: labelOf(group.labels), choices };
  });
  // A token as the server writes it always means its own field.
  for (const { choices } of listed) for (const choice of choices) for (const token of findTokens(choice.token)) known.set(plain(token.name), choice);
  return { groups: listed, find: (token) => known.get(plain(token.name)) ?? null };
}

function plain(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/[\s_]+/g, " ").trim();
}

/** What texts about a module's records can merge; null until it is known. */
export function useMergeFields(module: string | null): MergeFields | null {
  const now = useLanguage();
  const modules = useModules();
  const loaded = useLoaded(`merge fields of ${module} in ${now}`, async () => (module === null ? null : call("listMergeFields", { path: { module } })));
  useLive("modules", loaded.reload);
  const groups = loaded.value?.groups;
  return useMemo(() => (groups && module !== null ? mergeFieldsOf(module, groups, fieldNames(modules ?? []), (labels) => (language() === "en" ? labels.en || labels.zh : labels.zh || labels.en)) : null), [groups, module, modules]);
}

function fieldNames(modules: readonly Module[]): ReadonlyMap<string, string> {
  return new Map(modules.flatMap((module) => module.fields.map((field) => [field.id, field.name] as const)));
}
