import type { UserSelection } from "../../api/schema";
import { useUserChoices } from "../../fields/user-input";
import type { Option } from "../../kit/options";
import { useGroups, useRoles } from "../../state/people";

/** Whom new people may go to, of one kind. */
export function useAssignees(kind: UserSelection["kind"]): readonly Option[] {
  const users = useUserChoices();
  const groups = useGroups().value ?? [];
  const roles = useRoles().value ?? [];
  if (kind === "users") return users;
  return (kind === "groups" ? groups : roles).map((one) => ({ value: one.id, label: one.name }));
}
