import { h } from "ui";
import { t } from "../i18n/t";
import { Button } from "../kit/button";
import { EmptyState } from "../kit/empty-state";
import { loadSession } from "../state/session";
import { useTitle } from "../use-title";

/** The visit began without an answer from the server. */
export function UnreachableScreen() {
  useTitle(t("connection.none.title"));
  return (
    <main className="plain-page">
      <EmptyState drawing="offline" heading="h1" title={t("connection.none.title")} action={<Button variant="primary" icon="refresh-cw" onClick={() => void loadSession()}>{t("connection.retry")}</Button>}>
        {t("connection.none.text")}
      </EmptyState>
    </main>
  );
}
