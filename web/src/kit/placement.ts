export type Placement = "bottom-start" | "bottom-end" | "top-start" | "top-end" | "top" | "bottom" | "right" | "right-end";

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 8;

/** Where a floating layer goes: beside its anchor, on the other side when there is no room, never outside the window. */
export function place(anchor: Box, layer: Size, view: Size, placement: Placement, gap: number): { left: number; top: number } {
  const [side = "bottom", align = "center"] = placement.split("-");
  let left: number;
  let top: number;
  if (side === "right") {
    left = anchor.left + anchor.width + gap;
    if (left + layer.width > view.width - MARGIN && anchor.left - gap - layer.width >= MARGIN) left = anchor.left - gap - layer.width;
    top = align === "end" ? anchor.top + anchor.height - layer.height : anchor.top + (anchor.height - layer.height) / 2;
  } else {
    const below = anchor.top + anchor.height + gap;
    const above = anchor.top - gap - layer.height;
    const roomBelow = view.height - MARGIN - below;
    const roomAbove = anchor.top - gap - MARGIN;
    const goesBelow = side === "bottom" ? layer.height <= roomBelow || roomBelow >= roomAbove : layer.height > roomAbove && roomBelow > roomAbove;
    top = goesBelow ? below : above;
    if (align === "start") left = anchor.left;
    else if (align === "end") left = anchor.left + anchor.width - layer.width;
    else left = anchor.left + (anchor.width - layer.width) / 2;
  }
  return {
    left: Math.round(clamp(left, MARGIN, view.width - layer.width - MARGIN)),
    top: Math.round(clamp(top, MARGIN, view.height - layer.height - MARGIN)),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
