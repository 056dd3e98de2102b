import { h, useMemo } from "ui";
import type { Criteria, Module } from "../../api/schema";
import { namedRecords, rowWords } from "../../criteria/condition-words";
import { joinAll, patternText, plainJoin, withoutRow } from "../../criteria/pattern";
import { builderOf } from "../../criteria/rows";
import { subjectsOf } from "../../criteria/subjects";
import "../../i18n/lists-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Chip } from "../../kit/chip";
import { useNames } from "../../state/names";
import { useUsers } from "../../state/users";

interface Props {
  readonly module: Module;
  readonly criteria: Criteria;
  readonly onChange: (criteria: Criteria | null) => void;
  readonly onEdit: () => void;
}

/** What narrows the list, each condition to be taken away by its cross. */
export default function CriteriaChips({ module, criteria, onChange, onEdit }: Props) {
  const subjects = useMemo(() => subjectsOf(module), [module]);
  useUsers();
  useNames(namedRecords(criteria.rows, subjects));
  const { pattern } = builderOf(criteria);
  const join = plainJoin(pattern, criteria.rows.length);
  const remove = (index: number) => {
    const rows = criteria.rows.filter((_, at) => at !== index);
    onChange(rows.length === 0 ? null : { rows, pattern: patternText(withoutRow(pattern, index + 1) ?? joinAll(rows.length, "and")) });
  };
  return (
    <div className="criteria-chips" role="group" aria-label={t("filter.active")}>
      {criteria.rows.map((row, index) => {
        const words = rowWords(row, subjects);
        return <Chip key={`${index} ${words}`} onRemove={{ name: words, remove: () => remove(index) }}>{join === null ? `${index + 1} · ${words}` : words}</Chip>;
      })}
      {criteria.rows.length > 1 && join !== "and" && <span className="quiet">{join === "or" ? t("criteria.join.or") : <code>{patternText(pattern)}</code>}</span>}
      <Button variant="link" onClick={onEdit}>{t("filter.edit")}</Button>
    </div>
  );
}
