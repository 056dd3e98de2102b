import { h } from "ui";
import type { Consent, ConsentState } from "../../api/schema";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Badge, type Tone } from "../../kit/badge";
import type { IconName } from "../../kit/icon-names";

/** One thing that was said about marketing. */
export type ConsentEntry = Consent["history"][number];

const signs: Readonly<Record<ConsentState, { readonly tone: Tone; readonly icon: IconName }>> = {
  opted_in: { tone: "good", icon: "circle-check" },
  opted_out: { tone: "danger", icon: "ban" },
  unknown: { tone: "neutral", icon: "circle-dashed" },
};

export function ConsentBadge({ state }: { readonly state: ConsentState }) {
  return <Badge {...signs[state]}>{t(`consent.${state}`)}</Badge>;
}

/** Who said it, and where. */
export function sourceOf({ source, user, wording }: ConsentEntry): string {
  switch (source) {
    case "user":
      return t("consent.from.user", { name: user ?? t("record.system") });
    case "keyword":
      return t("consent.from.keyword", { words: wording });
    case "whatsapp":
      return t("consent.from.whatsapp");
  }
}
