import { type ReactNode, h } from "ui";
import { t } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { Link } from "../../link";
import { isWithin, usePlace } from "../../router";
import { useTitle } from "../../use-title";
import { settingsGroups } from "./settings-entries";

/** Menu at the left, one settings page at the right; on a phone the menu is a row above. */
export function SettingsPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useTitle(title);
  const { path } = usePlace();
  const first = settingsGroups[0]?.entries[0]?.path;
  const here = path === "/settings" ? first : path;
  return (
    <div className="settings">
      <nav className="side-menu" aria-label={t("settings.menu")}>
        <h2>{t("settings.page")}</h2>
        {settingsGroups.map((group) => (
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
      <div className="settings-content">
        <div className="settings-column">
          <h1>{title}</h1>
          {children}
        </div>
      </div>
    </div>
  );
}
