import { h } from "ui";
import { t } from "../i18n/t";
import type { MergeChoice } from "./merge-fields";
import { type Token, shortName } from "./tokens";

interface Props {
  readonly token: Token;
  readonly choice: MergeChoice | null;
  readonly onChange: (fallback: string) => void;
}

/** Under the text while the caret is at a merge field: what stands in its place where the record says nothing. */
export function FallbackLine({ token, choice, onChange }: Props) {
  const name = choice?.label ?? shortName(token);
  return (
    <label className="merge-fallback">
      <mark className={choice ? "token" : "token wrong"}>{name}</mark>
      <span>{t("merge.fallback")}</span>
      <input type="text" maxLength={200} aria-label={t("merge.fallbackOf", { field: name })} placeholder={t("merge.fallback.none")} value={token.fallback ?? ""} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
