import { type RefObject, h } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { View } from "../../api/schema";
import "../../i18n/lists-words";
import { t } from "../../i18n/t";
import { Menu, type MenuEntry } from "../../kit/menu";
import { toast } from "../../kit/toast";
import { useMe } from "../../state/session";

interface Props {
  readonly anchor: RefObject<HTMLButtonElement>;
  readonly view: View;
  readonly onChanged: () => Promise<void>;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** What can be done with the view that is shown. */
export default function ViewActions({ anchor, view, onChanged, onEdit, onDelete, onClose }: Props) {
  const { rights, user } = useMe();
  // Whoever administers may also change what others made; of the ready-made ones there is nothing to name or share.
  const mayEdit = rights.includes("manage_views") && !view.is_standard && (view.is_own || user.is_administrator);
  const mark = async (change: { readonly is_favourite?: boolean; readonly is_default?: boolean }) => {
    try {
      await call("markView", { path: { id: view.id }, body: { is_favourite: view.is_favourite, is_default: view.is_default, ...change } });
      await onChanged();
    } catch (error) {
      toast({ text: sentenceFor(error), tone: "danger" });
    }
  };
  const entries: MenuEntry[] = [
    { label: t(view.is_favourite ? "view.unfavourite" : "view.favourite"), icon: "star", onSelect: () => void mark({ is_favourite: !view.is_favourite }) },
    { label: t(view.is_default ? "view.notDefault" : "view.default"), icon: "check", onSelect: () => void mark({ is_default: !view.is_default }) },
  ];
  if (mayEdit) {
    entries.push(
      { kind: "line" },
      { label: t("view.edit"), icon: "pencil", onSelect: onEdit },
      { label: t("view.delete"), icon: "trash-2", danger: true, onSelect: onDelete },
    );
  }
  return <Menu anchor={anchor} label={t("list.viewActions")} entries={entries} placement="bottom-end" onClose={onClose} />;
}
