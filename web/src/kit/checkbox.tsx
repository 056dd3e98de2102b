import { h, useEffect, useRef } from "ui";

interface Props {
  readonly label: string;
  readonly bare?: boolean;
  readonly checked: boolean;
  /** Some of what it stands for, not all. */
  readonly partly?: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox({ label, bare, checked, partly = false, disabled, onChange }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = partly;
  }, [partly]);
  return (
    <label className="checkbox">
      <input ref={box} type="checkbox" checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
      <span className={bare ? "unseen" : undefined}>{label}</span>
    </label>
  );
}
