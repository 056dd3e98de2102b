import { h } from "ui";
import { type Key, t } from "../i18n/t";
import { Icon } from "./icon";
import type { IconName } from "./icon-names";
import { Tooltip } from "./tooltip";

/** In this order; a message's state only moves forward. */
export type DeliveryStatus = "queued" | "sent" | "delivered" | "read" | "failed";

const signs: Readonly<Record<DeliveryStatus, IconName>> = { queued: "clock", sent: "tick", delivered: "ticks", read: "ticks", failed: "circle-alert" };

/** WhatsApp's ticks with their word; `times` lists when each state was reached. */
export function Ticks({ status, times }: { readonly status: DeliveryStatus; readonly times?: string | undefined }) {
  const word = t(`ticks.${status}` as Key);
  const sign = <span className={`ticks ${status}`}><Icon name={signs[status]} size={16} label={word} /></span>;
  return times ? <Tooltip text={times}>{sign}</Tooltip> : sign;
}
