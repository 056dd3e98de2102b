import { Fragment, h } from "ui";
import type { Field, Placeholder } from "../api/schema";
import { wordsOf } from "../fields/field-words";
import { LaterFieldInput } from "../fields/later-field-input";
import { choicesOf } from "../fields/option-dot";
import { useUserChoices } from "../fields/user-input";
import { t } from "../i18n/t";
import { Chip } from "../kit/chip";
import { MultiCombobox } from "../kit/multi-combobox";
import { Select } from "../kit/select";
import { TextField } from "../kit/text-field";
import { useNames } from "../state/names";
import { placeholderWords } from "./condition-words";
import { type Operand, type Row, arity, takesField, takesPlaceholder } from "./rows";
import { comparableWith } from "./subjects";

interface Props {
  readonly label: string;
  readonly row: Row;
  readonly subject: Field;
  readonly subjects: readonly Field[];
  readonly onChange: (operand: Operand) => void;
}

const periods: readonly Placeholder[] = (["day", "week", "month", "year"] as const).flatMap((kind) => [0, -1, 1].map((amount) => ({ kind, amount })));
const counted = ["last_days", "next_days"] as const;
const DAYS = 7;

/** With what a condition compares: typed values, somebody or some time that is known later, or another field. */
export default function OperandEditor({ label, row, subject, subjects, onChange }: Props) {
  if (arity(row.operator) === "none") return null;
  const { operand } = row;
  const others = takesField(row.operator) ? comparableWith(subject, subjects) : [];
  const kinds = kindsOf(row, subject, others.length > 0);
  const kind = kindOf(operand);
  return (
    <>
      {kinds.length > 1 && <Select bare label={`${label}: ${t("criteria.kind")}`} value={kind} options={kinds} onChange={(next) => onChange(operandFor(next))} />}
      {operand.kind === "values" && <ValueEditor label={label} row={row} subject={subject} values={operand.values} onChange={(values) => onChange({ kind: "values", values })} />}
      {operand.kind === "placeholder" && isCounted(operand.placeholder) && (
        <TextField bare label={label} inputMode="numeric" end={t("criteria.days")} value={String(operand.placeholder.amount || "")} onChange={(typed) => onChange({ kind: "placeholder", placeholder: { ...operand.placeholder, amount: Number(typed.replace(/\D/g, "").slice(0, 4)) } })} />
      )}
      {operand.kind === "field" && <Select bare label={label} value={operand.field || null} placeholder={t("criteria.chooseField")} options={others.map((other) => ({ value: other.id, label: other.label }))} onChange={(field) => onChange({ kind: "field", field })} />}
    </>
  );
}

function isCounted(placeholder: Placeholder): boolean {
  return placeholder.kind === "last_days" || placeholder.kind === "next_days";
}

/** A kind as a select's value: `values`, `field`, `current_user`, `last_days`, `week -1`. */
function kindOf(operand: Operand): string {
  if (operand.kind !== "placeholder") return operand.kind;
  const { kind, amount } = operand.placeholder;
  return kind === "current_user" || isCounted(operand.placeholder) ? kind : `${kind} ${amount ?? 0}`;
}

function operandFor(kind: string): Operand {
  if (kind === "values") return { kind, values: [] };
  if (kind === "field") return { kind, field: "" };
  const [name, amount] = kind.split(" ");
  const placeholder = { kind: name as Placeholder["kind"], ...(amount === undefined ? {} : { amount: Number(amount) }) };
  return { kind: "placeholder", placeholder: isCounted(placeholder) ? { ...placeholder, amount: DAYS } : placeholder };
}

function kindsOf(row: Row, subject: Field, hasOthers: boolean): readonly { readonly value: string; readonly label: string }[] {
  const typed = { value: "values", label: t(subject.type === "user" ? "criteria.kind.user" : subject.type === "date" || subject.type === "datetime" ? "criteria.kind.date" : "criteria.kind.values") };
  const other = hasOthers ? [{ value: "field", label: t("criteria.kind.field") }] : [];
  if (!takesPlaceholder(subject.type, row.operator)) return [typed, ...other];
  if (subject.type === "user") return [{ value: "current_user", label: t("criteria.currentUser") }, typed, ...other];
  const present = row.operand.kind === "placeholder" && !isCounted(row.operand.placeholder) ? [row.operand.placeholder] : [];
  const known = present.filter((one) => !periods.some((period) => kindOf({ kind: "placeholder", placeholder: period }) === kindOf({ kind: "placeholder", placeholder: one })));
  return [
    typed,
    ...[...periods, ...known].map((placeholder) => ({ value: kindOf({ kind: "placeholder", placeholder }), label: placeholderWords(placeholder) })),
    ...counted.map((kind) => ({ value: kind, label: t(`criteria.kind.${kind}`) })),
    ...other,
  ];
}

interface ValueProps {
  readonly label: string;
  readonly row: Row;
  readonly subject: Field;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

function ValueEditor({ label, row, subject, values, onChange }: ValueProps) {
  const users = useUserChoices();
  // A condition names values that a record need not have: what a field asks of them does not hold here.
  const field: Field = { ...subject, label, is_required: true, maximum_length: null, ...(subject.type === "textarea" || subject.type === "email" || subject.type === "website" ? { type: "text" as const } : {}) };
  const input = (index: number, name: string) => (
    <LaterFieldInput key={index} bare field={{ ...field, label: name }} value={values[index] ?? ""} onChange={(value) => onChange(values.length > index ? values.map((held, at) => (at === index ? String(value) : held)) : [...values, ...Array.from({ length: index - values.length }, () => ""), String(value)])} />
  );
  switch (arity(row.operator)) {
    case "two":
      return <span className="condition-two">{input(0, `${label} 1`)}<span aria-hidden="true">–</span>{input(1, `${label} 2`)}</span>;
    case "many":
      if (subject.id === "tags") return <MultiCombobox bare free label={label} placeholder={t("criteria.eachByEnter")} value={values} options={[]} onChange={onChange} />;
      if (subject.type === "picklist" || subject.type === "multi_select") return <MultiCombobox bare label={label} value={values} options={choicesOf(subject)} onChange={onChange} />;
      if (subject.type === "user") return <MultiCombobox bare label={label} value={values} options={users} onChange={onChange} />;
      if (subject.type === "lookup") return <LookupMany field={field} values={values} onChange={onChange} />;
      return <MultiCombobox bare free label={label} placeholder={t("criteria.eachByEnter")} value={values} options={[]} onChange={onChange} />;
    default:
      if (subject.type === "boolean") return <Select bare label={label} value={values[0] ?? "true"} options={[{ value: "true", label: t("record.yes") }, { value: "false", label: t("record.no") }]} onChange={(value) => onChange([value])} />;
      return input(0, label);
  }
}

/** Several records: each that is found is added. */
function LookupMany({ field, values, onChange }: { readonly field: Field; readonly values: readonly string[]; readonly onChange: (values: readonly string[]) => void }) {
  useNames(values);
  const options = values.map((value) => ({ value, label: wordsOf(field, value) }));
  return (
    <span className="condition-many">
      <LaterFieldInput key={values.length} bare field={field} value="" onChange={(value) => typeof value === "string" && value !== "" && !values.includes(value) && onChange([...values, value])} />
      {options.map((option) => <Chip key={option.value} onRemove={{ name: option.label, remove: () => onChange(values.filter((value) => value !== option.value)) }}>{option.label}</Chip>)}
    </span>
  );
}
