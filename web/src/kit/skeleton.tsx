import { h } from "ui";
import { t } from "../i18n/t";

/** Grey rows in the shape of what comes. Seen only after 200 ms, so that quick answers do not flicker. */
export function Skeleton({ rows = 3, avatar }: { readonly rows?: number; readonly avatar?: boolean }) {
  return (
    <div className="skeleton" role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="skeleton-row">
          {avatar && <i className="skeleton-circle" />}
          <div><i style={{ width: `${38 - (index % 3) * 7}%` }} /><i style={{ width: `${86 - (index % 3) * 11}%` }} /></div>
        </div>
      ))}
    </div>
  );
}
