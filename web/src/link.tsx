import { type MouseEvent, type ReactNode, h } from "ui";
import { navigate } from "./router";

interface Props {
  readonly to: string;
  readonly className?: string;
  readonly current?: boolean;
  readonly label?: string;
  /** Just before it goes there, inside this tab. */
  readonly onFollow?: () => void;
  readonly children: ReactNode;
}

/** A link inside the app: no new page load, but a real link for the middle button and for "open in new tab". */
export function Link({ to, className, current, label, onFollow, children }: Props) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onFollow?.();
    navigate(to);
  };
  return <a href={to} className={className} aria-current={current ? "page" : undefined} aria-label={label} onClick={follow}>{children}</a>;
}
