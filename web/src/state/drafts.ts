import type { Id } from "../api/schema";

/** What was typed and not sent, for each conversation; kept as long as the tab. */
const drafts = new Map<Id, string>();

function key(id: Id): string {
  return `parley.draft.${id}`;
}

export function draftOf(id: Id): string {
  const held = drafts.get(id);
  if (held !== undefined) return held;
  try {
    return sessionStorage.getItem(key(id)) ?? "";
  } catch {
    return "";
  }
}

export function keepDraft(id: Id, text: string): void {
  drafts.set(id, text);
  try {
    if (text === "") sessionStorage.removeItem(key(id));
    else sessionStorage.setItem(key(id), text);
  } catch {
    // Storage may be forbidden; the memory above still holds it.
  }
}
