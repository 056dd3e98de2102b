import assert from "node:assert/strict";
import test from "node:test";
import { type TextPiece, parseWhatsAppText } from "../../src/kit/whatsapp-text";

/** The pieces in a short writing: b(…), i(…), s(…), m(…), a(…). */
function short(pieces: readonly TextPiece[]): string {
  return pieces.map((piece) => {
    if (piece.kind === "text") return piece.text;
    if (piece.kind === "mono") return `m(${piece.text})`;
    if (piece.kind === "link") return `a(${piece.href})`;
    return `${piece.kind.charAt(0)}(${short(piece.pieces)})`;
  }).join("");
}

const cases: readonly (readonly [string, string])[] = [
  ["plain", "plain"],
  ["*bold* and _it_ and ~old~", "b(bold) and i(it) and s(old)"],
  ["*_both_*", "b(i(both))"],
  ["```a *b*```", "m(a *b*)"],
  ["2 * 3 * 4", "2 * 3 * 4"],
  ["snake_case_name", "snake_case_name"],
  ["预约：*今天 14:00*，徐汇", "预约：b(今天 14:00)，徐汇"],
  ["已*寄出*了", "已b(寄出)了"],
  ["*open\nend*", "*open\nend*"],
  ["**", "**"],
  ["see https://example.com/a_b_c.", "see a(https://example.com/a_b_c)."],
  ["（https://example.com/x）。", "（a(https://example.com/x)）。"],
  ["javascript:alert(1)", "javascript:alert(1)"],
];

for (const [source, expected] of cases) {
  test(`marks of ${JSON.stringify(source)}`, () => assert.equal(short(parseWhatsAppText(source)), expected));
}
