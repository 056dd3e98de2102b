import { type KeyboardEvent, h, useRef, useState } from "ui";
import type { Module } from "../../api/schema";
import "../../i18n/lists-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Checkbox } from "../../kit/checkbox";
import { Dialog } from "../../kit/dialog";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { moveTo } from "../../kit/move";
import { columnLabel, systemFields } from "../records/column-labels";

interface Props {
  readonly module: Module;
  readonly columns: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Which columns and in what order: by dragging, by the arrow buttons, or with Alt and the arrow keys. */
export default function ColumnsDialog({ module, columns, onChange, onClose }: Props) {
  const [chosen, setChosen] = useState(columns);
  const [dragged, setDragged] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const all = [...systemFields, ...module.fields.map((field) => field.id)];
  const others = all.filter((column) => !chosen.includes(column));
  const move = (column: string, to: number) => setChosen((held) => moveTo(held, held.indexOf(column), to));
  const key = (event: KeyboardEvent, column: string, index: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(column, index + (event.key === "ArrowUp" ? -1 : 1));
  };
  return (
    <Dialog
      title={t("columns.title")}
      onClose={onClose}
      onSubmit={() => {
        onChange(chosen);
        onClose();
      }}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" disabled={chosen.length === 0}>{t("filter.apply")}</Button>]}
    >
      <div className="dialog-form">
        <ol ref={list} className="move-list" aria-label={t("columns.shown")}>
          {chosen.map((column, index) => {
            const label = columnLabel(module, column);
            return (
              <li
                key={column}
                draggable
                className={dragged === column ? "dragged" : undefined}
                onDragStart={() => setDragged(column)}
                onDragEnd={() => setDragged(null)}
                onDragOver={(event) => event.preventDefault()}
                onDragEnter={() => dragged !== null && dragged !== column && move(dragged, index)}
                onKeyDown={(event) => key(event, column, index)}
              >
                <Icon name="grip-vertical" size={16} />
                <Checkbox label={label} checked disabled={chosen.length === 1} onChange={() => setChosen(chosen.filter((one) => one !== column))} />
                <IconButton size={24} icon="arrow-up" label={t("move.up", { name: label })} disabled={index === 0} onClick={() => move(column, index - 1)} />
                <IconButton size={24} icon="arrow-down" label={t("move.down", { name: label })} disabled={index === chosen.length - 1} onClick={() => move(column, index + 1)} />
              </li>
            );
          })}
        </ol>
        {others.length > 0 && (
          <div className="columns-others" role="group" aria-label={t("columns.others")}>
            <h3>{t("columns.others")}</h3>
            {others.map((column) => <Checkbox key={column} label={columnLabel(module, column)} checked={false} onChange={() => setChosen([...chosen, column])} />)}
          </div>
        )}
      </div>
    </Dialog>
  );
}
