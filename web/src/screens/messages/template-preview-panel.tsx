import { Fragment, h, useState } from "ui";
import type { Id } from "../../api/schema";
import "../../i18n/templates-words";
import { t } from "../../i18n/t";
import { numbersOf, useChannels } from "../../state/channels";
import { LookChoice, usualPhone } from "../templates/look-choice";
import type { TemplateWords } from "../templates/template-parts";
import { TemplatePhone } from "../templates/template-phone";

/** While a template is chosen, the customer's phone stands where the customer stood. */
export default function TemplatePreviewPanel({ words, number }: { readonly words: TemplateWords; readonly number: Id }) {
  const [phone, setPhone] = useState(usualPhone);
  const sender = numbersOf(useChannels()).find((one) => one.id === number);
  return (
    <>
      <header className="zone-head"><LookChoice phone={phone} onChange={setPhone} /></header>
      <div className="customer-preview">
        <TemplatePhone sender={sender?.verified_name ?? ""} phone={phone} words={words} />
        <p className="quiet">{t("sending.previewHint")}</p>
      </div>
    </>
  );
}
