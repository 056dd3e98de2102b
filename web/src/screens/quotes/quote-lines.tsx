import { type KeyboardEvent, h, useEffect, useRef } from "ui";
import type { Currency } from "../../api/schema";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { toast } from "../../kit/toast";
import type { QuoteFault } from "./quote-arithmetic";
import { type Draft, type DraftLine, MOST_LINES, blankLine, filledLines, isBlankLine } from "./quote-draft";
import { QuoteLineRow } from "./quote-line-row";
import { faultWords } from "./quote-words";

interface Props {
  readonly draft: Draft;
  readonly currency: Currency;
  readonly faults: ReadonlyMap<string, QuoteFault["code"]>;
  readonly error: unknown;
  /** Gets what the draft was and says what it becomes, so that changes that come late lose nothing. */
  readonly onChange: (change: (draft: Draft) => Draft) => void;
}

/** Where the keyboard goes once the rows are drawn anew. */
interface Wish {
  readonly key: number;
  readonly column: number;
}

/** The lines as a table that is filled in by keyboard; on a phone each line is a card. */
export function QuoteLines({ draft, currency, faults, error, onChange }: Props) {
  const table = useRef<HTMLDivElement>(null);
  const wish = useRef<Wish | null>(null);
  const { lines } = draft;
  const sent = filledLines(draft);
  const full = lines.length >= MOST_LINES;

  useEffect(() => {
    if (!wish.current) return;
    const { key, column } = wish.current;
    wish.current = null;
    cellsOf(table.current?.querySelector(`[data-line="${key}"]`))[column]?.focus();
  });
  const setLines = (change: (lines: readonly DraftLine[]) => readonly DraftLine[]) => onChange((held) => ({ ...held, lines: change(held.lines) }));
  const change = (key: number, what: Partial<DraftLine>) => setLines((held) => held.map((line) => (line.key === key ? { ...line, ...what } : line)));
  const add = () => {
    const line = blankLine();
    wish.current = { key: line.key, column: 0 };
    setLines((held) => [...held, line]);
  };
  const move = (line: DraftLine, by: 1 | -1, column: number) => {
    wish.current = { key: line.key, column };
    setLines((held) => moved(held, held.findIndex((one) => one.key === line.key), by));
  };
  const remove = (line: DraftLine) => {
    const index = lines.indexOf(line);
    const next = lines[index + 1] ?? lines[index - 1];
    wish.current = next ? { key: next.key, column: 0 } : null;
    setLines((held) => {
      const left = held.filter((one) => one.key !== line.key);
      return left.length > 0 ? left : [blankLine()];
    });
    if (!isBlankLine(line)) {
      toast({ text: t("quotes.removed"), undo: () => setLines((held) => [...held.slice(0, index), line, ...held.slice(index)]) });
    }
  };
  const key = (event: KeyboardEvent<HTMLElement>, line: DraftLine) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (target.tagName !== "INPUT") return;
    const index = lines.indexOf(line);
    const column = cellsOf(event.currentTarget).indexOf(target);
    const last = index === lines.length - 1;
    const grows = last && !full && !isBlankLine(line);
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      move(line, event.key === "ArrowUp" ? -1 : 1, column);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const next = lines[index + 1];
      if (next) {
        wish.current = { key: next.key, column };
        setLines((held) => [...held]);
      } else if (grows) add();
    } else if (event.key === "Tab" && !event.shiftKey && grows && column === cellsOf(event.currentTarget).length - 1) {
      event.preventDefault();
      add();
    }
  };
  return (
    <div className="quote-lines" ref={table}>
      <div className="quote-line quote-line-head" aria-hidden="true">
        <span>#</span><span>{t("quotes.item")}</span><span>{t("quotes.quantity")}</span><span>{t("quotes.price")}</span><span>{t("quotes.discount")}</span><span>{t("quotes.taxPercent")}</span><span>{t("quotes.amount")}</span><span />
      </div>
      {lines.map((line, index) => {
        const place = sent.indexOf(line);
        return (
          <QuoteLineRow
            key={line.key}
            line={line}
            row={index + 1}
            isLast={index === lines.length - 1}
            currency={currency}
            faultOf={(cell) => (place < 0 ? undefined : faultWords(`lines.${place}.${cell}`, faults, error))}
            onChange={(what) => change(line.key, what)}
            onMove={(by) => move(line, by, 0)}
            onRemove={() => remove(line)}
            onKey={(event) => key(event, line)}
          />
        );
      })}
      <div className="quote-lines-foot">
        <Button icon="plus" disabled={full} onClick={add}>{t("quotes.addLine")}</Button>
        <span className="quiet">{full ? t("quotes.most", { count: MOST_LINES }) : <span className="quote-keys">{t("quotes.keys")}</span>}</span>
      </div>
    </div>
  );
}

function moved(lines: readonly DraftLine[], index: number, by: 1 | -1): readonly DraftLine[] {
  const line = lines[index];
  const other = lines[index + by];
  if (!line || !other) return lines;
  return lines.map((one, place) => (place === index ? other : place === index + by ? line : one));
}

function cellsOf(row: Element | null | undefined): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>("input") ?? [])];
}
