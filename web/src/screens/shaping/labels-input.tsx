import { Fragment, h } from "ui";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Labels } from "../../api/schema";
import { t } from "../../i18n/t";
import { TextField } from "../../kit/text-field";

interface Props {
  readonly label: string;
  readonly value: Labels;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
  readonly onChange: (value: Labels) => void;
}

const MOST = 80;
export const noLabels: Labels = { zh: "", en: "" };

/** A label in both languages; one of them is enough. */
export function LabelsInput({ label, value, error, autoFocus, onChange }: Props) {
  return (
    <>
      <TextField label={t("shaping.inChinese", { label })} max={MOST} autoFocus={autoFocus} value={value.zh} placeholder={value.en || undefined} error={error} onChange={(zh) => onChange({ ...value, zh })} />
      <TextField label={t("shaping.inEnglish", { label })} max={MOST} value={value.en} placeholder={value.zh || undefined} onChange={(en) => onChange({ ...value, en })} />
    </>
  );
}

export function isUnlabelled(value: Labels): boolean {
  return value.zh.trim() === "" && value.en.trim() === "";
}

/** The server names the label of either language, or the pair. */
export function labelProblem(error: unknown): string | undefined {
  return error instanceof ProblemError && error.problem.field?.startsWith("label") ? sentenceFor(error) : undefined;
}
