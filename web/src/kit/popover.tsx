import { type ReactNode, type RefObject, h, useEffect, useLayoutEffect, useRef } from "ui";
import { classes } from "./classes";
import { type Placement, place } from "./placement";

interface Props {
  readonly anchor: RefObject<HTMLElement>;
  readonly placement?: Placement;
  readonly gap?: number;
  /** As wide as its anchor at least. */
  readonly matchWidth?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
  /** Asked for by a click elsewhere, Escape or the focus leaving. */
  readonly onClose?: () => void;
}

/** A floating layer in the browser's top layer: nothing clips it, and it works inside dialogs. Drawn only while open. */
export function Popover({ anchor, placement = "bottom-start", gap = 4, matchWidth, className, children, onClose }: Props) {
  const layer = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = layer.current as (HTMLDivElement & { showPopover?(): void }) | null;
    if (!element) return;
    element.showPopover?.();
    const arrange = () => {
      const target = anchor.current?.getBoundingClientRect();
      if (!target) return;
      if (matchWidth) element.style.minWidth = `${target.width}px`;
      const spot = place(target, { width: element.offsetWidth, height: element.offsetHeight }, { width: innerWidth, height: innerHeight }, placement, gap);
      element.style.left = `${spot.left}px`;
      element.style.top = `${spot.top}px`;
    };
    arrange();
    const watcher = new ResizeObserver(arrange);
    watcher.observe(element);
    addEventListener("scroll", arrange, true);
    addEventListener("resize", arrange);
    return () => {
      watcher.disconnect();
      removeEventListener("scroll", arrange, true);
      removeEventListener("resize", arrange);
    };
  }, [anchor, placement, gap, matchWidth]);

  useEffect(() => {
    const outside = (event: Event) => {
      const target = event.target as Node;
      if (!layer.current?.contains(target) && !anchor.current?.contains(target)) close.current?.();
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !close.current) return;
      // A dialog below stays open.
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    addEventListener("pointerdown", outside, true);
    addEventListener("focusin", outside, true);
    addEventListener("keydown", escape, true);
    return () => {
      removeEventListener("pointerdown", outside, true);
      removeEventListener("focusin", outside, true);
      removeEventListener("keydown", escape, true);
    };
  }, [anchor]);

  return <div ref={layer} className={classes("popover", className)} {...{ popover: "manual" }}>{children}</div>;
}
