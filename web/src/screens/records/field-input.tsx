import { h } from "ui";
import type { Field } from "../../api/schema";
import { Checkbox } from "../../kit/checkbox";
import { Combobox } from "../../kit/combobox";
import { Select } from "../../kit/select";
import { TextArea } from "../../kit/text-area";
import { TextField } from "../../kit/text-field";
import { t } from "../../i18n/t";
import type { Value } from "./record-values";

interface Props {
  readonly field: Field;
  readonly value: Value;
  readonly error?: string | undefined;
  /** The label stands elsewhere already. */
  readonly bare?: boolean;
  readonly autoFocus?: boolean;
  readonly onChange: (value: Value) => void;
}

const NONE = "";
const FEW = 10;

/** The input for a record's field, by its type. */
export function FieldInput({ field, value, error, bare, autoFocus, onChange }: Props) {
  const common = { label: field.label, error, required: field.is_required, bare };
  const text = typeof value === "string" ? value : "";
  switch (field.type) {
    case "boolean":
      return <Checkbox label={field.label} checked={value === true} onChange={onChange} />;
    case "picklist": {
      const options = [...(field.is_required ? [] : [{ value: NONE, label: t("records.none") }]), ...(field.options ?? [])];
      const List = options.length > FEW ? Combobox : Select;
      return <List {...common} value={text} options={options} placeholder={t("select.choose")} onChange={onChange} />;
    }
    case "textarea":
      return <TextArea {...common} name={field.name} value={text} rows={3} max={field.maximum_length ?? undefined} onChange={onChange} />;
    default:
      return (
        <TextField
          {...common}
          name={field.name}
          type={field.type === "email" ? "email" : field.type === "phone" ? "tel" : field.type === "website" ? "url" : "text"}
          value={text}
          max={field.maximum_length ?? undefined}
          autoFocus={autoFocus}
          onChange={onChange}
        />
      );
  }
}
