import { h } from "ui";
import type { Field, RecordLink } from "../api/schema";
import { timeZone } from "../i18n/format";
import { t } from "../i18n/t";
import { Combobox } from "../kit/combobox";
import { MultiCombobox } from "../kit/multi-combobox";
import { Select } from "../kit/select";
import { Switch } from "../kit/switch";
import { TextArea } from "../kit/text-area";
import { TextField } from "../kit/text-field";
import { localInput, momentOf } from "./local-time";
import { LookupInput } from "./lookup-input";
import { NumberInput } from "./number-input";
import { choicesOf } from "./option-dot";
import { UserInput } from "./user-input";
import type { Value } from "./values";

interface Props {
  readonly field: Field;
  readonly value: Value;
  /** What the value names, of a lookup or a user. */
  readonly link?: RecordLink | undefined;
  readonly error?: string | undefined;
  /** The label stands elsewhere already. */
  readonly bare?: boolean;
  readonly autoFocus?: boolean;
  readonly onChange: (value: Value) => void;
}

const NONE = "";
const FEW = 10;

/** The input for a record's field, by its type. */
export function FieldInput({ field, value, link, error, bare, autoFocus, onChange }: Props) {
  const common = { label: field.label, error, required: field.is_required, bare: bare ?? false };
  const text = typeof value === "string" ? value : "";
  const typed = { ...common, name: field.name, autoFocus, value: text, onChange };
  switch (field.type) {
    case "boolean":
      return <Switch label={field.label} on={value === true} onChange={onChange} />;
    case "picklist": {
      const options = [...(field.is_required ? [] : [{ value: NONE, label: t("records.none") }]), ...choicesOf(field)];
      const List = options.length > FEW ? Combobox : Select;
      return <List {...common} value={text} options={options} placeholder={t("select.choose")} onChange={onChange} />;
    }
    case "multi_select":
      return <MultiCombobox {...common} value={Array.isArray(value) ? (value as readonly string[]) : []} options={choicesOf(field)} onChange={onChange} />;
    case "textarea":
      return <TextArea {...common} name={field.name} value={text} rows={3} max={field.maximum_length ?? undefined} onChange={onChange} />;
    case "integer":
    case "decimal":
    case "currency":
    case "percent":
      return <NumberInput {...typed} type={field.type} />;
    case "date":
      return <TextField {...typed} type="date" />;
    case "datetime":
      return <TextField {...typed} type="datetime-local" value={localInput(text, timeZone())} onChange={(local) => onChange(local === "" ? "" : momentOf(local, timeZone()))} />;
    case "lookup":
      return <LookupInput {...common} module={field.lookup_module ?? ""} value={text} link={link} autoFocus={autoFocus} onChange={onChange} />;
    case "user":
      return <UserInput {...common} value={text} name={link?.name} autoFocus={autoFocus} onChange={onChange} />;
    default:
      return <TextField {...typed} type={field.type === "email" ? "email" : field.type === "phone" ? "tel" : field.type === "website" ? "url" : "text"} max={field.maximum_length ?? undefined} />;
  }
}
