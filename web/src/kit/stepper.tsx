import { h } from "ui";
import { t } from "../i18n/t";
import { Icon } from "./icon";

/** Where one is in a sequence of two to five steps; `at` counts from 0. */
export function Stepper({ steps, at }: { readonly steps: readonly string[]; readonly at: number }) {
  return (
    <ol className="stepper">
      {steps.map((step, index) => (
        <li key={step} className={index < at ? "done" : undefined} aria-current={index === at ? "step" : undefined}>
          <b>{index < at ? <Icon name="check" size={14} label={t("stepper.done")} /> : index + 1}</b>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}

interface StageBarProps {
  readonly label: string;
  readonly stages: readonly string[];
  /** Of the present one; -1 where none is chosen. */
  readonly at: number;
  /** Absent where it is only shown. */
  readonly onChoose?: (index: number) => void;
}

/** A record's stage: those passed, the present one, those to come. */
export function StageBar({ label, stages, at, onChoose }: StageBarProps) {
  const inside = (stage: string, index: number) => [index < at && <Icon key="i" name="check" size={14} label={t("stepper.done")} />, <span key="s">{stage}</span>];
  return (
    <ol className="stage-bar" aria-label={label}>
      {stages.map((stage, index) => (
        <li key={stage} className={index < at ? "done" : undefined} aria-current={index === at ? "step" : undefined}>
          {onChoose ? <button type="button" onClick={() => onChoose(index)}>{inside(stage, index)}</button> : inside(stage, index)}
        </li>
      ))}
    </ol>
  );
}
