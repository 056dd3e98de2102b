import type { Theme } from "../api/schema";
import { remember, remembered } from "./browser-memory";
import { createStore } from "./store";

/** What the user chose; what is shown follows the system when it is `system`. */
export const themeStore = createStore<Theme>(chosen());

const systemIsDark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;
systemIsDark?.addEventListener("change", show);

function chosen(): Theme {
  const theme = remembered("theme");
  return theme === "light" || theme === "dark" ? theme : "system";
}

function show(): void {
  const theme = themeStore.get();
  const dark = theme === "dark" || (theme === "system" && systemIsDark?.matches === true);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

export function setTheme(theme: Theme): void {
  themeStore.set(theme);
  remember("theme", theme);
  show();
}
