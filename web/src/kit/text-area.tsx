import { h, useLayoutEffect, useRef } from "ui";
import { Field, type FieldProps } from "./field";

interface Props extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly name?: string;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly max?: number;
}

/** Grows with its text up to twelve lines. */
export function TextArea(props: Props) {
  const { value, onChange, name, placeholder, rows = 3, max } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (!area.current) return;
    area.current.style.height = "auto";
    area.current.style.height = `${Math.min(area.current.scrollHeight + 2, 12 * 20 + 18)}px`;
  }, [value]);
  return (
    <Field {...props} counter={max === undefined ? undefined : { length: [...value].length, max }}>
      {(ties) => (
        <textarea
          {...ties}
          ref={area}
          className="text-area"
          name={name}
          rows={rows}
          placeholder={placeholder}
          value={value}
          disabled={props.disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
