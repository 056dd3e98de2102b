import { h, useState } from "ui";
import type { Profile } from "../../api/schema";
import "../../i18n/people-words";
import { count } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Badge } from "../../kit/badge";
import { Button } from "../../kit/button";
import { DataTable } from "../../kit/data-table";
import type { MenuEntry } from "../../kit/menu";
import { MenuButton } from "../../kit/menu-button";
import { later } from "../../later";
import { Link } from "../../link";
import { navigate } from "../../router";
import { useProfiles } from "../../state/people";
import { useMe } from "../../state/session";
import { SettingsPage } from "../settings/settings-page";
import { PeopleGate } from "./people-gate";
import { profileWords } from "./people-words";
import { profilePath } from "./profile-paths";

const NewProfileDialog = later(() => import("./new-profile-dialog"));
const RenameProfileDialog = later(() => import("./rename-profile-dialog"));
const DeleteProfileDialog = later(() => import("./delete-profile-dialog"));

type Open = { readonly kind: "new"; readonly model: Profile | null } | { readonly kind: "rename" | "delete"; readonly profile: Profile };

/** 设置 › 权限方案: what people may do. */
export default function ProfileListScreen() {
  const profiles = useProfiles();
  const { is_administrator: mayShape } = useMe().user;
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const entriesOf = (profile: Profile): readonly MenuEntry[] => [
    { label: t("profiles.clone"), icon: "copy", onSelect: () => setOpen({ kind: "new", model: profile }) },
    ...(profile.standing !== null ? [] : [
      { label: t("profiles.rename"), icon: "pencil", onSelect: () => setOpen({ kind: "rename", profile }) } as const,
      { kind: "line" } as const,
      { label: t("profiles.delete"), icon: "trash-2", danger: true, onSelect: () => setOpen({ kind: "delete", profile }) } as const,
    ]),
  ];
  return (
    <SettingsPage wide title={t("settings.profiles")} hint={t("profiles.hint")} end={mayShape && <Button variant="primary" icon="plus" onClick={() => setOpen({ kind: "new", model: null })}>{t("profiles.new")}</Button>}>
      <PeopleGate loaded={profiles}>
        {(value) => (
          <DataTable<Profile>
            label={t("settings.profiles")}
            rows={value}
            keyOf={(profile) => profile.id}
            nameOf={profileWords}
            columns={[
              { key: "name", label: t("profiles.profile"), cell: (profile) => <Link to={profilePath(profile.id)} className="name-link"><span>{profileWords(profile)}</span></Link> },
              { key: "kind", label: t("profiles.kind"), cell: (profile) => profile.standing === null ? <Badge tone="info">{t("profiles.kind.own")}</Badge> : <span className="quiet">{t(`profiles.kind.${profile.standing}`)}</span> },
              { key: "users", label: t("profiles.users"), number: true, cell: (profile) => count(profile.users) },
              { key: "act", label: t("users.act"), width: 72, cell: (profile) => <span className="shaping-act"><MenuButton label={t("profiles.actions", { name: profileWords(profile) })} entries={entriesOf(profile)} /></span> },
            ]}
          />
        )}
      </PeopleGate>
      {open?.kind === "new" && <NewProfileDialog profiles={profiles.value ?? []} model={open.model} onClose={close} onMade={(id) => navigate(profilePath(id))} />}
      {open?.kind === "rename" && <RenameProfileDialog profile={open.profile} onClose={close} />}
      {open?.kind === "delete" && <DeleteProfileDialog profile={open.profile} onClose={close} />}
    </SettingsPage>
  );
}
