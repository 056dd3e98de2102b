import { Fragment, h } from "ui";
import type { Template, TemplateStatus } from "../../api/schema";
import { t } from "../../i18n/t";
import { Badge, type Tone } from "../../kit/badge";
import type { IconName } from "../../kit/icon-names";
import { isConnected, useChannels } from "../../state/channels";

const looks: Readonly<Record<TemplateStatus, { readonly tone: Tone; readonly icon: IconName }>> = {
  in_review: { tone: "info", icon: "clock" },
  approved: { tone: "good", icon: "circle-check" },
  rejected: { tone: "danger", icon: "ban" },
  paused: { tone: "warn", icon: "circle-pause" },
  disabled: { tone: "neutral", icon: "lock" },
  failed: { tone: "danger", icon: "circle-alert" },
};

/** Where a template stands with Meta, and whether it is one of an account that is connected now. */
export function TemplateStatusBadge({ template: { status, channel } }: { readonly template: Pick<Template, "status" | "channel"> }) {
  const look = looks[status];
  const account = useChannels()?.find((one) => one.id === channel);
  return (
    <>
      <Badge tone={look.tone} icon={look.icon}>{t(`template.status.${status}`)}</Badge>
      {account && !isConnected(account) && <Badge icon="ban">{t("template.otherAccount")}</Badge>}
    </>
  );
}

/** The category that Meta charges, which may be another than was asked for. */
export function TemplateCategoryWords({ template }: { readonly template: Pick<Template, "category" | "effective_category"> }) {
  const asked = t(`template.category.${template.category}`);
  if (template.effective_category === template.category) return <span>{asked}</span>;
  return <span>{t("template.recategorised", { now: t(`template.category.${template.effective_category}`), asked })}</span>;
}

/** Why a template is where it stands, in Meta's words or, where Meta said nothing, in ours. */
export function templateReason({ reason }: Pick<Template, "reason">): string | null {
  switch (reason) {
    case "meta_unreachable": return t("editor.unreachable");
    case "account_not_usable": return t("editor.accountNotUsable");
    case "file_missing": return t("editor.fileMissing");
    case "other_words_at_meta": return t("editor.otherWords");
    default: return reason;
  }
}

/** Whether it can be put right and submitted again; all others are locked. */
export function isCorrectable({ status, made_by: author }: Pick<Template, "status" | "made_by">): boolean {
  return (status === "rejected" || status === "failed") && author !== null;
}
