import { h, useState } from "ui";
import { sentenceFor } from "../../api/problem";
import type { Field } from "../../api/schema";
import type { Value } from "../../fields/values";
import { StageBar } from "../../kit/stepper";
import { toast } from "../../kit/toast";

interface Props {
  readonly field: Field;
  readonly value: Value;
  /** The reader may not move it. */
  readonly fixed: boolean;
  readonly onSave: (value: Value, before: Value) => Promise<void>;
}

/** How far a deal has come; a click on a stage takes it there. */
export function RecordStages({ field, value, fixed, onSave }: Props) {
  const [busy, setBusy] = useState(false);
  const options = field.options ?? [];
  const choose = async (index: number) => {
    const next = options[index]?.value;
    if (busy || fixed || next === undefined || next === value) return;
    setBusy(true);
    try {
      await onSave(next, value);
    } catch (error) {
      toast({ text: sentenceFor(error), tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  return <StageBar label={field.label} stages={options.map((option) => option.label)} at={options.findIndex((option) => option.value === value)} onChoose={(index) => void choose(index)} />;
}
