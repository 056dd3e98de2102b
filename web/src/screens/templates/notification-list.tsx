import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Notification } from "../../api/schema";
import { isKey, t } from "../../i18n/t";
import { Badge } from "../../kit/badge";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { DataTable } from "../../kit/data-table";
import { EmptyState } from "../../kit/empty-state";
import { MenuButton } from "../../kit/menu-button";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { Link } from "../../link";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useModules } from "../../state/modules";
import { templatePath } from "./template-paths";

const NotificationDialog = later(() => import("./notification-dialog"));
const DeleteNotificationDialog = later(() => import("./delete-notification-dialog"));

/** What automation sends: a template with who gets it, made once and used by many rules. */
export default function NotificationList() {
  const modules = useModules();
  const list = useLoaded("notifications", () => call("listNotifications"));
  const [open, setOpen] = useState<Notification | "new" | null>(null);
  const [leaving, setLeaving] = useState<Notification | null>(null);
  useLive("templates", list.reload);
  const notifications = list.value?.notifications ?? null;
  const create = <Button variant="primary" onClick={() => setOpen("new")}>{t("notifications.new")}</Button>;
  const moduleLabel = (name: string) => modules?.find((module) => module.name === name)?.label ?? name;
  const pathOf = ({ module, lookup }: Notification) => {
    if (lookup === null) return t("notifications.self");
    return modules?.find((one) => one.name === module)?.fields.find((field) => field.id === lookup)?.label ?? t("notifications.hiddenField");
  };
  return (
    <>
      <div className="part-head">
        <div><h2>{t("notifications.title")}</h2><p className="quiet">{t("notifications.hint")}</p></div>
        {(notifications?.length ?? 0) > 0 && create}
      </div>
      {list.error !== null && !notifications ? <Banner tone="danger" live action={<Button variant="link" onClick={() => void list.reload()}>{t("again")}</Button>}>{sentenceFor(list.error)}</Banner> : !notifications ? <Skeleton rows={3} /> : notifications.length === 0 ? (
        <div className="card"><EmptyState drawing="conversations" title={t("notifications.none")} action={create} heading="h3">{t("notifications.none.text")}</EmptyState></div>
      ) : (
        <DataTable<Notification>
          label={t("notifications.title")}
          rows={notifications}
          keyOf={(one) => one.id}
          nameOf={(one) => one.name}
          columns={[
            { key: "name", label: t("templates.name"), cell: (one) => <button type="button" className="link-button" onClick={() => setOpen(one)}>{one.name}</button> },
            { key: "state", label: t("templates.status"), cell: (one) => <div className="template-state">{one.is_usable ? <Badge tone="good" icon="circle-check">{t("notifications.usable")}</Badge> : <><Badge tone="warn" icon="circle-pause">{t("notifications.unusable")}</Badge>{one.reason && <small>{reasonWords(one.reason)}</small>}</>}</div> },
            { key: "module", label: t("templates.module"), cell: (one) => <span className="no-wrap">{moduleLabel(one.module)}</span> },
            { key: "template", label: t("notifications.template"), cell: ({ template }) => <div className="template-state"><Link to={templatePath(template.id)}>{template.name}</Link><Badge>{t(`template.category.${template.effective_category}`)}</Badge></div> },
            { key: "to", label: t("notifications.to"), cell: (one) => <span>{pathOf(one)}</span> },
            { key: "act", label: t("templates.act"), width: 72, cell: (one) => <MenuButton label={t("template.actions", { name: one.name })} entries={[{ label: t("notifications.edit"), icon: "pencil", onSelect: () => setOpen(one) }, { label: t("template.delete"), icon: "trash-2", danger: true, onSelect: () => setLeaving(one) }]} /> },
          ]}
        />
      )}
      {open !== null && <NotificationDialog notification={open === "new" ? null : open} onClose={() => setOpen(null)} onSaved={() => void list.reload()} />}
      {leaving !== null && <DeleteNotificationDialog notification={leaving} onClose={() => setLeaving(null)} onDeleted={() => void list.reload()} />}
    </>
  );
}

/** Why it cannot be sent now. */
function reasonWords(code: string): string {
  const key = `problem.${code}`;
  return isKey(key) ? t(key) : t("notifications.unusable");
}
