import { call, everyPage } from "../api/client";
import type { Group, Profile, Role, UserAccount } from "../api/schema";
import { useLive } from "./live";
import { type Loaded, useLoaded } from "./loaded";

/** Everybody, those who are only invited or deactivated too. For administrators. */
export function useUserAccounts(): Loaded<readonly UserAccount[]> {
  const users = useLoaded<readonly UserAccount[]>("user accounts", async () => (await everyPage((query) => call("listUserAccounts", { query }))).flatMap((page) => page.users));
  useLive("people", users.reload);
  return users;
}

export function useRoles(): Loaded<readonly Role[]> {
  const roles = useLoaded("roles", async () => (await call("listRoles")).roles);
  useLive("people", roles.reload);
  return roles;
}

export function useGroups(): Loaded<readonly Group[]> {
  const groups = useLoaded("groups", async () => (await call("listGroups")).groups);
  useLive("people", groups.reload);
  return groups;
}

/** For administrators. */
export function useProfiles(): Loaded<readonly Profile[]> {
  const profiles = useLoaded("profiles", async () => (await call("listProfiles")).profiles);
  useLive("people", profiles.reload);
  return profiles;
}
