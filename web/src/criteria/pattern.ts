/** How rows are joined: `1 and (2 or 3)`. Without brackets it is read from left to right, as the server reads it. */
export type Pattern = number | { readonly join: Join; readonly members: readonly Pattern[] };
type Join = "and" | "or";

/** Why a text is no pattern. */
export type PatternFault =
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "noRow" | "unused"; readonly row: number }
  | { readonly kind: "missing" | "unclosed" | "rest" };

class Unreadable extends Error {
  constructor(readonly fault: PatternFault) {
    super(fault.kind);
  }
}

export function joinAll(count: number, join: Join): Pattern {
  return count === 1 ? 1 : { join, members: Array.from({ length: count }, (_, index) => index + 1) };
}

/** Fully bracketed, which reads the same whatever the rules. */
export function patternText(pattern: Pattern): string {
  return typeof pattern === "number" ? String(pattern) : `(${pattern.members.map(patternText).join(` ${pattern.join} `)})`;
}

/** `all` or `any` where one word joins every row in its order. */
export function plainJoin(pattern: Pattern, count: number): Join | null {
  if (pattern === 1) return "and";
  if (typeof pattern === "number") return null;
  return pattern.members.length === count && pattern.members.every((member, index) => member === index + 1) ? pattern.join : null;
}

/** Reads what somebody typed; each row is to be used. */
export function readPattern(text: string, count: number): { readonly pattern: Pattern } | { readonly fault: PatternFault } {
  // Chinese input methods write brackets and digits in full width.
  const words = text.normalize("NFKC").toLowerCase().replace(/([()])/g, " $1 ").split(/\s+/).filter(Boolean);
  const used = new Set<number>();
  let place = 0;

  const member = (): Pattern => {
    const word = words[place];
    if (word === undefined || word === "and" || word === "or" || word === ")") throw new Unreadable({ kind: "missing" });
    place += 1;
    if (word === "(") {
      const inside = expression();
      if (words[place] !== ")") throw new Unreadable({ kind: "unclosed" });
      place += 1;
      return inside;
    }
    if (!/^\d+$/.test(word)) throw new Unreadable({ kind: "word", word });
    const row = Number(word);
    if (row < 1 || row > count) throw new Unreadable({ kind: "noRow", row });
    used.add(row);
    return row;
  };
  const expression = (): Pattern => {
    let left = member();
    // Only neighbours of the same level grow together; what stood in brackets stays one.
    let grows = false;
    for (let join = words[place]; join === "and" || join === "or"; join = words[place]) {
      place += 1;
      const right = member();
      left = grows && typeof left !== "number" && left.join === join ? { join, members: [...left.members, right] } : { join, members: [left, right] };
      grows = true;
    }
    return left;
  };
  try {
    const pattern = expression();
    const rest = words[place];
    if (rest !== undefined) throw new Unreadable(rest === ")" || rest === "(" || /^\d+$/.test(rest) ? { kind: "rest" } : { kind: "word", word: rest });
    for (let row = 1; row <= count; row += 1) if (!used.has(row)) throw new Unreadable({ kind: "unused", row });
    return { pattern };
  } catch (error) {
    if (error instanceof Unreadable) return { fault: error.fault };
    throw error;
  }
}

/** After one more row: it narrows further, unless all rows are joined by `or`. */
export function withRow(pattern: Pattern, count: number): Pattern {
  if (typeof pattern !== "number" && plainJoin(pattern, count) !== null) return { ...pattern, members: [...pattern.members, count + 1] };
  return { join: "and", members: [pattern, count + 1] };
}

/** After a row was taken away: the later ones move up. */
export function withoutRow(pattern: Pattern, gone: number): Pattern | null {
  if (typeof pattern === "number") return pattern === gone ? null : pattern > gone ? pattern - 1 : pattern;
  const members = pattern.members.map((member) => withoutRow(member, gone)).filter((member): member is Pattern => member !== null);
  return members.length === 0 ? null : members.length === 1 ? members[0] ?? null : { join: pattern.join, members };
}
