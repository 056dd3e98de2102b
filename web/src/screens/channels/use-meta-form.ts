import { type FormEvent, type RefObject, useRef, useState } from "ui";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import { t } from "../../i18n/t";
import { type AccountField, accountFault } from "./account-faults";

interface InputProps {
  readonly label: string;
  readonly hint: string;
  readonly name: string;
  readonly required: true;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

type FormValues<F extends AccountField> = Readonly<Record<F, string>>;

export interface MetaForm<F extends AccountField> {
  /** Holds the inputs; the first one at fault is given the focus. */
  readonly box: RefObject<HTMLDivElement>;
  readonly busy: boolean;
  /** What no input is to blame for; `said` are Meta's own words. */
  readonly fault: { readonly title: string; readonly said: string | null } | null;
  readonly input: (field: F) => InputProps;
  readonly submit: (event?: FormEvent) => Promise<void>;
}

/** Inputs that Meta has the last word on: each is checked here first, and a refusal stands beside the input that it is about. */
export function useMetaForm<F extends AccountField>(
  fields: readonly F[],
  [values, setValues]: readonly [FormValues<F>, (values: FormValues<F>) => void],
  send: (values: FormValues<F>) => Promise<void>,
): MetaForm<F> {
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const box = useRef<HTMLDivElement>(null);

  const showFault = () => requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    setError(null);
    if (busy) return;
    if (fields.some((field) => accountFault(field, values[field]))) {
      showFault();
      return;
    }
    setBusy(true);
    try {
      await send(Object.fromEntries(fields.map((field) => [field, values[field].trim()])) as FormValues<F>);
    } catch (problem) {
      setError(problem);
      showFault();
    } finally {
      setBusy(false);
    }
  };
  const input = (field: F): InputProps => ({
    label: t(`connect.${field}`),
    hint: t(`connect.${field}.hint`),
    name: field,
    required: true,
    value: values[field],
    error: sentenceForField(error, field) ?? (tried ? accountFault(field, values[field]) : undefined),
    onChange: (value) => {
      setValues({ ...values, [field]: value });
      setError(null);
    },
  });
  const atField = fields.some((field) => sentenceForField(error, field) !== undefined);
  const said = error instanceof ProblemError && error.code === "meta_refused" ? error.problem.detail : null;
  return { box, busy, fault: error === null || atField ? null : { title: sentenceFor(error), said }, input, submit };
}
