import { h } from "ui";
import { t } from "../i18n/t";
import { Icon } from "../kit/icon";
import { connectionStore } from "../state/connection";
import { useStore } from "../state/store";

/** A thin bar while the server does not answer. */
export function ConnectionBar() {
  const connection = useStore(connectionStore);
  return (
    <div role="status" className="connection-place">
      {connection.lost && <div className="connection-bar"><Icon name="wifi-off" size={16} />{t("connection.lost", { attempt: connection.attempt })}</div>}
    </div>
  );
}
