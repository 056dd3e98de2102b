/** Which rows of fixed height are drawn: those in view and a few before and after. */
export function visibleRange(scrollTop: number, viewHeight: number, rowHeight: number, total: number, overscan = 6): { first: number; end: number } {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
  const end = Math.min(total, Math.ceil((scrollTop + viewHeight) / rowHeight) + overscan);
  return { first: Math.min(first, end), end };
}
