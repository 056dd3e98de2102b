import { h, useId } from "ui";

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

/** Takes effect at once; for a choice that is saved with a form, Checkbox. */
export function Switch({ label, hint, on, disabled, onChange }: Props) {
  const id = useId();
  return (
    <span className="switch">
      <button type="button" role="switch" aria-checked={on} aria-labelledby={`${id}-label`} aria-describedby={hint ? `${id}-hint` : undefined} disabled={disabled} onClick={() => onChange(!on)} />
      <span className="switch-words" onClick={() => !disabled && onChange(!on)} role="presentation">
        <span id={`${id}-label`}>{label}</span>
        {hint && <small id={`${id}-hint`}>{hint}</small>}
      </span>
    </span>
  );
}
