import { type ReactNode, h, useId, useRef } from "ui";
import { count } from "../i18n/format";
import { rovingStep } from "./roving";

export interface Tab<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly count?: number;
}

interface Props<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly tabs: readonly Tab<V>[];
  readonly onChange: (value: V) => void;
  /** The chosen tab's content. */
  readonly children: ReactNode;
}

export function Tabs<V extends string>({ label, value, tabs, onChange, children }: Props<V>) {
  const id = useId();
  const bar = useRef<HTMLDivElement>(null);
  return (
    <div className="tabs">
      <div ref={bar} className="tab-bar" role="tablist" aria-label={label}>
        {tabs.map((tab, index) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
            onKeyDown={(event) => {
              const next = rovingStep(event, index, tabs.length);
              const to = next === null ? undefined : tabs[next];
              if (next === null || !to) return;
              onChange(to.value);
              bar.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
            }}
          >
            {tab.label}
            {tab.count !== undefined && <span className="tab-count">{count(tab.count)}</span>}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${value}`} tabIndex={0}>{children}</div>
    </div>
  );
}
