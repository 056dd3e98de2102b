import { type FormEvent, h, useState } from "ui";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Criteria, Module } from "../../api/schema";
import { ConditionBuilder } from "../../criteria/condition-builder";
import { type Builder, builderOf, criteriaOf, emptyRow, lackOf } from "../../criteria/rows";
import { subjectsOf } from "../../criteria/subjects";
import { language, t } from "../../i18n/t";
import { Button } from "../../kit/button";

interface Props {
  readonly module: Module;
  /** What narrows the list now. */
  readonly criteria: Criteria | null;
  /** What the server said of it. */
  readonly error: unknown;
  readonly onApply: (criteria: Criteria | null) => void;
  readonly onClose: () => void;
}

/** Puts a filter together. It takes effect when it is applied; saving it as a view comes afterwards. */
export default function FilterPanel({ module, criteria, error, onApply, onClose }: Props) {
  const [builder, setBuilder] = useState<Builder>(() => (criteria ? builderOf(criteria) : { rows: [emptyRow()], pattern: 1 }));
  const [joining, setJoining] = useState(false);
  const [tried, setTried] = useState(false);
  // What the server said is about what was applied, not about what was changed since.
  const [touched, setTouched] = useState(false);
  const subjects = subjectsOf(module);
  const lacks = builder.rows.map((row) => lackOf(row, subjects.find((one) => one.id === row.field), language()));
  const refused = !touched && error instanceof ProblemError ? error : null;
  const faultAt = (row: number) => {
    const lack = lacks[row - 1];
    if (tried && lack) return t(`criteria.fault.${lack}`);
    return refused?.problem.field === `criteria.${row}` ? sentenceFor(refused) : undefined;
  };
  const apply = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (joining || lacks.some((lack) => lack !== null)) return;
    setTouched(false);
    onApply(criteriaOf(builder));
  };
  const clear = () => {
    setBuilder({ rows: [], pattern: 1 });
    setJoining(false);
    setTouched(true);
    onApply(null);
  };
  return (
    <form className="card filter-panel" aria-label={t("list.filter")} noValidate onSubmit={apply}>
      <ConditionBuilder
        module={module}
        value={builder}
        faultAt={faultAt}
        patternFault={refused?.problem.field === "pattern" ? sentenceFor(refused) : undefined}
        joining={joining}
        onJoining={setJoining}
        onChange={(next) => {
          setBuilder(next);
          setTouched(true);
        }}
      />
      <div className="filter-buttons">
        <Button variant="ghost" onClick={clear}>{t("list.showAll")}</Button>
        <Button onClick={onClose}>{t("filter.close")}</Button>
        <Button submit variant="primary" disabled={joining}>{t("filter.apply")}</Button>
      </div>
    </form>
  );
}
