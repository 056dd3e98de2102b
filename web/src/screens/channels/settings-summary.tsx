import { h } from "ui";
import type { ChannelManagement } from "../../api/schema";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { useAssignees } from "./use-assignees";

/** What becomes of new people, in two lines. */
export function SettingsSummary({ management, onEdit }: { readonly management: ChannelManagement; readonly onEdit: () => void }) {
  const { kind, members } = management.assignment;
  const names = useAssignees(kind);
  const chosen = members.map((id) => names.find((one) => one.value === id)?.label).filter((name) => name !== undefined);
  return (
    <div className="account-part">
      <div className="part-line"><h3>{t("channels.preferences")}</h3><Button variant="link" onClick={onEdit}>{t("channels.preferences.change")}</Button></div>
      <dl className="facts">
        <div><dt>{t("channels.newPeople")}</dt><dd>{t(`channels.newPeople.${management.new_people}`)}</dd></div>
        {management.new_people !== "nothing" && (
          <div><dt>{t("channels.assign")}</dt><dd>{chosen.length === 0 ? t("channels.assign.owner") : t("channels.assign.turns", { names: chosen.join(t("list.and")) })}</dd></div>
        )}
      </dl>
    </div>
  );
}
