import type { ProfileReference } from "../../api/schema";
import { t } from "../../i18n/t";

/** The two ready-made profiles are called by the reader's language. */
export function profileWords({ standing, name }: Pick<ProfileReference, "standing" | "name">): string {
  return standing === null ? name : t(`profiles.${standing}`);
}
