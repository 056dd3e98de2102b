import { useEffect, useRef, useState } from "ui";
import { call } from "../../api/client";
import type { Id, TemplateFinding } from "../../api/schema";
import { Questions } from "../../state/questions";
import { NAME_MAX, type TemplateDraft, bodyOf } from "./template-draft";

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

/** With what a draft is compared: the other templates of its account. */
interface Place {
  /** What is being corrected, which has its account. */
  readonly template: Id | undefined;
  readonly channel: Id | undefined;
}

/** The rules live on the server: it is asked whenever typing pauses. */
export function useTemplateCheck(draft: TemplateDraft, { template, channel }: Place): TemplateCheck {
  const said = bodyOf(draft);
  const body = {
    ...said,
    // A name that is too long is told here, and one that is taken when it is saved.
    name: [...said.name].slice(0, NAME_MAX).join(""),
    ...(draft.category === null ? {} : { category: draft.category }),
    ...(template === undefined ? {} : { template }),
    ...(channel === undefined ? {} : { channel }),
  };
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
