import { h } from "ui";
import type { Record as CRMRecord } from "../../api/schema";
import "../../i18n/life-words";
import { count as countWords } from "../../i18n/format";
import { t } from "../../i18n/t";
import { IconButton } from "../../kit/icon-button";
import { navigate } from "../../router";
import { MOST_COUNTED, placeInList } from "./list-state";
import { recordPath } from "./record-paths";

/** Which of the list's records this is, and the way to its neighbours. */
export function ListPosition({ record }: { readonly record: CRMRecord }) {
  const place = placeInList(record.module, record.id);
  if (!place) return null;
  const go = (id: string | undefined) => id !== undefined && navigate(recordPath(record.module, id), { replace: true });
  const all = place.count === null ? "" : place.count >= MOST_COUNTED ? `${countWords(MOST_COUNTED)}+` : countWords(place.count);
  return (
    <span className="list-position">
      {all !== "" && <span className="quiet">{t("life.position", { at: place.at, count: all })}</span>}
      <IconButton size={24} icon="chevron-up" label={t("life.previous")} disabled={place.before === undefined} onClick={() => go(place.before)} />
      <IconButton size={24} icon="chevron-down" label={t("life.next")} disabled={place.after === undefined} onClick={() => go(place.after)} />
    </span>
  );
}
