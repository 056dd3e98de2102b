import { h } from "ui";
import type { Field } from "../api/schema";
import { t } from "../i18n/t";
import { Combobox } from "../kit/combobox";
import { Icon } from "../kit/icon";
import { IconButton } from "../kit/icon-button";
import { Select } from "../kit/select";
import { later } from "../later";
import { operatorWords } from "./condition-words";
import { type Row, withField, withOperator } from "./rows";

const OperandEditor = later(() => import("./operand-editor"));

interface Props {
  readonly number: number;
  readonly row: Row;
  readonly subjects: readonly Field[];
  readonly fault: string | undefined;
  /** It cannot be taken away now. */
  readonly fixed: boolean;
  readonly onChange: (row: Row) => void;
  readonly onRemove: () => void;
}

/** One condition. Its labels are read out with its number; the eye has them from their place. */
export function ConditionRow({ number, row, subjects, fault, fixed, onChange, onRemove }: Props) {
  const subject = subjects.find((one) => one.id === row.field);
  const named = (label: string) => t("criteria.inRow", { row: number, label });
  return (
    <li className={fault === undefined ? "condition-row" : "condition-row wrong"}>
      <span className="condition-number" aria-hidden="true">{number}</span>
      <div className="condition-parts" role="group" aria-label={t("criteria.row", { row: number })}>
        <Combobox
          bare
          autoFocus={row.field === ""}
          label={named(t("criteria.field"))}
          placeholder={t("criteria.chooseField")}
          value={row.field || null}
          options={subjects.map((one) => ({ value: one.id, label: one.label }))}
          onChange={(id) => {
            const next = subjects.find((one) => one.id === id);
            if (next) onChange(withField(row, next));
          }}
        />
        {subject && (
          <Select
            bare
            label={named(t("criteria.operator"))}
            value={row.operator}
            options={subject.operators.map((one) => ({ value: one, label: operatorWords(one, subject.type) }))}
            onChange={(operator) => onChange(withOperator(row, operator, subject.type))}
          />
        )}
        {subject && <OperandEditor key={subject.id} label={named(t("criteria.value"))} row={row} subject={subject} subjects={subjects} onChange={(operand) => onChange({ ...row, operand })} />}
        {fault !== undefined && <p className="condition-fault" role="alert"><Icon name="circle-alert" size={14} />{fault}</p>}
      </div>
      <IconButton icon="x" label={t("criteria.remove", { row: number })} disabled={fixed} onClick={onRemove} />
    </li>
  );
}
