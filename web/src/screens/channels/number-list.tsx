import { Fragment, h } from "ui";
import type { BusinessNumber } from "../../api/schema";
import { t } from "../../i18n/t";
import { Badge } from "../../kit/badge";
import { Icon } from "../../kit/icon";
import { limitOf, nameStatusOf, qualityOf } from "./number-words";
import { reasonWords } from "./stopped-reason";

/** The numbers in use, and how many others there were. */
export function NumberList({ numbers }: { readonly numbers: readonly BusinessNumber[] }) {
  const unused = numbers.filter((one) => !one.in_use).length;
  return (
    <>
      <ul className="numbers">{numbers.filter((one) => one.in_use).map((number) => <NumberLine key={number.id} number={number} />)}</ul>
      {unused > 0 && <p className="quiet">{t("channels.numbers.unused", { count: unused })}</p>}
    </>
  );
}

function NumberLine({ number }: { readonly number: BusinessNumber }) {
  const quality = qualityOf(number.quality);
  const name = nameStatusOf(number.name_status);
  const limit = limitOf(number.messaging_limit);
  return (
    <li>
      <Icon name="phone" size={18} />
      <div>
        <b>{number.display_number}</b>
        <span>{number.verified_name}{limit !== null && ` · ${limit}`}</span>
        {number.stopped_reason !== null && <span className="number-fault">{reasonWords(number.stopped_reason)}</span>}
      </div>
      <span className="number-id">{t("channels.numberId", { id: number.phone_number_id })}</span>
      <span className="number-marks">
        {number.stopped_reason !== null && <Badge tone="danger" icon="circle-alert">{t("channels.number.stopped")}</Badge>}
        {number.throughput === "HIGH" && <Badge tone="info" icon="zap">{t("channels.fast")}</Badge>}
        {name && <Badge tone={name.tone}>{name.words}</Badge>}
        <Badge tone={quality.tone} icon="shield-check">{quality.words}</Badge>
      </span>
    </li>
  );
}
