export type TextPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold" | "italic" | "strike"; readonly pieces: readonly TextPiece[] }
  | { readonly kind: "mono"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

const marks = { "*": "bold", _: "italic", "~": "strike" } as const;
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}，。；：！？）】]/y;

/**
 * WhatsApp's own marks: *bold*, _italic_, ~struck~, ```mono```, and web addresses.
 *
 * A mark counts only at a word's edge and with text directly inside, as in WhatsApp; anything else stays as typed.
 */
export function parseWhatsAppText(source: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let plain = "";
  const flush = () => {
    if (plain) pieces.push({ kind: "text", text: plain });
    plain = "";
  };
  let at = 0;
  while (at < source.length) {
    const sign = source.charAt(at);
    if (source.startsWith("```", at)) {
      const end = source.indexOf("```", at + 3);
      if (end > at + 3) {
        flush();
        pieces.push({ kind: "mono", text: source.slice(at + 3, end) });
        at = end + 3;
        continue;
      }
    } else if (sign in marks && opens(source, at)) {
      const end = closing(source, at, sign);
      if (end > 0) {
        flush();
        pieces.push({ kind: marks[sign as keyof typeof marks], pieces: parseWhatsAppText(source.slice(at + 1, end)) });
        at = end + 1;
        continue;
      }
    } else if (sign === "h") {
      LINK.lastIndex = at;
      const link = LINK.exec(source)?.[0];
      if (link) {
        flush();
        pieces.push({ kind: "link", text: link, href: link });
        at += link.length;
        continue;
      }
    }
    plain += sign;
    at += 1;
  }
  flush();
  return pieces;
}

const WORD = /[\p{L}\p{N}]/u;
/** Scripts written without spaces: there a mark may touch the neighbouring sign. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && WORD.test(sign) && !UNSPACED.test(sign);
}

function opens(source: string, at: number): boolean {
  const after = source[at + 1];
  return !isWord(source[at - 1]) && after !== undefined && !/\s/.test(after);
}

/** Position of the closing mark in the same line, or -1. */
function closing(source: string, at: number, sign: string): number {
  for (let end = source.indexOf(sign, at + 2); end > 0; end = source.indexOf(sign, end + 1)) {
    if (source.slice(at, end).includes("\n")) return -1;
    if (!/\s/.test(source.charAt(end - 1)) && !isWord(source[end + 1])) return end;
  }
  return -1;
}
