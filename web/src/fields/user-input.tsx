import { h } from "ui";
import { t } from "../i18n/t";
import { Avatar } from "../kit/avatar";
import { Combobox } from "../kit/combobox";
import type { FieldProps } from "../kit/field";
import type { Option } from "../kit/options";
import { nameHeld } from "../state/names";
import { useUsers } from "../state/users";

interface Props extends FieldProps {
  readonly value: string;
  /** What the value is called where it is no active user any more. */
  readonly name?: string | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly onChange: (id: string) => void;
}

/** The active users as options. */
export function useUserChoices(): readonly Option[] {
  return (useUsers() ?? []).map((user) => ({ value: user.id, label: user.name, start: <Avatar name={user.name} seed={user.id} size={18} /> }));
}

/** One of the organisation's users. */
export function UserInput({ value, name, ...props }: Props) {
  const users = useUserChoices();
  const held = name ?? nameHeld(value);
  return (
    <Combobox
      {...props}
      value={value}
      options={[...(props.required ? [] : [{ value: "", label: t("records.none") }]), ...users]}
      present={value === "" ? undefined : { value, label: held ?? t("record.hidden") }}
      placeholder={t("select.choose")}
    />
  );
}
