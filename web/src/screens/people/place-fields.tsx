import { Fragment, h } from "ui";
import { sentenceForField } from "../../api/problem";
import type { Id } from "../../api/schema";
import { t } from "../../i18n/t";
import { Combobox } from "../../kit/combobox";
import { useProfiles, useRoles } from "../../state/people";
import { profileWords } from "./people-words";
import { roleOptions } from "./role-tree";

interface Props {
  readonly role: Id | null;
  readonly profile: Id | null;
  readonly error: unknown;
  readonly tried: boolean;
  /** Why the profile stays. */
  readonly profileFixed?: string | undefined;
  readonly onRole: (role: Id) => void;
  readonly onProfile: (profile: Id) => void;
}

/** Where somebody stands: their role in the tree, and their profile. */
export function PlaceFields({ role, profile, error, tried, profileFixed, onRole, onProfile }: Props) {
  const roles = useRoles().value ?? [];
  const profiles = useProfiles().value ?? [];
  const missing = (value: Id | null) => (tried && value === null ? t("field.required") : undefined);
  return (
    <>
      <Combobox label={t("users.role")} required hint={t("users.role.hint")} placeholder={t("select.choose")} value={role} options={roleOptions(roles)} error={missing(role) ?? sentenceForField(error, "role")} onChange={onRole} />
      <Combobox label={t("users.profile")} required hint={profileFixed ?? t("users.profile.hint")} disabled={profileFixed !== undefined} placeholder={t("select.choose")} value={profile} options={profiles.map((one) => ({ value: one.id, label: profileWords(one) }))} error={missing(profile) ?? sentenceForField(error, "profile")} onChange={onProfile} />
    </>
  );
}
