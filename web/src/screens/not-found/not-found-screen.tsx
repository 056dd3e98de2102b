import { h } from "ui";
import { t } from "../../i18n/t";
import { EmptyState } from "../../kit/empty-state";
import { Link } from "../../link";
import { useTitle } from "../../use-title";

export function NotFoundScreen() {
  useTitle(t("notFound.page"));
  return (
    <div className="page centred">
      <EmptyState drawing="lost" heading="h1" title={t("notFound.title")} action={<Link to="/" className="button primary">{t("notFound.home")}</Link>}>
        {t("notFound.text")}
      </EmptyState>
    </div>
  );
}
