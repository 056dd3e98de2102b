import type { Field } from "../api/schema";

/** A `#` before the caret and what was typed after it. */
export interface PickerQuery {
  readonly start: number;
  readonly typed: string;
}

const LONGEST_QUERY = 40;

/** What the picker is asked for, or null when the caret does not stand behind a `#`. */
export function pickerQuery(text: string, caret: number): PickerQuery | null {
  const start = text.slice(0, caret).lastIndexOf("#");
  if (start < 0 || caret - start > LONGEST_QUERY) return null;
  const typed = text.slice(start + 1, caret);
  // After a space or another line the `#` was meant as one; in an address or an entity as well.
  if (/\s/.test(typed) || /[/&]/.test(text[start - 1] ?? "")) return null;
  return { start, typed };
}

/** Fields whose label or name holds what was typed, those that begin with it first. */
export function searchFields(all: readonly Field[], typed: string): readonly Field[] {
  // What names a record or a user has no words of its own to send.
  const fields = all.filter((field) => field.type !== "lookup" && field.type !== "user");
  const wanted = plain(typed);
  if (wanted === "") return fields;
  const hits = fields.filter((field) => plain(field.label).includes(wanted) || plain(field.name).includes(wanted));
  const rank = (field: Field) => (plain(field.label).startsWith(wanted) || plain(field.name).startsWith(wanted) ? 0 : 1);
  return [...hits].sort((a, b) => rank(a) - rank(b));
}

/** Without case, spaces and underscores: the query itself has no space. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[\s_]/g, "");
}
