import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { UserAccount, UserLink } from "../../api/schema";
import "../../i18n/people-words";
import "../../i18n/settings-words";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Badge, type Tone } from "../../kit/badge";
import { Button } from "../../kit/button";
import { DataTable } from "../../kit/data-table";
import { EmptyState } from "../../kit/empty-state";
import type { MenuEntry } from "../../kit/menu";
import { MenuButton } from "../../kit/menu-button";
import { searchOptions } from "../../kit/options";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { changed } from "../../state/live";
import { useUserAccounts } from "../../state/people";
import { useMe } from "../../state/session";
import { SettingsPage } from "../settings/settings-page";
import { PeopleGate } from "./people-gate";
import { profileWords } from "./people-words";

const InviteDialog = later(() => import("./invite-dialog"));
const UserDialog = later(() => import("./user-dialog"));
const LinkDialog = later(() => import("./link-dialog"));
const NewLinkDialog = later(() => import("./new-link-dialog"));
const DeactivateDialog = later(() => import("./deactivate-dialog"));

const tones: Readonly<Record<UserAccount["status"], Tone>> = { active: "good", invited: "info", inactive: "neutral" };
/** A search is worth its place from so many on. */
const MANY = 8;

type Open =
  | { readonly kind: "invite" }
  | { readonly kind: "edit" | "reset" | "deactivate"; readonly user: UserAccount }
  | { readonly kind: "link"; readonly user: UserAccount; readonly link: UserLink };

/** 设置 › 用户: who works here, and how they get in. */
export default function UserListScreen() {
  const users = useUserAccounts();
  const { is_administrator: mayManage } = useMe().user;
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <SettingsPage wide title={t("settings.users")} hint={t("users.hint")} end={mayManage && <Button variant="primary" icon="user-plus" onClick={() => setOpen({ kind: "invite" })}>{t("users.invite")}</Button>}>
      <PeopleGate loaded={users}>{(value) => <UserTable users={value} onOpen={setOpen} />}</PeopleGate>
      {open?.kind === "invite" && <InviteDialog onClose={close} onInvited={({ user, link }) => setOpen({ kind: "link", user, link })} />}
      {open?.kind === "edit" && <UserDialog user={open.user} onClose={close} />}
      {open?.kind === "reset" && <NewLinkDialog user={open.user} onClose={close} onMade={(link) => setOpen({ kind: "link", user: open.user, link })} />}
      {open?.kind === "deactivate" && <DeactivateDialog user={open.user} onClose={close} />}
      {open?.kind === "link" && <LinkDialog user={open.user} link={open.link} onClose={close} />}
    </SettingsPage>
  );
}

function UserTable({ users, onOpen }: { readonly users: readonly UserAccount[]; readonly onOpen: (open: Open) => void }) {
  const me = useMe().user;
  const [typed, setTyped] = useState("");
  const found = new Set(searchOptions(users.map((user) => ({ value: user.id, label: user.name, hint: user.email })), typed).map((one) => one.value));
  const shown = users.filter((user) => found.has(user.id));

  const act = async (write: () => Promise<unknown>, text: string) => {
    try {
      await write();
      changed("people");
      toast({ text });
    } catch (error) {
      toast({ text: sentenceFor(error), tone: "danger" });
    }
  };
  const makeLink = async (user: UserAccount) => {
    try {
      onOpen({ kind: "link", user, link: await call("makeUserLink", { path: { id: user.id } }) });
    } catch (error) {
      toast({ text: sentenceFor(error), tone: "danger" });
    }
  };
  const entriesOf = (user: UserAccount): readonly MenuEntry[] => {
    const edit: MenuEntry = { label: t("users.edit"), icon: "pencil", onSelect: () => onOpen({ kind: "edit", user }) };
    if (user.status === "inactive") return [edit, { label: t("users.reactivate"), icon: "undo-2", onSelect: () => void act(() => call("reactivateUser", { path: { id: user.id } }), t("users.reactivated", { name: user.name })) }];
    const link: MenuEntry = user.status === "invited"
      ? { label: t("users.newLink.join"), icon: "link", onSelect: () => void makeLink(user) }
      : { label: t("users.newLink.reset"), icon: "key-round", onSelect: () => onOpen({ kind: "reset", user }) };
    if (user.id === me.id) return [edit];
    return [edit, link, { kind: "line" }, { label: t(user.status === "invited" ? "users.withdraw" : "users.deactivate"), icon: "ban", danger: true, onSelect: () => onOpen({ kind: "deactivate", user }) }];
  };
  return (
    <div className="people-list">
      {users.length >= MANY && <div className="people-search"><TextField bare label={t("users.search")} type="search" icon="search" placeholder={t("users.search")} value={typed} onChange={setTyped} /><span className="quiet" role="status">{t("users.count", { count: shown.length })}</span></div>}
      <DataTable<UserAccount>
        label={t("settings.users")}
        rows={shown}
        keyOf={(user) => user.id}
        nameOf={(user) => user.name}
        empty={<EmptyState drawing="lost" title={t("users.noHit")}>{t("users.noHit.text")}</EmptyState>}
        columns={[
          { key: "user", label: t("users.user"), cell: (user) => (
            <span className="people-who">
              <Avatar name={user.name} seed={user.id} size={32} />
              <span><b>{user.name}{user.id === me.id && <Badge>{t("users.you")}</Badge>}</b><small>{user.email}</small></span>
            </span>
          ) },
          { key: "role", label: t("users.role"), cell: (user) => user.role.name },
          { key: "profile", label: t("users.profile"), cell: (user) => profileWords(user.profile) },
          { key: "status", label: t("users.status"), cell: (user) => <Badge tone={tones[user.status]}>{t(`users.status.${user.status}`)}</Badge> },
          { key: "act", label: t("users.act"), width: 72, cell: (user) => <span className="shaping-act"><MenuButton label={t("users.actions", { name: user.name })} entries={entriesOf(user)} /></span> },
        ]}
      />
    </div>
  );
}
