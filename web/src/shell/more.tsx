import { h, useRef, useState } from "ui";
import { t } from "../i18n/t";
import { Icon } from "../kit/icon";
import { Tooltip } from "../kit/tooltip";
import { later } from "../later";
import { isWithin, usePlace } from "../router";
import { modulePath } from "../screens/records/record-paths";
import { useMedia } from "../state/media";
import { useModules } from "../state/modules";
import { moreModules } from "./more-modules";

const MoreMenu = later(() => import("./more-menu"));

/** Leads to the modules that have no place of their own in the rail. */
export function More({ wide }: { readonly wide: boolean }) {
  const { path } = usePlace();
  const narrow = useMedia("(max-width: 639px)");
  const modules = moreModules(useModules() ?? [], narrow);
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const here = modules.some((module) => isWithin(modulePath(module.name), path)) || (narrow && (isWithin("/settings", path) || isWithin("/activities", path)));
  const button = (
    <button ref={anchor} type="button" className={here ? "rail-item here" : "rail-item"} aria-label={t("rail.more")} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
      <Icon name="layout-grid" size={20} />
      <span className="rail-label">{t("rail.more")}</span>
    </button>
  );
  return (
    <span className="rail-more">
      {wide ? button : <Tooltip text={t("rail.more")} placement="right" names>{button}</Tooltip>}
      {open && <MoreMenu anchor={anchor} onClose={() => setOpen(false)} />}
    </span>
  );
}
