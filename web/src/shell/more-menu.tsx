import { type RefObject, h } from "ui";
import { t } from "../i18n/t";
import { Menu, type MenuEntry } from "../kit/menu";
import { isWithin, navigate, usePlace } from "../router";
import { modulePath } from "../screens/records/record-paths";
import { useMedia } from "../state/media";
import { useModules } from "../state/modules";
import { moreModules } from "./more-modules";
import { railPlacement } from "./rail-placement";

/** The modules that have no place of their own in the rail; on a phone also what the bar has no room for. */
export default function MoreMenu({ anchor, onClose }: { readonly anchor: RefObject<HTMLButtonElement>; readonly onClose: () => void }) {
  const { path } = usePlace();
  const narrow = useMedia("(max-width: 639px)");
  const entries: MenuEntry[] = moreModules(useModules() ?? [], narrow).map((module): MenuEntry => {
    const to = modulePath(module.name);
    return { label: module.label, checked: isWithin(to, path), onSelect: () => navigate(to) };
  });
  if (narrow) entries.push({ kind: "line" }, { label: t("rail.activities"), icon: "calendar", onSelect: () => navigate("/activities") }, { label: t("rail.settings"), icon: "settings", onSelect: () => navigate("/settings") });
  return <Menu anchor={anchor} label={t("rail.more")} placement={narrow ? railPlacement() : "right"} entries={entries} onClose={onClose} />;
}
