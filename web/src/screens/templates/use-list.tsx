import { h } from "ui";
import type { Use } from "../../api/schema";
import { isKey, t } from "../../i18n/t";

/** What uses something: the kind of each and what it is called. */
export function UseList({ uses }: { readonly uses: readonly Use[] }) {
  if (uses.length === 0) return null;
  return (
    <ul className="use-list">
      {uses.map(({ kind, name }, index) => {
        const key = `templateUse.${kind}`;
        return <li key={index}>{isKey(key) && <span className="quiet">{t(key)} </span>}<b>{name}</b></li>;
      })}
    </ul>
  );
}
