import { h, useState } from "ui";
import { sentenceFor } from "../../api/problem";
import type { Field } from "../../api/schema";
import { wordsOf } from "../../fields/field-words";
import { type Links, type Value, isBlank } from "../../fields/values";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { RadioCards } from "../../kit/radio-cards";

interface Props {
  readonly field: Field;
  readonly mine: Value;
  readonly theirs: Value;
  readonly links: Links;
  readonly onKeep: () => void;
  readonly onOverwrite: () => Promise<void>;
}

/** Somebody else changed the same field: both values, and one of them is chosen. */
export default function StaleDialog({ field, mine, theirs, links, onKeep, onOverwrite }: Props) {
  const [choice, setChoice] = useState<"theirs" | "mine">("theirs");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const shown = (value: Value) => (isBlank(value) ? t("record.blank") : wordsOf(field, value, links));
  const settle = async () => {
    if (choice === "theirs") {
      onKeep();
      return;
    }
    setBusy(true);
    try {
      await onOverwrite();
      onKeep();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("record.stale.title", { field: field.label })}
      onClose={onKeep}
      onSubmit={() => void settle()}
      footer={[<Button key="no" onClick={onKeep}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("record.stale.submit")}</Button>]}
    >
      <p>{t("record.stale.text")}</p>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
      <RadioCards<"theirs" | "mine">
        label={field.label}
        value={choice}
        cards={[{ value: "theirs", label: shown(theirs), hint: t("record.stale.theirs") }, { value: "mine", label: shown(mine), hint: t("record.stale.mine") }]}
        onChange={setChoice}
      />
    </Dialog>
  );
}
