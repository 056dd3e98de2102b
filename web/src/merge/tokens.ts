/** A merge field in a text: `${Leads.First Name}`, `${Leads.First Name|there}`, or the same with `$[…]`. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** As it stands in the text. */
  readonly text: string;
  /** What it names, such as `Contacts.Account.Phone`. */
  readonly name: string;
  /** What stands in place of a blank value. */
  readonly fallback: string | null;
}

const TOKEN = /\$(?:\{([^{}\n]*)\}|\[([^[\]\n]*)\])/g;

export function findTokens(body: string): readonly Token[] {
  return [...body.matchAll(TOKEN)].map((match) => {
    const [text = ""] = match;
    const inside = match[1] ?? match[2] ?? "";
    const bar = inside.indexOf("|");
    const start = match.index ?? 0;
    return { start, end: start + text.length, text, name: (bar < 0 ? inside : inside.slice(0, bar)).trim(), fallback: bar < 0 ? null : inside.slice(bar + 1) };
  });
}

/** The token with another fallback; a blank one is none. */
export function withFallback(token: Token, fallback: string): string {
  const [open, close] = token.text.startsWith("$[") ? ["$[", "]"] : ["${", "}"];
  // What would end the token, or begin another, cannot stand in it.
  const plain = fallback.replace(/[${}[\]|\n]/g, "");
  return `${open}${token.name}${plain === "" ? "" : `|${plain}`}${close}`;
}

/** Without the module before it: `Account.Phone`. */
export function shortName({ name }: Token): string {
  return name.slice(name.indexOf(".") + 1);
}

/** The text with every merge field replaced by what `valueOf` says of it. */
export function fillTokens(body: string, valueOf: (token: Token, index: number) => string): string {
  let text = "";
  let at = 0;
  for (const [index, token] of findTokens(body).entries()) {
    text += body.slice(at, token.start) + valueOf(token, index);
    at = token.end;
  }
  return text + body.slice(at);
}

/** Characters as Meta counts them, a merge field as the `{{1}}` that is sent in its place. */
export function lengthOf(body: string): number {
  return [...fillTokens(body, (_, index) => `{{${index + 1}}}`)].length;
}
