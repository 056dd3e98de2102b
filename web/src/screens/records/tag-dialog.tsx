import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Record as CRMRecord } from "../../api/schema";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { MultiCombobox } from "../../kit/multi-combobox";
import { changed } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { tagColor } from "./tag-chips";

interface Props {
  readonly record: CRMRecord;
  readonly onClose: () => void;
  readonly onChanged: (record: CRMRecord) => void;
}

/** The record's tags: chosen from those of the module, or new. */
export default function TagDialog({ record, onClose, onChanged }: Props) {
  const known = useLoaded(`tags of ${record.module}`, () => call("listTags", { path: { module: record.module } }));
  const [tags, setTags] = useState<readonly string[]>(record.tags);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const all = [...new Set([...(known.value?.tags ?? []), ...tags])];
  const save = async () => {
    if (busy) return;
    setBusy(true);
    try {
      onChanged(await call("setTags", { path: { id: record.id }, body: { tags } }));
      changed(`record/${record.id}`);
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("life.tag.title", { name: record.name })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("save")}</Button>]}
    >
      <div className="dialog-form">
        <MultiCombobox
          free
          label={t("life.tag")}
          hint={t("life.tag.hint")}
          value={tags}
          options={all.map((tag) => ({ value: tag, label: tag, start: <span className={`option-dot ${tagColor(tag)}`} /> }))}
          error={error === null ? undefined : sentenceFor(error)}
          onChange={(next) => {
            setTags(next);
            setError(null);
          }}
        />
      </div>
    </Dialog>
  );
}
