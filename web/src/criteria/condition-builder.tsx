import { h, useMemo } from "ui";
import type { Module } from "../api/schema";
import "../i18n/lists-words";
import { t } from "../i18n/t";
import { Button } from "../kit/button";
import { later } from "../later";
import { ConditionRow } from "./condition-row";
import { joinAll, withRow, withoutRow } from "./pattern";
import { type Builder, MOST_ROWS, type Row, emptyRow } from "./rows";
import { subjectsOf } from "./subjects";

const PatternLine = later(() => import("./pattern-line"));

interface Props {
  readonly module: Module;
  readonly value: Builder;
  /** What is wrong with the row of this number, from 1. */
  readonly faultAt: (row: number) => string | undefined;
  readonly patternFault: string | undefined;
  /** Whether the way rows are joined is being typed: rows stay as they are meanwhile. */
  readonly joining: boolean;
  readonly onJoining: (joining: boolean) => void;
  readonly onChange: (value: Builder) => void;
}

/** Rows of field, operator and value, and how they are joined. */
export function ConditionBuilder({ module, value, faultAt, patternFault, joining, onJoining, onChange }: Props) {
  const subjects = useMemo(() => subjectsOf(module), [module]);
  const { rows, pattern } = value;
  const add = () => onChange({ rows: [...rows, emptyRow()], pattern: rows.length === 0 ? 1 : withRow(pattern, rows.length) });
  const change = (row: Row) => onChange({ ...value, rows: rows.map((one) => (one.key === row.key ? row : one)) });
  const remove = (index: number) => onChange({ rows: rows.filter((_, at) => at !== index), pattern: withoutRow(pattern, index + 1) ?? joinAll(1, "and") });
  return (
    <div className="condition-builder">
      {rows.length > 0 && (
        <ol className="condition-rows">
          {rows.map((row, index) => (
            <ConditionRow key={row.key} number={index + 1} row={row} subjects={subjects} fault={faultAt(index + 1)} fixed={joining} onChange={change} onRemove={() => remove(index)} />
          ))}
        </ol>
      )}
      <div className="condition-foot">
        <Button variant="link" icon="plus" disabled={joining || rows.length >= MOST_ROWS} onClick={add}>{t("criteria.add")}</Button>
        {joining && <span className="quiet">{t("criteria.joinFirst")}</span>}
        {rows.length >= MOST_ROWS && <span className="quiet">{t("criteria.most", { count: MOST_ROWS })}</span>}
      </div>
      {rows.length > 1 && <PatternLine pattern={pattern} count={rows.length} fault={patternFault} editing={joining} onEditing={onJoining} onChange={(next) => onChange({ ...value, pattern: next })} />}
    </div>
  );
}
