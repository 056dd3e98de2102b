import { useEffect, useRef, useState } from "ui";
import { call, everyPage } from "../../api/client";
import { newIdempotencyKey } from "../../api/idempotency-key";
import type { DryRun, Id, Message, RecipientList, Template } from "../../api/schema";
import { t } from "../../i18n/t";
import { isConnected, useChannels } from "../../state/channels";
import { changed, useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { templateReason } from "../templates/template-status";

/** A number of whoever may get it. */
export type RecipientPhone = RecipientList["recipients"][number]["phones"][number];

interface Target {
  /** What the template is about. */
  readonly record: Id;
  readonly module: string;
  /** Whether it is known who may get it, or cannot be asked now. */
  readonly isKnown: boolean;
  /** Which lookup of the record names them; null where they are the record. */
  readonly lookup: Id | null;
  readonly phone: string | null;
  /** Why no marketing goes to that number, as a problem's code. */
  readonly marketingRefusal: RecipientPhone["marketing_refusal"] | undefined;
  readonly businessNumber: Id | undefined;
}

export interface TemplateSending {
  readonly record: Id;
  readonly module: string;
  /** Of the record's module, those that can be sent first; null until they are known. */
  readonly templates: readonly Template[] | null;
  /** Why one cannot go to this person; null where it can, as far as is known before it is chosen. */
  readonly refusalOf: (template: Template) => string | null;
  readonly chosen: Template | null;
  readonly choose: (template: Template) => void;
  /** What would be sent, and all that is against it; null until it is known. */
  readonly trial: DryRun | null;
  readonly error: unknown;
  readonly busy: boolean;
  readonly ready: boolean;
  /** The message as queued, or null when it was refused. */
  readonly send: () => Promise<Message | null>;
}

/** Of a module: all that can be sent, and of the others those made last. */
async function listTemplates(module: string): Promise<readonly Template[]> {
  const approved = await everyPage((place) => call("listTemplates", { query: { module, status: "approved", ...place } }));
  const latest = await call("listTemplates", { query: { module, limit: 100 } });
  return [...approved.flatMap((page) => page.templates), ...latest.templates.filter((one) => one.status !== "approved")];
}

/** Choosing a template for a record, trying it with the record's values, and sending it once. */
export function useTemplateSending({ record, module, isKnown, lookup, phone, marketingRefusal, businessNumber }: Target): TemplateSending {
  const list = useLoaded(`templates of ${module}`, () => listTemplates(module));
  const [chosenId, setChosenId] = useState<Id | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef(newIdempotencyKey());
  useLive("templates", list.reload);
  // What was approved for one account cannot be sent from another.
  const accounts = useChannels()?.filter((one) => isConnected(one) && (businessNumber === undefined || one.numbers.some((number) => number.id === businessNumber)));
  const refusalOf = (template: Template) => {
    if (template.status !== "approved") return templateReason(template) ?? t(`template.why.${template.status}`);
    if (accounts && !accounts.some((one) => one.id === template.channel)) return t("sending.otherAccount");
    return marketingRefusal && template.effective_category === "marketing" ? t(`problem.${marketingRefusal}`) : null;
  };

  const templates = !isKnown ? null : list.value;
  const chosen = templates?.find((one) => one.id === chosenId && refusalOf(one) === null) ?? null;
  const said = { ...(phone === null ? {} : { phone }), ...(lookup === null ? {} : { lookup }), ...(businessNumber === undefined ? {} : { business_number: businessNumber }) };
  const trial = useLoaded(`trial of ${chosenId} for ${record} ${JSON.stringify(said)}`, async () => (chosenId === null ? null : call("dryRunTemplate", { path: { id: record }, body: { template: chosenId, ...said } })));
  // A value that was missing may be there now.
  useLive(chosenId === null ? null : `record/${record}`, trial.reload);
  // Another message than the one before, whatever became of that: its problem is gone, and it has a key of its own.
  const begin = () => {
    setError(null);
    key.current = newIdempotencyKey();
  };
  useEffect(begin, [phone, lookup, businessNumber]);

  const shown = chosen === null ? null : trial.value;
  const ready = chosen !== null && phone !== null && shown?.can_send === true;
  const send = async () => {
    if (!ready || busy || !chosen || phone === null) return null;
    setBusy(true);
    setError(null);
    try {
      const message = await call("sendTemplate", { path: { id: record }, header: { "Idempotency-Key": key.current }, body: { template: chosen.id, ...said, phone } });
      key.current = newIdempotencyKey();
      setChosenId(null);
      changed("conversations");
      changed(`record/${record}`);
      return message;
    } catch (problem) {
      setError(problem);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return {
    record,
    module,
    templates,
    refusalOf,
    chosen,
    choose: (template) => {
      begin();
      setChosenId(template.id);
    },
    trial: shown,
    error: error ?? trial.error ?? list.error,
    busy,
    ready,
    send,
  };
}
