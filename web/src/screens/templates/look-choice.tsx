import { h } from "ui";
import { t } from "../../i18n/t";
import { Segmented } from "../../kit/segmented";

/** The customer's phone. */
export interface PhoneLook {
  readonly width: "android" | "ios";
  readonly look: "light" | "dark";
}

export const usualPhone: PhoneLook = { width: "android", look: "light" };

/** The preview's head: whose phone it is, and whether it is light or dark. */
export function LookChoice({ phone, onChange }: { readonly phone: PhoneLook; readonly onChange: (phone: PhoneLook) => void }) {
  return (
    <div className="preview-head">
      <h2>{t("phone.preview")}</h2>
      <Segmented<PhoneLook["width"]> label={t("phone.kind")} value={phone.width} segments={[{ value: "android", label: "Android" }, { value: "ios", label: "iOS" }]} onChange={(width) => onChange({ ...phone, width })} />
      <Segmented<PhoneLook["look"]>
        label={t("phone.look")}
        value={phone.look}
        segments={[{ value: "light", label: t("theme.light"), icon: "sun", bare: true }, { value: "dark", label: t("theme.dark"), icon: "moon", bare: true }]}
        onChange={(look) => onChange({ ...phone, look })}
      />
    </div>
  );
}
