import { h } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Group } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { ConfirmDialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";
import { useSaving } from "./use-saving";

interface Props {
  readonly group: Group;
  readonly onClose: () => void;
}

/** A group goes; its members stay. */
export default function DeleteGroupDialog({ group, onClose }: Props) {
  const { busy, error, save } = useSaving();
  const remove = () => void save(() => call("deleteGroup", { path: { id: group.id } }), () => {
    toast({ text: t("groups.deleted", { name: group.name }) });
    onClose();
  });
  return (
    <ConfirmDialog title={t("groups.delete.title", { name: group.name })} confirm={t("groups.delete.confirm")} variant="danger" busy={busy} onConfirm={remove} onClose={onClose}>
      <p>{t("groups.delete.text", { count: group.members.length })}</p>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
    </ConfirmDialog>
  );
}
