import { h, useState } from "ui";
import { t } from "../i18n/t";
import { Field, type FieldProps } from "./field";
import { IconButton } from "./icon-button";

interface Props extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly name?: string;
  readonly isNew?: boolean;
  readonly large?: boolean;
  readonly autoFocus?: boolean;
}

export function PasswordField(props: Props) {
  const { value, onChange, name = "password", isNew, large, autoFocus } = props;
  const [shown, setShown] = useState(false);
  return (
    <Field {...props}>
      {(ties) => (
        <div className={`input ${large ? "large" : ""}`}>
          <input
            {...ties}
            name={name}
            type={shown ? "text" : "password"}
            autoComplete={isNew ? "new-password" : "current-password"}
            autoCapitalize="none"
            spellCheck={false}
            value={value}
            disabled={props.disabled}
            data-autofocus={autoFocus || undefined}
            onChange={(event) => onChange(event.target.value)}
          />
          <span className="input-end">
            <IconButton size={24} icon={shown ? "eye-off" : "eye"} label={t(shown ? "field.password.hide" : "field.password.show")} onClick={() => setShown(!shown)} />
          </span>
        </div>
      )}
    </Field>
  );
}
