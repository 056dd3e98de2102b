import { h } from "ui";
import type { Field, OptionColor } from "../api/schema";
import type { Option } from "../kit/options";

/** Decoration beside the option's label, which says the same. */
export function OptionDot({ color }: { readonly color: OptionColor }) {
  return color === null ? null : <span className={`option-dot ${color}`} aria-hidden="true" />;
}

export function choicesOf(field: Pick<Field, "options">): readonly Option[] {
  const options = field.options ?? [];
  const dotted = options.some((option) => option.color !== null);
  return options.map((option) => ({ value: option.value, label: option.label, ...(dotted ? { start: <span className={`option-dot ${option.color ?? "none"}`} aria-hidden="true" /> } : {}) }));
}
