import { h, useRef } from "ui";
import { Icon } from "./icon";
import type { IconName } from "./icon-names";
import { rovingStep } from "./roving";

export interface Segment<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly icon?: IconName;
  /** Only the icon is shown. */
  readonly bare?: boolean;
  readonly lang?: string;
}

interface Props<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly segments: readonly Segment<V>[];
  readonly onChange: (value: V) => void;
}

/** One of two to four, all seen at once. */
export function Segmented<V extends string>({ label, value, segments, onChange }: Props<V>) {
  const group = useRef<HTMLDivElement>(null);
  return (
    <div ref={group} className="segmented" role="radiogroup" aria-label={label}>
      {segments.map((segment, index) => (
        <button
          key={segment.value}
          type="button"
          role="radio"
          lang={segment.lang}
          aria-checked={segment.value === value}
          aria-label={segment.bare ? segment.label : undefined}
          title={segment.bare ? segment.label : undefined}
          tabIndex={segment.value === value ? 0 : -1}
          onClick={() => onChange(segment.value)}
          onKeyDown={(event) => {
            const next = rovingStep(event, index, segments.length);
            const to = next === null ? undefined : segments[next];
            if (next === null || !to) return;
            onChange(to.value);
            group.current?.querySelectorAll<HTMLElement>("[role=radio]")[next]?.focus();
          }}
        >
          {segment.icon && <Icon name={segment.icon} size={16} />}
          {!segment.bare && segment.label}
        </button>
      ))}
    </div>
  );
}
