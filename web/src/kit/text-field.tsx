import { type ReactNode, h } from "ui";
import { Field, type FieldProps } from "./field";
import { Icon } from "./icon";
import type { IconName } from "./icon-names";

interface Props extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly name?: string;
  readonly type?: "text" | "email" | "tel" | "url" | "search" | "date" | "datetime-local";
  readonly inputMode?: "text" | "numeric" | "decimal";
  readonly autoComplete?: string;
  readonly placeholder?: string | undefined;
  readonly icon?: IconName;
  /** What stands behind the value: a unit, a button. */
  readonly end?: ReactNode;
  readonly max?: number | undefined;
  readonly counted?: boolean;
  readonly readOnly?: boolean;
  readonly autoFocus?: boolean | undefined;
  readonly spellCheck?: boolean;
  readonly large?: boolean;
}

export function TextField(props: Props) {
  const { value, onChange, name, type = "text", inputMode, autoComplete = "off", placeholder, icon, end, max, counted, readOnly, autoFocus, spellCheck, large } = props;
  return (
    <Field {...props} counter={counted && max !== undefined ? { length: [...value].length, max } : undefined}>
      {(ties) => (
        <div className={`input ${large ? "large" : ""}`}>
          {icon && <Icon name={icon} size={16} />}
          <input
            {...ties}
            name={name}
            type={type}
            inputMode={inputMode}
            autoComplete={autoComplete}
            placeholder={placeholder}
            value={value}
            disabled={props.disabled}
            readOnly={readOnly}
            data-autofocus={autoFocus || undefined}
            spellCheck={spellCheck ?? false}
            onBlur={props.onBlur}
            onChange={(event) => onChange(event.target.value)}
          />
          {end && <span className="input-end">{end}</span>}
        </div>
      )}
    </Field>
  );
}
