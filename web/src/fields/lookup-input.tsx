import { h, useCallback, useEffect, useRef, useState } from "ui";
import { call } from "../api/client";
import type { RecordLink } from "../api/schema";
import { t } from "../i18n/t";
import { Avatar } from "../kit/avatar";
import { Combobox } from "../kit/combobox";
import type { FieldProps } from "../kit/field";
import type { Option } from "../kit/options";
import { holdName, nameHeld } from "../state/names";
import { Questions } from "../state/questions";

interface Props extends FieldProps {
  readonly module: string;
  readonly value: string;
  /** What the value is called, where that is known. */
  readonly link?: RecordLink | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly onChange: (id: string) => void;
}

const PAUSE_MS = 200;
const MOST = 20;
const NONE = "";

/** One record of a module, found by its name while one types. */
export function LookupInput({ module, value, link, ...props }: Props) {
  const [hits, setHits] = useState<readonly Option[]>([]);
  const [searching, setSearching] = useState(false);
  const questions = useRef(new Questions()).current;
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);

  const ask = useCallback(async (typed: string) => {
    const isNews = questions.ask();
    const criteria = typed === "" ? null : { rows: [{ field: "name", operator: "contains" as const, values: [typed] }] };
    try {
      const { records } = await call("queryRecords", { path: { module }, body: { criteria, sort: { field: typed === "" ? "modified_time" : "name", descending: typed === "" }, limit: MOST } });
      if (!isNews()) return;
      for (const record of records) holdName(record.id, record.name);
      setHits(records.map((record) => ({ value: record.id, label: record.name, start: <Avatar name={record.name} seed={record.id} size={18} />, ...(record.phones[0] ? { hint: record.phones[0].typed } : {}) })));
    } catch {
      if (isNews()) setHits([]);
    }
    setSearching(false);
  }, [module, questions]);
  const search = (typed: string) => {
    clearTimeout(timer.current);
    setSearching(true);
    setHits([]);
    timer.current = setTimeout(() => void ask(typed.trim()), typed === "" ? 0 : PAUSE_MS);
  };
  const name = (link?.id === value ? link.name : undefined) ?? nameHeld(value);
  const none: readonly Option[] = value !== NONE && !props.required ? [{ value: NONE, label: t("records.none") }] : [];
  return (
    <Combobox
      {...props}
      value={value}
      options={searching ? [] : [...none, ...hits]}
      present={value === NONE ? undefined : { value, label: name ?? t("record.hidden"), ...(name ? { start: <Avatar name={name} seed={value} size={18} /> } : {}) }}
      placeholder={t("field.search")}
      searching={searching}
      onSearch={search}
    />
  );
}
