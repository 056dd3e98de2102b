import { h } from "ui";
import { addressOf } from "../../api/client";
import type { Language, Record as CRMRecord } from "../../api/schema";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { SplitButton } from "../../kit/menu-button";
import { navigate } from "../../router";
import { copyQuotePath, editQuotePath } from "./quote-paths";
import "./quote-words";

/** What is done with a quote: its PDF, a copy, a change. */
export default function QuoteActions({ record }: { readonly record: CRMRecord }) {
  const address = (query: { language?: Language; download?: boolean }) => addressOf("printQuote", { path: { id: record.id }, query });
  const open = (language?: Language) => void window.open(address(language ? { language } : {}), "_blank", "noopener");
  return (
    <div className="quote-actions">
      <Button icon="copy" onClick={() => navigate(copyQuotePath(record.id))}>{t("quotes.copy")}</Button>
      <SplitButton
        icon="external-link"
        label={t("quotes.pdfMore")}
        onClick={() => open()}
        entries={[
          { label: t("quotes.pdfDownload"), icon: "arrow-down", onSelect: () => location.assign(address({ download: true })) },
          { kind: "line" },
          { label: t("quotes.pdfChinese"), icon: "languages", onSelect: () => open("zh-CN") },
          { label: t("quotes.pdfEnglish"), icon: "languages", onSelect: () => open("en") },
        ]}
      >
        {t("quotes.pdf")}
      </SplitButton>
      <Button variant="primary" icon="pencil" onClick={() => navigate(editQuotePath(record.id))}>{t("quotes.edit")}</Button>
    </div>
  );
}
