import { Fragment, type ReactNode, h } from "ui";
import { t } from "../../i18n/t";
import { EmptyState } from "../../kit/empty-state";
import { useMe } from "../../state/session";

/** For administrators; others learn who could let them in. */
export function AdministratorGate({ children }: { readonly children: ReactNode }) {
  if (useMe().user.is_administrator) return <>{children}</>;
  return <div className="card"><EmptyState drawing="lost" title={t("shaping.noRight")}>{t("shaping.noRight.text")}</EmptyState></div>;
}
