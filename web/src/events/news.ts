import type { ChangeEvent } from "../api/schema";

/** What the stream of changes brings. `position` is the place in it, from which the next connection goes on. */
export type News =
  | { readonly kind: "change"; readonly position: string; readonly event: ChangeEvent }
  /** Something may have been missed: whatever is shown is read anew. */
  | { readonly kind: "all"; readonly position: string }
  /** Nothing is outstanding. */
  | { readonly kind: "ready"; readonly position: string };
