import { Fragment, h, useState } from "ui";
import type { Id } from "../../api/schema";
import { clockTime } from "../../i18n/format";
import { t } from "../../i18n/t";
import { PhonePreview } from "../../kit/phone-preview";
import { Segmented } from "../../kit/segmented";
import { numbersOf, useChannels } from "../../state/channels";
import { serverNow } from "../../state/server-clock";

/** While a template is chosen, the customer's phone stands where the customer stood. */
export default function TemplatePreviewPanel({ text, number }: { readonly text: string; readonly number: Id }) {
  const [look, setLook] = useState<"light" | "dark">("light");
  const sender = numbersOf(useChannels()).find((one) => one.id === number);
  return (
    <>
      <header className="zone-head">
        <h2>{t("phone.preview")}</h2>
        <Segmented label={t("phone.look")} value={look} segments={[{ value: "light", label: t("theme.light"), icon: "sun", bare: true }, { value: "dark", label: t("theme.dark"), icon: "moon", bare: true }]} onChange={setLook} />
      </header>
      <div className="customer-preview">
        <PhonePreview sender={sender?.verified_name ?? ""} time={clockTime(serverNow())} look={look} body={text} />
        <p className="quiet">{t("sending.previewHint")}</p>
      </div>
    </>
  );
}
