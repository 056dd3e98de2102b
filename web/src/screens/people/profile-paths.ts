import type { Id } from "../../api/schema";

export const profilesRoot = "/settings/profiles";

export function profilePath(id: Id): string {
  return `${profilesRoot}/${id}`;
}
