import type { Theme } from "../api/schema";
import type { IconName } from "../kit/icon-names";

export const themes: readonly Theme[] = ["system", "light", "dark"];
export const themeIcons: Readonly<Record<Theme, IconName>> = { system: "monitor", light: "sun", dark: "moon" };
