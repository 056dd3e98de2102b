import { h } from "ui";
import { t } from "../../i18n/t";

const colors = ["green", "blue", "amber", "purple", "orange", "gray"] as const;

/** A tag has one colour everywhere, by its letters. */
export function tagColor(tag: string): typeof colors[number] {
  let sum = 7;
  for (const sign of tag.toLocaleLowerCase()) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 65_521;
  return colors[sum % colors.length] ?? "gray";
}

interface Props {
  readonly tags: readonly string[];
  /** Leads to the records that have it. */
  readonly onFind?: (tag: string) => void;
}

export function TagChips({ tags, onFind }: Props) {
  if (tags.length === 0) return null;
  const inside = (tag: string) => [<span key="c" className={`option-dot ${tagColor(tag)}`} />, tag];
  return (
    <span className="tag-chips">
      {tags.map((tag) => (onFind
        ? <button key={tag} type="button" className="tag-chip" aria-label={t("life.tag.find", { tag })} onClick={() => onFind(tag)}>{inside(tag)}</button>
        : <span key={tag} className="tag-chip">{inside(tag)}</span>))}
    </span>
  );
}
