import type { Placement } from "../kit/placement";

/** Where a menu of the rail opens: beside it, or above it where the rail lies at the bottom of a phone. */
export function railPlacement(): Placement {
  return matchMedia("(max-width: 639px)").matches ? "top-end" : "right-end";
}
