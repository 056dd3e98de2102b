import { type KeyboardEvent, h, useState } from "ui";
import { t } from "../i18n/t";
import { Button } from "../kit/button";
import { Segmented } from "../kit/segmented";
import { TextField } from "../kit/text-field";
import { patternFaultWords } from "./condition-words";
import { type Pattern, joinAll, patternText, plainJoin, readPattern } from "./pattern";

interface Props {
  readonly pattern: Pattern;
  readonly count: number;
  readonly fault: string | undefined;
  readonly editing: boolean;
  readonly onEditing: (editing: boolean) => void;
  readonly onChange: (pattern: Pattern) => void;
}

type Way = "and" | "or" | "own";

/** How the rows are joined: all of them, any of them, or as somebody writes it down. */
export default function PatternLine({ pattern, count, fault, editing, onEditing, onChange }: Props) {
  const way: Way = editing ? "own" : plainJoin(pattern, count) ?? "own";
  return (
    <div className="pattern-line">
      <span className="pattern-label">{t("criteria.join")}</span>
      <Segmented<Way>
        label={t("criteria.join")}
        value={way}
        segments={[{ value: "and", label: t("criteria.join.and") }, { value: "or", label: t("criteria.join.or") }, { value: "own", label: t("criteria.join.own") }]}
        onChange={(next) => {
          onEditing(next === "own");
          if (next !== "own") onChange(joinAll(count, next));
        }}
      />
      {editing ? <PatternEditor start={patternText(pattern)} count={count} onDone={(next) => {
        onChange(next);
        onEditing(false);
      }} onCancel={() => onEditing(false)} /> : (
        <span className="pattern-shown">
          <code>{patternText(pattern)}</code>
          {way === "own" && <Button variant="link" onClick={() => onEditing(true)}>{t("criteria.editPattern")}</Button>}
        </span>
      )}
      {fault !== undefined && <p className="condition-fault" role="alert">{fault}</p>}
    </div>
  );
}

interface EditorProps {
  readonly start: string;
  readonly count: number;
  readonly onDone: (pattern: Pattern) => void;
  readonly onCancel: () => void;
}

function PatternEditor({ start, count, onDone, onCancel }: EditorProps) {
  const [typed, setTyped] = useState(start);
  const [fault, setFault] = useState<string>();
  const done = () => {
    const read = readPattern(typed, count);
    if ("pattern" in read) onDone(read.pattern);
    else setFault(patternFaultWords(read.fault));
  };
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key !== "Enter" || (event.target as HTMLElement).tagName !== "INPUT") return;
    event.preventDefault();
    done();
  };
  return (
    <div className="pattern-editor" onKeyDown={key}>
      <TextField label={t("criteria.pattern")} bare value={typed} error={fault} hint={t("criteria.pattern.hint")} onChange={(text) => {
        setTyped(text);
        setFault(undefined);
      }} />
      <Button onClick={done}>{t("criteria.pattern.done")}</Button>
      <Button variant="ghost" onClick={onCancel}>{t("dialog.cancel")}</Button>
    </div>
  );
}
