import { type ReactNode, h, useEffect, useId, useRef, useState } from "ui";
import type { Placement } from "./placement";
import { Popover } from "./popover";

interface Props {
  readonly text: string;
  readonly shortcut?: string | undefined;
  readonly placement?: Placement;
  /** The text is also the name of what it stands at, so it is not read out a second time. */
  readonly names?: boolean;
  readonly children: ReactNode;
}

const DELAY_MS = 350;

/** Words on hover and on keyboard focus. Never the only place where something is said. */
export function Tooltip({ text, shortcut, placement = "top", names, children }: Props) {
  const anchor = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const [shown, setShown] = useState(false);
  const id = useId();
  useEffect(() => () => clearTimeout(timer.current), []);

  const show = (delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(true), delay);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setShown(false);
  };
  return (
    <span
      ref={anchor}
      className="tooltip-anchor"
      onPointerEnter={(event) => event.pointerType === "mouse" && show(DELAY_MS)}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(":focus-visible") && show(DELAY_MS)}
      onBlur={hide}
      onKeyDown={(event) => event.key === "Escape" && hide()}
      aria-describedby={shown && !names ? id : undefined}
    >
      {children}
      {shown && (
        <Popover anchor={anchor} placement={placement} gap={6} className="tooltip">
          <span id={id} role="tooltip" aria-hidden={names || undefined}>{text}{shortcut && <kbd className="kbd">{shortcut}</kbd>}</span>
        </Popover>
      )}
    </span>
  );
}
