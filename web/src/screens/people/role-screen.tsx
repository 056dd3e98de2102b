import { type KeyboardEvent, h, useRef, useState } from "ui";
import type { Id, Role } from "../../api/schema";
import "../../i18n/people-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import type { MenuEntry } from "../../kit/menu";
import { MenuButton } from "../../kit/menu-button";
import { later } from "../../later";
import { useRoles } from "../../state/people";
import { useMe } from "../../state/session";
import { SettingsPage } from "../settings/settings-page";
import { PeopleGate } from "./people-gate";
import { type RoleNode, linesOf, treeOf } from "./role-tree";

const RoleDialog = later(() => import("./role-dialog"));
const DeleteRoleDialog = later(() => import("./delete-role-dialog"));

type Open = { readonly kind: "new"; readonly parent: Id } | { readonly kind: "edit" | "delete"; readonly role: Role };

/** 设置 › 角色: who stands above whom. */
export default function RoleScreen() {
  const roles = useRoles();
  const { is_administrator: mayShape } = useMe().user;
  const [open, setOpen] = useState<Open | null>(null);
  const root = roles.value?.find((role) => role.parent === null);
  const close = () => setOpen(null);
  return (
    <SettingsPage title={t("settings.roles")} hint={t("roles.hint")} end={mayShape && root && <Button variant="primary" icon="plus" onClick={() => setOpen({ kind: "new", parent: root.id })}>{t("roles.new")}</Button>}>
      <PeopleGate loaded={roles}>{(value) => <RoleTree roles={value} onOpen={setOpen} />}</PeopleGate>
      {roles.value && open?.kind === "new" && <RoleDialog roles={roles.value} changed={null} parent={open.parent} onClose={close} />}
      {roles.value && open?.kind === "edit" && <RoleDialog roles={roles.value} changed={open.role} parent={open.role.parent} onClose={close} />}
      {roles.value && open?.kind === "delete" && <DeleteRoleDialog roles={roles.value} going={open.role} onClose={close} />}
    </SettingsPage>
  );
}

/** Up and down walk the lines, right opens, left closes or goes to the role above, Enter edits. */
function RoleTree({ roles, onOpen }: { readonly roles: readonly Role[]; readonly onOpen: (open: Open) => void }) {
  const [closed, setClosed] = useState<ReadonlySet<Id>>(new Set());
  const [held, setHeld] = useState<Id | null>(null);
  const tree = useRef<HTMLUListElement>(null);
  const root = treeOf(roles);
  const lines = linesOf(root, closed);
  const current = lines.some((line) => line.role.id === held) ? held : root?.role.id ?? null;

  const toggle = (id: Id, close: boolean) => {
    const next = new Set(closed);
    if (close) next.add(id);
    else next.delete(id);
    setClosed(next);
  };
  const go = (id: Id | null | undefined) => {
    if (!id) return;
    setHeld(id);
    tree.current?.querySelector<HTMLElement>(`[data-role="${id}"]`)?.focus();
  };
  const key = (event: KeyboardEvent, node: RoleNode) => {
    // A key in the line's own menu is not the tree's.
    if (event.target !== event.currentTarget) return;
    const at = lines.findIndex((line) => line.role.id === node.role.id);
    const { role, children } = node;
    if (event.key === "ArrowDown") go(lines[at + 1]?.role.id);
    else if (event.key === "ArrowUp") go(lines[at - 1]?.role.id);
    else if (event.key === "Home") go(lines[0]?.role.id);
    else if (event.key === "End") go(lines.at(-1)?.role.id);
    else if (event.key === "ArrowRight") {
      if (children.length > 0 && closed.has(role.id)) toggle(role.id, false);
      else go(children[0]?.role.id);
    } else if (event.key === "ArrowLeft") {
      if (children.length > 0 && !closed.has(role.id)) toggle(role.id, true);
      else go(role.parent);
    } else if (event.key === "Enter") onOpen({ kind: "edit", role });
    else if (event.key === "Delete" && role.parent !== null) onOpen({ kind: "delete", role });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const line = (node: RoleNode) => {
    const { role, children, level } = node;
    const isClosed = closed.has(role.id);
    const entries: readonly MenuEntry[] = [
      { label: t("roles.addShort"), icon: "plus", onSelect: () => onOpen({ kind: "new", parent: role.id }) },
      { label: t("roles.edit"), icon: "pencil", onSelect: () => onOpen({ kind: "edit", role }) },
      ...(role.parent === null ? [] : [{ kind: "line" } as const, { label: t("roles.delete"), icon: "trash-2", danger: true, onSelect: () => onOpen({ kind: "delete", role }) } as const]),
    ];
    return (
      <li
        key={role.id}
        role="treeitem"
        data-role={role.id}
        aria-level={level}
        aria-expanded={children.length > 0 ? !isClosed : undefined}
        aria-label={`${role.name} · ${t("roles.users", { count: role.users })}`}
        tabIndex={current === role.id ? 0 : -1}
        onFocus={(event) => event.target === event.currentTarget && setHeld(role.id)}
        onKeyDown={(event) => key(event, node)}
      >
        <div className="role-line" onDoubleClick={() => onOpen({ kind: "edit", role })}>
          {children.length > 0 ? (
            <button type="button" className="role-fold" tabIndex={-1} aria-label={t(isClosed ? "roles.expand" : "roles.collapse")} onClick={() => toggle(role.id, !isClosed)}><Icon name={isClosed ? "chevron-right" : "chevron-down"} size={16} /></button>
          ) : <span className="role-fold" />}
          <b>{role.name}</b>
          <span className="quiet">{t("roles.users", { count: role.users })}</span>
          <span className="role-acts">
            <IconButton size={24} icon="plus" label={t("roles.add", { name: role.name })} onClick={() => onOpen({ kind: "new", parent: role.id })} />
            <MenuButton label={t("roles.actions", { name: role.name })} entries={entries} />
          </span>
        </div>
        {children.length > 0 && !isClosed && <ul role="group">{children.map(line)}</ul>}
      </li>
    );
  };
  return (
    <div className="card role-card">
      <ul ref={tree} role="tree" className="role-tree" aria-label={t("roles.tree")}>{root && line(root)}</ul>
      <p className="quiet role-keys">{t("roles.keys")}</p>
    </div>
  );
}
