import { Fragment, type ReactNode, h } from "ui";
import type { Right } from "../../api/schema";
import { t } from "../../i18n/t";
import { EmptyState } from "../../kit/empty-state";
import { Skeleton } from "../../kit/skeleton";
import { Link } from "../../link";
import { useChannels } from "../../state/channels";
import { useRight } from "../../state/rights";

interface Props {
  /** Who may see what is inside; templates need their own right. */
  readonly right?: Right;
  readonly children: ReactNode;
}

/** Templates and what sends them are there only for those who may manage them, and only once an account is connected. */
export function TemplateGate({ right = "manage_templates", children }: Props) {
  const channels = useChannels();
  const may = useRight(right);
  const mayConnect = useRight("manage_channels");
  if (!may) return <div className="card"><EmptyState drawing="lost" title={t(right === "manage_automation" ? "notifications.noRight" : "gate.noRight")}>{t(right === "manage_automation" ? "notifications.noRight.text" : "gate.noRight.text")}</EmptyState></div>;
  if (channels === null) return <Skeleton rows={4} />;
  if (channels.length > 0) return <>{children}</>;
  return (
    <div className="card">
      <EmptyState drawing="plug" title={t("gate.noChannel")} action={mayConnect && <Link to="/settings/channels/business-messaging" className="button primary">{t("messages.connect")}</Link>}>
        {t(mayConnect ? "gate.noChannel.text" : "messages.noChannel.ask")}
      </EmptyState>
    </div>
  );
}
