import { h, useId } from "ui";
import { count } from "../i18n/format";
import { classes } from "./classes";

interface Props {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** What is counted: "10,000 customers". */
  readonly text?: string;
}

export function Progress({ label, value, max, text }: Props) {
  const id = useId();
  const part = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  const words = text ?? `${count(value)} / ${count(max)}`;
  return (
    <div className="progress">
      <div className="progress-words"><span id={id}>{label}</span><span>{words}</span></div>
      <div className="progress-bar" role="progressbar" aria-labelledby={id} aria-valuemin={0} aria-valuemax={max} aria-valuenow={value} aria-valuetext={words}>
        <i className={classes(part >= 0.9 && "nearly")} style={{ width: `${part * 100}%` }} />
      </div>
    </div>
  );
}
