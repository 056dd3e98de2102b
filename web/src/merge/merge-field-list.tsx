import { h, useEffect, useRef } from "ui";
import { t } from "../i18n/t";
import { classes } from "../kit/classes";
import type { MergeChoice, MergeChoices } from "./merge-fields";

interface Props {
  readonly id: string;
  readonly label: string;
  readonly typed: string;
  readonly groups: readonly MergeChoices[];
  readonly active: MergeChoice | undefined;
  readonly sampleOf: ((choice: MergeChoice) => string) | undefined;
  readonly onActive: (choice: MergeChoice) => void;
  readonly onTake: (choice: MergeChoice) => void;
}

/** The id of a choice's line, for `aria-activedescendant`. */
export function choiceId(id: string, choice: MergeChoice, groups: readonly MergeChoices[]): string {
  return `${id}-${groups.flatMap((group) => group.choices).indexOf(choice)}`;
}

/** The merge fields that `#` offers, in their groups. The focus stays in the text. */
export function MergeFieldList({ id, label, typed, groups, active, sampleOf, onActive, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div className="merge-picker" onMouseDown={(event) => event.preventDefault()}>
      <div ref={list} className="option-list" role="listbox" id={id} aria-label={label} tabIndex={0}>
        {groups.map((group, at) => (
          <div key={at} role="group" aria-label={group.label}>
            <div className="merge-picker-head" aria-hidden="true"><span>{group.label}</span>{at === 0 && typed && <kbd className="kbd">{typed}</kbd>}</div>
            {group.choices.map((choice) => (
              <div
                key={choice.token}
                id={choiceId(id, choice, groups)}
                role="option"
                aria-selected={choice === active}
                className={classes("option", choice === active && "active")}
                onPointerMove={() => choice !== active && onActive(choice)}
                onClick={() => onTake(choice)}
              >
                <span className="option-label">{choice.label}</span>
                <span className="option-hint">{sampleOf?.(choice)}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
      <div className="merge-picker-keys" aria-hidden="true">
        <kbd className="kbd">↑↓</kbd>{t("merge.choose")}<kbd className="kbd">Enter</kbd>{t("merge.take")}<kbd className="kbd">Esc</kbd>{t("merge.leave")}
      </div>
    </div>
  );
}
