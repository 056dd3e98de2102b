import { createStore } from "../state/store";

/** Whether the search with its commands is open. */
export const paletteStore = createStore(false);

/** What one presses for it, as this machine writes it. */
export const paletteKeys = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘K" : "Ctrl K";

/** Opens it with Ctrl or ⌘ and K, wherever one is. */
export function watchPaletteKey(): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    paletteStore.set(!paletteStore.get());
  };
  addEventListener("keydown", press);
  return () => removeEventListener("keydown", press);
}
