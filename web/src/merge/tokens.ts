import type { Field, Module } from "../api/schema";

/** A merge field in a text: `${Leads.First Name}`, `${Leads.First Name|there}`, or the same with `$[…]`. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** As it stands in the text. */
  readonly text: string;
  readonly module: string;
  readonly field: string;
  readonly fallback: string | null;
}

const TOKEN = /\$(?:\{([^{}\n]*)\}|\[([^[\]\n]*)\])/g;

export function findTokens(body: string): readonly Token[] {
  return [...body.matchAll(TOKEN)].map((match) => {
    const [text = ""] = match;
    const inside = match[1] ?? match[2] ?? "";
    const bar = inside.indexOf("|");
    const path = bar < 0 ? inside : inside.slice(0, bar);
    const dot = path.indexOf(".");
    return {
      start: match.index ?? 0,
      end: (match.index ?? 0) + text.length,
      text,
      module: dot < 0 ? "" : path.slice(0, dot).trim(),
      field: dot < 0 ? path.trim() : path.slice(dot + 1).trim(),
      fallback: bar < 0 ? null : inside.slice(bar + 1).trim(),
    };
  });
}

/** The text of the merge field for a field. */
export function tokenFor(module: Module, field: Field): string {
  return `\${${module.label}.${field.label}}`;
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll("_", " ");
}

function names(typed: string, ...known: readonly string[]): boolean {
  return known.some((one) => plain(one) === plain(typed));
}

/** The field that a token means, by its label or its standard name; null where the module has none such. */
export function fieldOf(token: Token, module: Module): Field | null {
  if (!names(token.module, module.name, module.label, module.singular)) return null;
  return module.fields.find((field) => names(token.field, field.label, field.name)) ?? null;
}

/** The text with every merge field replaced by what `valueOf` says of it. */
export function fillTokens(body: string, valueOf: (token: Token) => string): string {
  let text = "";
  let at = 0;
  for (const token of findTokens(body)) {
    text += body.slice(at, token.start) + valueOf(token);
    at = token.end;
  }
  return text + body.slice(at);
}
