import { h, useEffect, useRef, useState } from "ui";
import type { Field } from "../api/schema";
import { language } from "../i18n/t";
import type { FieldProps } from "../kit/field";
import { TextField } from "../kit/text-field";
import { numberWords, readNumber } from "./numbers";

interface Props extends FieldProps {
  readonly name?: string;
  readonly type: Field["type"];
  readonly value: string;
  readonly autoFocus?: boolean | undefined;
  /** The number as the server keeps it; what is none, as it was typed. */
  readonly onChange: (value: string) => void;
}

/** A number in the language's way: grouped when it is left, exact always. */
export function NumberInput({ type, value, onChange, ...props }: Props) {
  const shown = () => numberWords(value, language());
  const [typed, setTyped] = useState(shown);
  const told = useRef(value);
  useEffect(() => {
    if (told.current === value) return;
    told.current = value;
    setTyped(numberWords(value, language()));
  }, [value]);
  return (
    <TextField
      {...props}
      inputMode={type === "integer" ? "numeric" : "decimal"}
      end={type === "percent" ? "%" : undefined}
      value={typed}
      onBlur={() => setTyped(shown)}
      onChange={(next) => {
        setTyped(next);
        told.current = readNumber(next, language(), { whole: type === "integer" }) ?? next;
        onChange(told.current);
      }}
    />
  );
}
