import { h, useState } from "ui";
import type { Group } from "../../api/schema";
import "../../i18n/people-words";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Button } from "../../kit/button";
import { DataTable } from "../../kit/data-table";
import { EmptyState } from "../../kit/empty-state";
import { IconButton } from "../../kit/icon-button";
import { later } from "../../later";
import { useGroups, useUserAccounts } from "../../state/people";
import { useMe } from "../../state/session";
import { SettingsPage } from "../settings/settings-page";
import { PeopleGate } from "./people-gate";

const GroupDialog = later(() => import("./group-dialog"));
const DeleteGroupDialog = later(() => import("./delete-group-dialog"));

/** So many members are named in the list. */
const NAMED = 4;

type Open = { readonly kind: "new" } | { readonly kind: "edit" | "delete"; readonly group: Group };

/** 设置 › 群组: named sets of users. */
export default function GroupScreen() {
  const groups = useGroups();
  const { is_administrator: mayShape } = useMe().user;
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const make = <Button variant="primary" icon="plus" onClick={() => setOpen({ kind: "new" })}>{t("groups.new")}</Button>;
  return (
    <SettingsPage title={t("settings.groups")} hint={t("groups.hint")} end={mayShape && make}>
      <PeopleGate loaded={groups}>{(value) => <GroupTable groups={value} onOpen={setOpen} />}</PeopleGate>
      {open?.kind === "new" && <GroupDialog group={null} onClose={close} />}
      {open?.kind === "edit" && <GroupDialog group={open.group} onClose={close} />}
      {open?.kind === "delete" && <DeleteGroupDialog group={open.group} onClose={close} />}
    </SettingsPage>
  );
}

function GroupTable({ groups, onOpen }: { readonly groups: readonly Group[]; readonly onOpen: (open: Open) => void }) {
  const names = new Map((useUserAccounts().value ?? []).map((user) => [user.id, user.name]));
  if (groups.length === 0) return <div className="card"><EmptyState drawing="people" title={t("groups.empty")}>{t("groups.empty.text")}</EmptyState></div>;
  const members = (group: Group) => {
    const known = group.members.flatMap((id) => (names.has(id) ? [{ id, name: names.get(id) ?? "" }] : []));
    if (group.members.length === 0) return <span className="quiet">{t("groups.noMembers")}</span>;
    return (
      <span className="group-members">
        <span className="group-faces">{known.slice(0, NAMED).map((one) => <Avatar key={one.id} name={one.name} seed={one.id} size={24} />)}</span>
        <span>{known.slice(0, NAMED).map((one) => one.name).join(t("list.and"))}{group.members.length > NAMED && " …"}</span>
        <span className="quiet">{t("groups.memberCount", { count: group.members.length })}</span>
      </span>
    );
  };
  return (
    <DataTable<Group>
      label={t("settings.groups")}
      rows={groups}
      keyOf={(group) => group.id}
      nameOf={(group) => group.name}
      columns={[
        { key: "name", label: t("groups.group"), cell: (group) => <b className="people-name">{group.name}</b> },
        { key: "members", label: t("groups.members"), cell: members },
        { key: "act", label: t("users.act"), width: 88, cell: (group) => (
          <span className="shaping-act">
            <IconButton size={24} icon="pencil" label={t("groups.edit.title", { name: group.name })} onClick={() => onOpen({ kind: "edit", group })} />
            <IconButton size={24} danger icon="trash-2" label={t("groups.delete", { name: group.name })} onClick={() => onOpen({ kind: "delete", group })} />
          </span>
        ) },
      ]}
    />
  );
}
