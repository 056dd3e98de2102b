import { Component, type ReactNode, h } from "ui";
import { t } from "./i18n/t";
import { Button } from "./kit/button";
import { EmptyState } from "./kit/empty-state";

/** When drawing a screen fails, a page that says so instead of a white one. */
export class FaultBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="plain-page">
        <EmptyState drawing="lost" heading="h1" title={t("fault.title")} action={<Button variant="primary" icon="refresh-cw" onClick={() => location.reload()}>{t("fault.reload")}</Button>}>
          {t("fault.text")}
        </EmptyState>
      </main>
    );
  }
}
