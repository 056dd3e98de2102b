import { type KeyboardEvent, type ReactNode, h, useEffect, useId, useLayoutEffect, useRef, useState } from "ui";
import { visibleRange } from "./visible-range";

interface Props<T> {
  readonly label: string;
  readonly items: readonly T[];
  /** How many there are in all, when not all are loaded yet. */
  readonly total?: number;
  readonly rowHeight: number;
  readonly keyOf: (item: T) => string;
  readonly row: (item: T, selected: boolean) => ReactNode;
  /** Key of the chosen row. */
  readonly selected: string | null;
  readonly onSelect: (item: T) => void;
  readonly onOpen?: (item: T) => void;
  /** The end came near: load the next page. */
  readonly onEnd?: () => void;
}

/** A list of any length of which only what is seen is in the document. J, K and the arrows choose, Enter opens. */
export function VirtualList<T>({ label, items, total = items.length, rowHeight, keyOf, row, selected, onSelect, onOpen, onEnd }: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [scrollTop, setScrollTop] = useState(0);
  const [height, setHeight] = useState(600);
  const chosen = items.findIndex((item) => keyOf(item) === selected);
  const { first, end } = visibleRange(scrollTop, height, rowHeight, items.length);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const watcher = new ResizeObserver(() => setHeight(element.clientHeight));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  useEffect(() => {
    if (end >= items.length && items.length < total) onEnd?.();
    // The function itself may be new each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [end, items.length, total]);

  const choose = (index: number) => {
    const item = items[index];
    const element = box.current;
    if (!item || !element) return;
    onSelect(item);
    const top = index * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + rowHeight - element.clientHeight;
  };
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: chosen + 1, j: chosen + 1, ArrowUp: chosen - 1, k: chosen - 1, Home: 0, End: items.length - 1, PageDown: chosen + page, PageUp: chosen - page,
    };
    const item = items[chosen];
    if (event.key === "Enter" && item) onOpen?.(item);
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(to, items.length - 1)));
  };
  return (
    <div
      ref={box}
      className="virtual-list"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={chosen >= first && chosen < end ? `${id}-${chosen}` : undefined}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      onKeyDown={key}
    >
      <div className="virtual-list-length" role="presentation" style={{ height: items.length * rowHeight }}>
        {items.slice(first, end).map((item, offset) => {
          const index = first + offset;
          return (
            <div
              key={keyOf(item)}
              id={`${id}-${index}`}
              className="virtual-row"
              role="option"
              aria-selected={index === chosen}
              aria-setsize={total}
              aria-posinset={index + 1}
              style={{ height: rowHeight, top: index * rowHeight }}
              onClick={() => {
                choose(index);
                onOpen?.(item);
              }}
            >
              {row(item, index === chosen)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
