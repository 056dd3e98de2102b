import assert from "node:assert/strict";
import test from "node:test";
import shared from "../../../Tests/quote-arithmetic.json";
import { QuoteFault, type Sums, type Whole, sumsOf } from "../../src/screens/quotes/quote-arithmetic";
import { blankDraft, blankLine, bodyOf, faultsOf, totalsOf } from "../../src/screens/quotes/quote-draft";

interface Case extends Whole {
  readonly name: string;
  readonly currency: string;
  readonly sums?: Sums;
  readonly fault?: { readonly field: string; readonly code: string };
}

const cases = shared as readonly Case[];
const digits: Readonly<Record<string, number>> = { JPY: 0, KWD: 3 };
const yuan = { code: "CNY", digits: 2 };

for (const one of cases) {
  test(`quotes are reckoned as the server does: ${one.name}`, () => {
    const reckon = () => sumsOf(one, digits[one.currency] ?? 2);
    if (one.sums) assert.deepEqual(reckon(), one.sums);
    else assert.throws(reckon, (fault) => fault instanceof QuoteFault && fault.field === one.fault?.field && fault.code === one.fault.code);
  });
}

test("a line that nobody filled in is not sent, and one that lacks something says what", () => {
  const blank = blankDraft();
  assert.deepEqual(bodyOf(blank).lines, []);
  assert.equal(totalsOf(blank, yuan)?.total, "0");
  const line = blankLine();
  const draft = { ...blank, lines: [line, { ...line, key: 0, name: "磨豆机" }, { ...line, key: -1, name: "x", list_price: "5", discount: { kind: "amount" as const, value: "6" } }] };
  assert.deepEqual([...faultsOf(draft, yuan)], [["lines.0.list_price", "required"], ["lines.1.discount", "not_valid"]]);
});
