import { Fragment, type KeyboardEvent, h, useRef, useState } from "ui";
import type { TemplateButtonKind } from "../../api/schema";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { Menu } from "../../kit/menu";
import { moveTo } from "../../kit/move";
import { TextField } from "../../kit/text-field";
import { LaterMergeFieldArea as MergeFieldArea } from "../../merge/later-merge-field-area";
import type { MergeChoice, MergeFields } from "../../merge/merge-fields";
import type { Place } from "./finding-words";
import { ADDRESS_MAX, BUTTONS_MAX, type ButtonDraft, LABEL_MAX, freshButton, kindMax } from "./template-draft";
import { buttonIcons } from "./part-icons";

const kinds: readonly TemplateButtonKind[] = ["quick_reply", "url", "phone"];

interface Props {
  readonly buttons: readonly ButtonDraft[];
  readonly fields: MergeFields | null;
  readonly faultAt: (place: Place) => string | undefined;
  readonly sampleOf: (choice: MergeChoice) => string;
  readonly onChange: (buttons: readonly ButtonDraft[]) => void;
}

/** A template's buttons in their order; Alt and an arrow key move the one that is written in. */
export function ButtonRows({ buttons, fields, faultAt, sampleOf, onChange }: Props) {
  const add = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const [adding, setAdding] = useState(false);
  const [dragged, setDragged] = useState<number | null>(null);
  const change = (key: number, said: Partial<ButtonDraft>) => onChange(buttons.map((one) => (one.key === key ? { ...one, ...said } : one)));
  const move = (from: number, to: number) => onChange(moveTo(buttons, from, to));
  const key = (event: KeyboardEvent, index: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(index, index + (event.key === "ArrowUp" ? -1 : 1));
  };
  const append = (kind: TemplateButtonKind) => {
    onChange([...buttons, freshButton({ kind })]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  };
  const fault = faultAt("buttons");
  return (
    <>
      <ol ref={list} className="move-list button-rows">
        {buttons.map((button, index) => {
          const name = button.label.trim() || t("buttons.nth", { number: index + 1 });
          return (
            <li
              key={button.key}
              className={dragged === button.key ? "dragged" : undefined}
              data-place={`label-${index}`}
              onDragOver={(event) => dragged !== null && event.preventDefault()}
              onDragEnter={() => dragged !== null && dragged !== button.key && move(buttons.findIndex((one) => one.key === dragged), index)}
              onKeyDown={(event) => key(event, index)}
            >
              <span className="drag-handle" draggable onDragStart={() => setDragged(button.key)} onDragEnd={() => setDragged(null)}><Icon name="grip-vertical" size={16} /></span>
              <span className="button-kind"><Icon name={buttonIcons[button.kind]} size={16} />{t(`buttons.kind.${button.kind}`)}</span>
              <TextField label={t("buttons.label")} counted max={LABEL_MAX} value={button.label} error={faultAt(`label-${index}`)} onChange={(label) => change(button.key, { label })} />
              <div className="button-target" data-place={`target-${index}`}>
                {button.kind === "url" && <MergeFieldArea line label={t("buttons.url")} placeholder="https://" hint={t("buttons.url.hint")} fields={fields} max={ADDRESS_MAX} value={button.url} error={faultAt(`target-${index}`)} sampleOf={sampleOf} onChange={(url) => change(button.key, { url })} />}
                {button.kind === "phone" && <TextField type="tel" label={t("buttons.phone")} placeholder="+86 400 810 0000" hint={t("buttons.phone.hint")} value={button.phone} error={faultAt(`target-${index}`)} onChange={(phone) => change(button.key, { phone })} />}
                {button.kind === "quick_reply" && <p className="quiet">{t("buttons.reply.hint")}</p>}
              </div>
              <span className="button-moves">
                <IconButton size={24} icon="arrow-up" label={t("buttons.up", { name })} disabled={index === 0} onClick={() => move(index, index - 1)} />
                <IconButton size={24} icon="arrow-down" label={t("buttons.down", { name })} disabled={index === buttons.length - 1} onClick={() => move(index, index + 1)} />
                <IconButton size={24} icon="trash-2" label={t("buttons.remove", { name })} onClick={() => onChange(buttons.filter((one) => one.key !== button.key))} />
              </span>
            </li>
          );
        })}
      </ol>
      {fault !== undefined && <p className="header-fault" role="alert"><Icon name="circle-alert" size={14} />{fault}</p>}
      <Button ref={add} variant="link" icon="plus" disabled={buttons.length >= BUTTONS_MAX} onClick={() => setAdding(!adding)}>{t("buttons.add")}</Button>
      {adding && (
        <Menu
          anchor={add}
          label={t("buttons.add")}
          entries={kinds.map((kind) => {
            const full = buttons.filter((one) => one.kind === kind).length >= kindMax[kind];
            return { label: t(`buttons.kind.${kind}`), icon: buttonIcons[kind], disabled: full, hint: full ? t("buttons.full", { max: kindMax[kind] }) : t(`buttons.about.${kind}`), onSelect: () => append(kind) };
          })}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}
