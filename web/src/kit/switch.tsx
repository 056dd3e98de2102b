import { h, useId } from "ui";

interface Props {
  readonly label: string;
  readonly hint?: string;
  /** The label stands elsewhere already. */
  readonly bare?: boolean;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

/** On or off: takes effect at once, or is a record's value in a form. For one of a form's own choices, Checkbox. */
export function Switch({ label, hint, bare, on, disabled, onChange }: Props) {
  const id = useId();
  return (
    <span className="switch">
      <button type="button" role="switch" aria-checked={on} aria-labelledby={`${id}-label`} aria-describedby={hint ? `${id}-hint` : undefined} disabled={disabled} onClick={() => onChange(!on)} />
      <span className="switch-words" onClick={() => !disabled && onChange(!on)} role="presentation">
        <span id={`${id}-label`} className={bare ? "unseen" : undefined}>{label}</span>
        {hint && <small id={`${id}-hint`}>{hint}</small>}
      </span>
    </span>
  );
}
