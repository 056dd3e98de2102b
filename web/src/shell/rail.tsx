import { h } from "ui";
import { t } from "../i18n/t";
import { Icon } from "../kit/icon";
import { IconButton } from "../kit/icon-button";
import { Tooltip } from "../kit/tooltip";
import { later } from "../later";
import { Link } from "../link";
import { isWithin, usePlace } from "../router";
import { useModules } from "../state/modules";
import { useMe } from "../state/session";
import { Account } from "./account";
import { Bell } from "./bell";
import { More } from "./more";
import { paletteKeys, paletteStore } from "./palette-open";
import { type RailEntry, type RailPage, railEntriesFor } from "./rail-entries";

const DemoClock = later(() => import("./demo-clock"));

interface Props {
  readonly wide: boolean;
  readonly onToggle: () => void;
}

export function Rail({ wide, onToggle }: Props) {
  const me = useMe();
  const modules = useModules();
  // What one's profile closes is not there; until that is known, everything is.
  const isOpen = (entry: RailEntry) => modules === null || !("path" in entry) || entry.module === undefined || modules.some((module) => module.name === entry.module);
  const entries = (place: RailEntry["place"]) => railEntriesFor(me.rights).filter((entry) => entry.place === place && isOpen(entry)).map((entry) => draw(entry, wide));
  return (
    <nav className="rail" aria-label={t("rail.label")}>
      <Link to="/" className="rail-logo" label={`Parley · ${me.organization.name}`}>
        <Icon name="logo" size={32} />
        {wide && <span className="cut">{me.organization.name}</span>}
      </Link>
      <div className="rail-entries"><Search wide={wide} />{entries("top")}</div>
      <div className="rail-foot">
        {me.demo && <DemoClock wide={wide} />}
        {entries("foot")}
        <Account wide={wide} />
        <div className="rail-toggle">
          <IconButton icon={wide ? "panel-left-close" : "panel-left-open"} label={t(wide ? "rail.collapse" : "rail.expand")} onClick={onToggle} />
        </div>
      </div>
    </nav>
  );
}

function Search({ wide }: { readonly wide: boolean }) {
  const label = t("rail.searchOrRun");
  const button = (
    <button type="button" className="rail-item" aria-label={label} aria-haspopup="dialog" onClick={() => paletteStore.set(true)}>
      <Icon name="search" size={20} />
      <span className="rail-label">{t("rail.search")}</span>
    </button>
  );
  return wide ? button : <Tooltip text={label} shortcut={paletteKeys} placement="right" names>{button}</Tooltip>;
}

function draw(entry: RailEntry, wide: boolean) {
  if ("path" in entry) return <RailLink key={entry.path} entry={entry} wide={wide} />;
  return entry.opens === "signals" ? <Bell key={entry.opens} wide={wide} /> : <More key={entry.opens} wide={wide} />;
}

function RailLink({ entry, wide }: { readonly entry: RailPage; readonly wide: boolean }) {
  const { path } = usePlace();
  const renamed = useModules()?.find((module) => module.name === entry.module)?.label;
  const label = renamed ?? t(entry.label);
  const link = (
    <Link to={entry.path} className={entry.notOnPhone ? "rail-item not-on-phone" : "rail-item"} current={isWithin(entry.path, path)}>
      <Icon name={entry.icon} size={20} />
      <span className="rail-label">{label}</span>
    </Link>
  );
  return wide ? link : <Tooltip text={label} placement="right" names>{link}</Tooltip>;
}
