interface Listed {
  readonly id: string;
}

/** Ids are 64-bit numbers that grow with time; as text they compare by length first. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * A list with the latest first, after a page of it was asked for. What did not change stays the same object, so that it is not drawn anew.
 *
 * With the `newest` page, what it should have shown and does not is gone; `complete` says that there is no other page.
 */
export function mergeLatestFirst<T extends Listed>(held: readonly T[], fresh: readonly T[], newest: { readonly complete: boolean } | null, compare: (a: T, b: T) => number): readonly T[] {
  const freshIds = new Set(fresh.map((one) => one.id));
  const last = fresh.at(-1);
  const kept = held.filter((one) => {
    if (freshIds.has(one.id)) return false;
    if (newest === null) return true;
    return !newest.complete && last !== undefined && compare(last, one) < 0;
  });
  const known = new Map(held.map((one) => [one.id, one]));
  const merged = [...kept, ...fresh.map((one) => sameOrNew(known.get(one.id), one))].sort(compare);
  return merged.length === held.length && merged.every((one, index) => one === held[index]) ? held : merged;
}

function sameOrNew<T>(held: T | undefined, fresh: T): T {
  return held !== undefined && JSON.stringify(held) === JSON.stringify(fresh) ? held : fresh;
}
