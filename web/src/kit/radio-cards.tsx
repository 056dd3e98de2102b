import { type ReactNode, h, useId } from "ui";

export interface RadioCard<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
  readonly end?: ReactNode;
  readonly disabled?: boolean;
}

interface Props<V extends string> {
  readonly label: string;
  readonly value: V | null;
  readonly cards: readonly RadioCard<V>[];
  readonly onChange: (value: V) => void;
}

/** One of two or three that need a sentence each. */
export function RadioCards<V extends string>({ label, value, cards, onChange }: Props<V>) {
  const name = useId();
  return (
    <fieldset className="radio-cards">
      <legend>{label}</legend>
      <div>
        {cards.map((card) => (
          <label key={card.value} className="radio-card">
            <input type="radio" name={name} checked={card.value === value} disabled={card.disabled} onChange={() => onChange(card.value)} />
            <b>{card.label}</b>
            {card.end && <span className="radio-card-end">{card.end}</span>}
            {card.hint && <small>{card.hint}</small>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
