import { useEffect, useRef, useState } from "ui";
import { call } from "../../api/client";
import type { TemplateFinding } from "../../api/schema";
import { Questions } from "../../state/questions";
import { type TemplateDraft, bodyOf } from "./template-draft";

const PAUSE_MS = 350;

export interface TemplateCheck {
  readonly findings: readonly TemplateFinding[];
  /** What reviewers would see in the body's places. */
  readonly samples: readonly string[];
  /** The findings are those of the draft as it is now. */
  readonly isPresent: boolean;
  /** Why it cannot be told now; saving tells as well. */
  readonly error: unknown;
}

/** The rules live on the server: it is asked whenever typing pauses. */
export function useTemplateCheck(draft: TemplateDraft): TemplateCheck {
  // Whether a name is taken is told when it is saved.
  const body = { ...bodyOf(draft), name: "", ...(draft.category === null ? {} : { category: draft.category }) };
  const key = JSON.stringify(body);
  const [held, setHeld] = useState<{ readonly key: string } & Omit<TemplateCheck, "isPresent">>({ key: "", findings: [], samples: [], error: null });
  const questions = useRef(new Questions()).current;
  const latest = useRef(body);
  latest.current = body;

  useEffect(() => {
    const timer = setTimeout(() => {
      const isNews = questions.ask();
      call("checkTemplate", { body: latest.current }).then(
        ({ findings, samples }) => isNews() && setHeld({ key, findings, samples, error: null }),
        (error: unknown) => isNews() && setHeld((old) => ({ ...old, key, error })),
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key, questions]);
  return { findings: held.findings, samples: held.samples, error: held.error, isPresent: held.key === key };
}
