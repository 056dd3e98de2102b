import { useEffect, useRef, useState } from "ui";
import { call, everyPage } from "../../api/client";
import { newIdempotencyKey } from "../../api/idempotency-key";
import type { Id, Message, Template, TemplatePreview } from "../../api/schema";
import { isConnected, useChannels } from "../../state/channels";
import { t } from "../../i18n/t";
import { changed, useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";

interface Target {
  readonly record: Id;
  readonly module: string;
  readonly phone: string | null;
  readonly businessNumber: Id | undefined;
}

export interface TemplateSending {
  /** Of the record's module, those that can be sent first; null until they are known. */
  readonly templates: readonly Template[] | null;
  /** Why one cannot go to this person whatever its state; null where it can, as far as is known here. */
  readonly refusalOf: (template: Template) => string | null;
  readonly chosen: Template | null;
  readonly choose: (template: Template) => void;
  readonly preview: TemplatePreview | null;
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

/** Choosing a template for a record, seeing it with the record's values, and sending it once. */
export function useTemplateSending({ record, module, phone, businessNumber }: Target): TemplateSending {
  const list = useLoaded(`templates of ${module}`, () => listTemplates(module));
  const [chosenId, setChosenId] = useState<Id | null>(null);
  const [preview, setPreview] = useState<{ readonly of: Id; readonly value: TemplatePreview } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef(newIdempotencyKey());
  useLive("templates", list.reload);
  const consent = useLoaded(`consent of ${record}`, () => call("getConsent", { path: { id: record } }));
  useLive(`record/${record}`, consent.reload);
  // Where it cannot be asked the server decides when it is sent.
  const isKnown = consent.value !== null || consent.error !== null;
  const refusalOf = (template: Template) => {
    if (consent.value?.allows_marketing !== false || template.effective_category !== "marketing") return null;
    return t(consent.value.state === "opted_out" ? "problem.marketing_opted_out" : "problem.marketing_no_consent");
  };

  // What was approved for one account cannot be sent from another.
  const accounts = useChannels()?.filter((one) => isConnected(one) && (businessNumber === undefined || one.numbers.some((number) => number.id === businessNumber)));
  const templates = !isKnown ? null : list.value?.filter((template) => accounts?.some((one) => one.id === template.channel) ?? true) ?? null;
  const chosen = templates?.find((one) => one.id === chosenId && one.status === "approved" && refusalOf(one) === null) ?? null;

  useEffect(() => {
    if (chosenId === null) return undefined;
    let stale = false;
    call("previewTemplate", { path: { id: chosenId }, body: { record } }).then(
      (value) => !stale && setPreview({ of: chosenId, value }),
      (problem: unknown) => !stale && setError(problem),
    );
    return () => {
      stale = true;
    };
  }, [chosenId, record]);

  const shown = preview !== null && preview.of === chosen?.id ? preview.value : null;
  const ready = chosen !== null && phone !== null && shown !== null && shown.missing.length === 0;
  const send = async () => {
    if (!ready || busy || !chosen || phone === null) return null;
    setBusy(true);
    setError(null);
    try {
      const message = await call("sendTemplate", {
        path: { id: record },
        header: { "Idempotency-Key": key.current },
        body: { template: chosen.id, phone, ...(businessNumber === undefined ? {} : { business_number: businessNumber }) },
      });
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
    templates,
    refusalOf,
    chosen,
    choose: (template) => {
      setError(null);
      setChosenId(template.id);
    },
    preview: shown,
    error: error ?? list.error,
    busy,
    ready,
    send,
  };
}
