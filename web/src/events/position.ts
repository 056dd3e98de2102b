/** How far this tab has heard the stream; kept over a reload, so that only what came meanwhile is told and nothing is read twice. */
const KEY = "parley.position";

export function keepPosition(position: string | null): void {
  try {
    if (position === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, position);
  } catch {
    // Storage may be forbidden; then a reload reads everything.
  }
}

export function keptPosition(): string | null {
  try {
    const kept = sessionStorage.getItem(KEY);
    return kept !== null && /^\d{1,19}$/.test(kept) ? kept : null;
  } catch {
    return null;
  }
}
