import { h } from "ui";
import { t } from "../i18n/t";
import { Icon } from "./icon";
import { countdown, windowState } from "./service-window";
import { useServerNow } from "../state/server-clock";

interface Props {
  /** When the window closes, in milliseconds since 1970; null when the customer has never written. */
  readonly closesAt: number | null;
  /** Only the ring, as in a list. */
  readonly bare?: boolean;
}

const ROUND = 2 * Math.PI * 5.5;

/** How much of the 24 hours is left. */
export function WindowMeter({ closesAt, bare }: Props) {
  const now = useServerNow(bare ? 60_000 : 1_000);
  const window = closesAt === null ? ({ state: "closed" } as const) : windowState(closesAt, now);
  if (window.state === "closed") {
    const text = t("window.closed");
    return <span className="window-meter closed" title={bare ? text : undefined}><Icon name="lock" size={14} label={bare ? text : undefined} />{!bare && text}</span>;
  }
  const hours = Math.floor(window.leftMs / 3_600_000);
  const text = window.state === "seconds" ? countdown(window.leftMs) : t("window.left", { hours });
  return (
    <span className={`window-meter ${window.state}`} title={bare ? text : undefined}>
      <svg className="window-ring" viewBox="0 0 14 14" width="14" height="14" role={bare ? "img" : undefined} aria-label={bare ? text : undefined} aria-hidden={bare ? undefined : true}>
        <circle cx="7" cy="7" r="5.5" />
        <circle cx="7" cy="7" r="5.5" strokeDasharray={`${ROUND * window.part} ${ROUND}`} transform="rotate(-90 7 7)" />
      </svg>
      {!bare && (window.state === "seconds" ? <time role="timer">{text}</time> : text)}
    </span>
  );
}
