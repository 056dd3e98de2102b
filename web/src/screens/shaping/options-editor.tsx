import { type KeyboardEvent, h, useState } from "ui";
import type { NewFieldOption, OptionColor } from "../../api/schema";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { moveTo } from "../../kit/move";
import { Select } from "../../kit/select";
import { TextField } from "../../kit/text-field";
import { optionColors } from "./field-types";

/** An option while it is being edited; what is stored stays with one that exists. */
export interface OptionDraft {
  readonly key: number;
  readonly value: string | null;
  readonly zh: string;
  readonly en: string;
  readonly color: OptionColor;
}

interface Props {
  readonly options: readonly OptionDraft[];
  readonly error: string | undefined;
  readonly onChange: (options: readonly OptionDraft[]) => void;
}

let lastKey = 0;

export function freshOption(said: Partial<OptionDraft> = {}): OptionDraft {
  lastKey += 1;
  return { key: lastKey, value: null, zh: "", en: "", color: null, ...said };
}

/** Without those that nobody named. A new one is stored under its English name, or else its Chinese one. */
export function optionsOf(drafts: readonly OptionDraft[]): readonly NewFieldOption[] {
  return drafts
    .filter((one) => one.zh.trim() !== "" || one.en.trim() !== "")
    .map((one) => ({ value: one.value ?? (one.en.trim() || one.zh.trim()), labels: { zh: one.zh.trim(), en: one.en.trim() }, color: one.color }));
}

/** What a pick-list offers, in its order. */
export function OptionsEditor({ options, error, onChange }: Props) {
  const change = (key: number, said: Partial<OptionDraft>) => onChange(options.map((one) => (one.key === key ? { ...one, ...said } : one)));
  const [dragged, setDragged] = useState<number | null>(null);
  const move = (from: number, to: number) => onChange(moveTo(options, from, to));
  const key = (event: KeyboardEvent, index: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(index, index + (event.key === "ArrowUp" ? -1 : 1));
  };
  const colors = [
    { value: "", label: t("shaping.color.none"), start: <span className="option-dot none" aria-hidden="true" /> },
    ...optionColors.map((color) => ({ value: color, label: t(`shaping.color.${color}`), start: <span className={`option-dot ${color}`} aria-hidden="true" /> })),
  ];
  return (
    <fieldset className="options-editor">
      <legend>{t("shaping.options")}</legend>
      <ol className="move-list">
        {options.map((option, index) => {
          const name = option.zh || option.en || t("shaping.option", { number: index + 1 });
          return (
            <li
              key={option.key}
              className={dragged === option.key ? "dragged" : undefined}
              onDragOver={(event) => dragged !== null && event.preventDefault()}
              onDragEnter={() => dragged !== null && dragged !== option.key && move(options.findIndex((one) => one.key === dragged), index)}
              onKeyDown={(event) => key(event, index)}
            >
              <span className="drag-handle" draggable onDragStart={() => setDragged(option.key)} onDragEnd={() => setDragged(null)}><Icon name="grip-vertical" size={16} /></span>
              <TextField bare label={t("shaping.inChinese", { label: t("shaping.option", { number: index + 1 }) })} placeholder={option.en || t("shaping.chinese")} value={option.zh} onChange={(zh) => change(option.key, { zh })} />
              <TextField bare label={t("shaping.inEnglish", { label: t("shaping.option", { number: index + 1 }) })} placeholder={option.zh || t("shaping.english")} value={option.en} onChange={(en) => change(option.key, { en })} />
              <Select bare label={t("shaping.color", { name })} value={option.color ?? ""} options={colors} onChange={(color) => change(option.key, { color: color === "" ? null : (color as OptionColor) })} />
              <IconButton size={24} icon="arrow-up" label={t("shaping.option.up", { name })} disabled={index === 0} onClick={() => move(index, index - 1)} />
              <IconButton size={24} icon="arrow-down" label={t("shaping.option.down", { name })} disabled={index === options.length - 1} onClick={() => move(index, index + 1)} />
              <IconButton size={24} icon="x" label={t("chip.remove", { name })} disabled={options.length === 1} onClick={() => onChange(options.filter((one) => one.key !== option.key))} />
            </li>
          );
        })}
      </ol>
      {error !== undefined && <p className="condition-fault" role="alert"><Icon name="circle-alert" size={14} />{error}</p>}
      <div><Button variant="link" icon="plus" onClick={() => onChange([...options, freshOption()])}>{t("shaping.option.add")}</Button></div>
    </fieldset>
  );
}
