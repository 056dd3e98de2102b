import { Fragment, h } from "ui";
import { sentenceFor } from "../../api/problem";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import type { TemplateSending } from "./template-sending";

/** Why the chosen template cannot be sent, when it cannot. */
export function TemplateNotes({ sending }: { readonly sending: TemplateSending }) {
  const missing = sending.preview?.missing ?? [];
  return (
    <>
      {sending.error !== null && <Banner tone="danger" live>{sentenceFor(sending.error)}</Banner>}
      {missing.length > 0 && <Banner tone="warn" title={t("sending.missing", { fields: missing.join(t("list.and")) })}>{t("sending.missing.text")}</Banner>}
    </>
  );
}
