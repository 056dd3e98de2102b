import { Fragment, type ReactNode, h } from "ui";
import { t } from "../../i18n/t";
import { EmptyState } from "../../kit/empty-state";
import { Skeleton } from "../../kit/skeleton";
import { Link } from "../../link";
import { useChannels } from "../../state/channels";
import { useRight } from "../../state/rights";

/** Templates are there only for those who may manage them, and only once an account is connected. */
export function TemplateGate({ children }: { readonly children: ReactNode }) {
  const channels = useChannels();
  const may = useRight("manage_templates");
  const mayConnect = useRight("manage_channels");
  if (!may) return <div className="card"><EmptyState drawing="lost" title={t("gate.noRight")}>{t("gate.noRight.text")}</EmptyState></div>;
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
