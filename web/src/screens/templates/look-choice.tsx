import { h } from "ui";
import { t } from "../../i18n/t";
import { Segmented } from "../../kit/segmented";

export type PhoneLook = "light" | "dark";

/** The preview's head: the customer's phone may be light or dark. */
export function LookChoice({ look, onChange }: { readonly look: PhoneLook; readonly onChange: (look: PhoneLook) => void }) {
  return (
    <div className="preview-head">
      <h2>{t("phone.preview")}</h2>
      <Segmented<PhoneLook>
        label={t("phone.look")}
        value={look}
        segments={[{ value: "light", label: t("theme.light"), icon: "sun", bare: true }, { value: "dark", label: t("theme.dark"), icon: "moon", bare: true }]}
        onChange={onChange}
      />
    </div>
  );
}
