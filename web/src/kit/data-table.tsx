import { type ReactNode, h, useRef } from "ui";
import { t } from "../i18n/t";
import { Checkbox } from "./checkbox";
import { classes } from "./classes";
import { Icon } from "./icon";

export interface Column<T> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: T) => ReactNode;
  readonly number?: boolean;
  readonly sortable?: boolean;
  readonly width?: number;
}

export interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

interface Props<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly nameOf: (row: T) => string;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** Keys of the ticked rows; absent when rows cannot be ticked. */
  readonly ticked?: ReadonlySet<string>;
  readonly onTick?: (ticked: ReadonlySet<string>) => void;
  /** Actions on the ticked rows. */
  readonly bulk?: ReactNode;
  readonly empty?: ReactNode;
}

/** Rows of 40 px under a head that stays. Below 640 px each row becomes a card with the labels inside. */
export function DataTable<T>({ label, columns, rows, keyOf, nameOf, sort, onSort, ticked, onTick, bulk, empty }: Props<T>) {
  const many = ticked?.size ?? 0;
  const last = useRef<string | null>(null);
  const shift = useRef(false);
  /** With Shift everything from the row that was ticked before. */
  const tick = (key: string, on: boolean) => {
    const next = new Set(ticked);
    const keys = rows.map(keyOf);
    const [from, to] = [keys.indexOf(last.current ?? ""), keys.indexOf(key)];
    const meant = shift.current && from >= 0 ? keys.slice(Math.min(from, to), Math.max(from, to) + 1) : [key];
    for (const one of meant) {
      if (on) next.add(one);
      else next.delete(one);
    }
    last.current = key;
    onTick?.(next);
  };
  return (
    <div className="data-table">
      {many > 0 && (
        <div className="bulk-bar">
          <span role="status">{t("table.ticked", { count: many })}</span>
          <span className="bulk-actions">{bulk}</span>
          <button type="button" className="button link" onClick={() => onTick?.(new Set())}>{t("table.untick")}</button>
        </div>
      )}
      <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
        <table>
          <thead>
            <tr>
              {ticked && (
                <th className="tick-cell">
                  <Checkbox bare label={t("table.tickAll")} checked={many > 0 && many === rows.length} partly={many > 0 && many < rows.length} onChange={(on) => onTick?.(new Set(on ? rows.map(keyOf) : []))} />
                </th>
              )}
              {columns.map((column) => {
                const sorted = sort?.key === column.key ? sort : null;
                return (
                  <th key={column.key} className={column.number ? "number" : undefined} style={{ width: column.width }} aria-sort={sorted ? (sorted.descending ? "descending" : "ascending") : undefined}>
                    {column.sortable ? (
                      <button type="button" onClick={() => onSort?.({ key: column.key, descending: sorted ? !sorted.descending : false })}>
                        {column.label}
                        {sorted && <Icon name={sorted.descending ? "arrow-down" : "arrow-up"} size={14} />}
                      </button>
                    ) : column.label}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const key = keyOf(row);
              const on = ticked?.has(key) ?? false;
              return (
                <tr key={key} className={classes(on && "ticked")}>
                  {ticked && <td className="tick-cell" onMouseDown={(event) => event.shiftKey && event.preventDefault()} onClickCapture={(event) => {
                    shift.current = event.shiftKey;
                  }}><Checkbox bare label={t("table.tick", { name: nameOf(row) })} checked={on} onChange={(next) => tick(key, next)} /></td>}
                  {columns.map((column) => <td key={column.key} data-label={column.label} className={column.number ? "number" : undefined}>{column.cell(row)}</td>)}
                </tr>
              );
            })}
          </tbody>
        </table>
        {rows.length === 0 && empty}
      </div>
    </div>
  );
}
