import { type RefObject, h } from "ui";
import type { Id, Module, View } from "../../api/schema";
import "../../i18n/lists-words";
import { t } from "../../i18n/t";
import { Menu, type MenuEntry } from "../../kit/menu";
import { useRight } from "../../state/rights";
import { groupViews } from "./view-groups";

interface Props {
  readonly anchor: RefObject<HTMLButtonElement>;
  readonly module: Module;
  readonly views: readonly View[];
  readonly view: View;
  readonly onChoose: (id: Id) => void;
  readonly onNew: () => void;
  readonly onClose: () => void;
}

/** The views one sees, by where they come from. */
export default function ViewMenu({ anchor, module, views, view, onChoose, onNew, onClose }: Props) {
  const mayManage = useRight("manage_views");
  const entries: MenuEntry[] = groupViews(views).flatMap((group): MenuEntry[] => [
    { kind: "heading", label: t(`view.group.${group.name}`) },
    ...group.views.map((one): MenuEntry => ({ label: one.label, checked: one.id === view.id, ...(one.is_default ? { hint: t("view.opensWith") } : {}), onSelect: () => onChoose(one.id) })),
  ]);
  return (
    <Menu
      anchor={anchor}
      label={t("view.of", { module: module.label })}
      entries={mayManage ? [...entries, { kind: "line" }, { label: t("view.new"), icon: "plus", onSelect: onNew }] : entries}
      onClose={onClose}
    />
  );
}
