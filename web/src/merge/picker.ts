import type { MergeChoice, MergeChoices } from "./merge-fields";

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
  // After a space or another line the `#` was meant as one; in an entity as well.
  if (/\s/.test(typed) || text[start - 1] === "&") return null;
  return { start, typed };
}

/** In each group the fields whose label, name or group holds what was typed, those that begin with it first; groups without any are left out. */
export function searchChoices(groups: readonly MergeChoices[], typed: string): readonly MergeChoices[] {
  const wanted = plain(typed);
  if (wanted === "") return groups;
  const begins = (choice: MergeChoice) => [choice.label, ...choice.names].some((name) => plain(name).startsWith(wanted));
  const holds = (group: MergeChoices, choice: MergeChoice) => [choice.label, ...choice.names, `${group.label}${choice.label}`].some((name) => plain(name).includes(wanted));
  return groups
    .map((group) => {
      const hits = group.choices.filter((choice) => holds(group, choice));
      return { ...group, choices: [...hits].sort((a, b) => Number(begins(b)) - Number(begins(a))) };
    })
    .filter((group) => group.choices.length > 0);
}

/** Without case, spaces and underscores: the query itself has no space. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[\s_.]/g, "");
}
