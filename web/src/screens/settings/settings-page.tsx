import { Fragment, type ReactNode, h, useEffect, useRef } from "ui";
import { t } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { Link } from "../../link";
import { isWithin, usePlace } from "../../router";
import { useChannels } from "../../state/channels";
import { useMe } from "../../state/session";
import { useTitle } from "../../use-title";
import { isOffered, settingsGroups } from "./settings-entries";

interface Crumb {
  readonly label: string;
  readonly to?: string;
}

interface Props {
  readonly title: string;
  /** The way here from the settings, without this page itself. */
  readonly crumbs?: readonly Crumb[];
  readonly hint?: ReactNode;
  /** Beside the title. */
  readonly end?: ReactNode;
  readonly wide?: boolean;
  /** Without the menu: for what needs the whole width and is left by finishing it. */
  readonly focused?: boolean;
  readonly children: ReactNode;
}

/** Menu at the left, one settings page at the right; on a phone the menu is a row above. */
export function SettingsPage({ title, crumbs, hint, end, wide, focused, children }: Props) {
  useTitle(title);
  return (
    <div className={focused ? "settings focused" : "settings"}>
      {!focused && <SettingsMenu />}
      <div className="settings-content">
        <div className={wide ? "settings-column wide" : "settings-column"}>
          <div className="page-head">
            <div>
              {crumbs && <Crumbs crumbs={[{ label: t("settings.page"), to: "/settings" }, ...crumbs]} />}
              <h1>{title}</h1>
              {hint && <p className="page-hint">{hint}</p>}
            </div>
            {end && <div className="page-actions">{end}</div>}
          </div>
          {children}
        </div>
      </div>
    </div>
  );
}

function SettingsMenu() {
  const { path } = usePlace();
  const me = useMe();
  // What was made for an account that is disabled now stays within reach.
  const connected = (useChannels()?.length ?? 0) > 0;
  const here = path === "/settings" ? settingsGroups[0]?.entries[0]?.path : path;
  const groups = settingsGroups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => isOffered(entry, me, connected)) }))
    .filter((group) => group.entries.length > 0);
  const menu = useRef<HTMLElement>(null);
  // On a phone the menu is a row that is wider than the window: the present page stands in sight.
  useEffect(() => {
    const row = menu.current;
    const current = row?.querySelector<HTMLElement>("[aria-current]");
    if (row && current && row.scrollWidth > row.clientWidth) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
  }, [path, connected]);
  return (
    <nav ref={menu} className="side-menu" aria-label={t("settings.menu")}>
      <h2>{t("settings.page")}</h2>
      {groups.map((group) => (
        <section key={group.label}>
          <h3>{t(group.label)}</h3>
          {group.entries.map((entry) => (
            <Link key={entry.path} to={entry.path} current={isWithin(entry.path, here ?? "")}>
              <Icon name={entry.icon} size={18} />
              {t(entry.label)}
            </Link>
          ))}
        </section>
      ))}
    </nav>
  );
}

/** The way to a page; each step leads back. */
export function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label={t("crumbs.label")}>
      {crumbs.map((crumb, index) => (
        <Fragment key={crumb.label}>
          {index > 0 && <Icon name="chevron-right" size={14} />}
          {crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : <span>{crumb.label}</span>}
        </Fragment>
      ))}
    </nav>
  );
}
