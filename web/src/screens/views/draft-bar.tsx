import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Module, View } from "../../api/schema";
import "../../i18n/lists-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { type Draft, shownOf } from "../records/list-state";

const ViewDialog = later(() => import("./view-dialog"));

interface Props {
  readonly module: Module;
  readonly view: View;
  readonly draft: Draft;
  readonly mayManage: boolean;
  readonly onDiscard: () => void;
  readonly onSaved: (view: View) => Promise<void>;
}

/** The list differs from its view: keep that in the view, in a new one, or not at all. */
export default function DraftBar({ module, view, draft, mayManage, onDiscard, onSaved }: Props) {
  const [naming, setNaming] = useState(false);
  const [busy, setBusy] = useState(false);
  // Of a ready-made view only columns and order are one's own to keep.
  const maySave = mayManage && (view.is_standard ? draft.criteria === undefined : view.is_own);
  const shown = shownOf(view, draft);

  const save = async () => {
    setBusy(true);
    try {
      const saved = await call("changeView", { path: { id: view.id }, body: { label: view.label, sharing: view.sharing, users: view.users, ...shown } });
      toast({ text: t("view.saved", { view: saved.label }) });
      await onSaved(saved);
    } catch (error) {
      toast({ text: sentenceFor(error), tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="draft-bar">
      <span><Icon name="pencil" size={14} />{t("view.unsaved")}</span>
      {maySave && <Button variant="link" busy={busy} onClick={() => void save()}>{t("view.save", { view: view.label })}</Button>}
      {mayManage && <Button variant="link" onClick={() => setNaming(true)}>{t("view.saveAs")}</Button>}
      <Button variant="link" onClick={onDiscard}>{t("view.discard")}</Button>
      {naming && <ViewDialog module={module} view={null} shown={shown} onClose={() => setNaming(false)} onSaved={onSaved} />}
    </div>
  );
}
