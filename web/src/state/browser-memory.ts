/** What this browser remembers between visits. Storage may be forbidden (private windows); then nothing is remembered. */
type Key = "theme" | "language" | "rail" | "signed-in" | "customer-panel";

export function remember(key: Key, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`parley.${key}`);
    else localStorage.setItem(`parley.${key}`, value);
  } catch {
    // Nothing depends on it.
  }
}

export function remembered(key: Key): string | null {
  try {
    return localStorage.getItem(`parley.${key}`);
  } catch {
    return null;
  }
}
