import type { Field, Id, Labels, Module } from "../../api/schema";
import { sectionLabel } from "../records/record-values";

/** A section while the page is being arranged. */
export interface SectionDraft {
  readonly key: number;
  /** Null for a new one. */
  readonly name: string | null;
  readonly labels: Labels | null;
  readonly fields: readonly Field[];
}

let lastKey = 0;

export function freshSection(said: Partial<SectionDraft> = {}): SectionDraft {
  lastKey += 1;
  return { key: lastKey, name: null, labels: { zh: "", en: "" }, fields: [], ...said };
}

/** The page as it is: the sections in their order, then those that only fields know. */
export function draftOf(module: Module): readonly SectionDraft[] {
  const names = [...new Set([...module.sections.map((section) => section.name), ...module.fields.map((field) => field.section)])];
  return names.map((name) => freshSection({
    name,
    labels: module.sections.find((section) => section.name === name)?.labels ?? null,
    fields: module.fields.filter((field) => field.section === name),
  }));
}

/** What a section is called; a standard one that nobody renamed by its own words. */
export function titleOf(section: SectionDraft, language: "zh-CN" | "en"): string {
  const { labels } = section;
  if (labels) return (language === "en" ? labels.en || labels.zh : labels.zh || labels.en).trim();
  return section.name === null ? "" : sectionLabel(section.name);
}

/** Puts a field before the place in a section. */
export function placeField(sections: readonly SectionDraft[], id: Id, key: number, at: number): readonly SectionDraft[] {
  const field = sections.flatMap((section) => section.fields).find((one) => one.id === id);
  if (!field) return sections;
  return sections.map((section) => {
    const rest = section.fields.filter((one) => one.id !== id);
    if (section.key !== key) return rest.length === section.fields.length ? section : { ...section, fields: rest };
    const place = Math.max(0, Math.min(at, rest.length));
    return { ...section, fields: [...rest.slice(0, place), field, ...rest.slice(place)] };
  });
}

/** One step up or down, out of a section into the next one as well. */
export function stepField(sections: readonly SectionDraft[], id: Id, step: -1 | 1): readonly SectionDraft[] {
  const at = sections.findIndex((section) => section.fields.some((field) => field.id === id));
  const section = sections[at];
  if (!section) return sections;
  const place = section.fields.findIndex((field) => field.id === id) + step;
  if (place >= 0 && place < section.fields.length) return placeField(sections, id, section.key, place);
  const neighbour = sections[at + step];
  return neighbour ? placeField(sections, id, neighbour.key, step < 0 ? neighbour.fields.length : 0) : sections;
}
