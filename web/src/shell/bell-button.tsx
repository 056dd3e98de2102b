import { forwardRef, h } from "ui";
import { t } from "../i18n/t";
import { Counter } from "../kit/badge";
import { Icon } from "../kit/icon";
import { Tooltip } from "../kit/tooltip";

interface Props {
  readonly unread: number;
  readonly wide: boolean;
  readonly open: boolean;
  readonly onClick: () => void;
}

/** A bell with its counter, as an entry of the rail. */
export const BellButton = forwardRef<HTMLButtonElement, Props>(function BellButton({ unread, wide, open, onClick }, ref) {
  const label = unread > 0 ? t("signals.bell", { count: unread }) : t("signals.title");
  const button = (
    <button ref={ref} type="button" className="rail-item bell" aria-label={label} aria-haspopup="dialog" aria-expanded={open} onClick={onClick}>
      <Icon name="bell" size={20} />
      <span className="rail-label">{t("signals.title")}</span>
      {unread > 0 && <Counter value={unread} label={t("messages.unread", { count: unread })} />}
    </button>
  );
  return wide ? button : <Tooltip text={label} placement="right" names>{button}</Tooltip>;
});
