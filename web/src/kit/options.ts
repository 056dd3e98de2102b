import type { ReactNode } from "ui";

export interface Option<V extends string = string> {
  readonly value: V;
  readonly label: string;
  /** Shown smaller at the right, and searched as well. */
  readonly hint?: string;
  readonly start?: ReactNode;
  readonly disabled?: boolean;
}

/** Options whose label or hint holds every word typed, those that begin with it first. */
export function searchOptions<O extends Option>(options: readonly O[], typed: string): readonly O[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  const hits = options.filter((option) => {
    const text = plain(`${option.label} ${option.hint ?? ""} ${option.value}`);
    return words.every((word) => text.includes(word));
  });
  const rank = (option: O) => (plain(option.label).startsWith(words[0] ?? "") ? 0 : 1);
  return [...hits].sort((a, b) => rank(a) - rank(b));
}

/** Without case and accents: "sao" finds São Paulo. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replaceAll("_", " ");
}

/** The next option that can be chosen, going round. */
export function stepOption(options: readonly Option[], from: number, by: 1 | -1): number {
  for (let count = 1; count <= options.length; count += 1) {
    const index = (from + by * count + options.length * 2) % options.length;
    if (!options[index]?.disabled) return index;
  }
  return -1;
}
