import { type FormEvent, Fragment, h, useEffect, useRef, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import type { FoundLink } from "../../api/schema";
import { setLanguage } from "../../i18n/language";
import "../../i18n/people-words";
import { language, t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { EmptyState } from "../../kit/empty-state";
import { Icon } from "../../kit/icon";
import { PasswordField } from "../../kit/password-field";
import { Skeleton } from "../../kit/skeleton";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { navigate } from "../../router";
import type { ScreenProps } from "../../routes";
import { LanguageAndTheme } from "../../shell/language-and-theme";
import { remembered } from "../../state/browser-memory";
import { useLoaded } from "../../state/loaded";
import { enter, sessionStore } from "../../state/session";
import { useStore } from "../../state/store";
import { useTitle } from "../../use-title";

/** The page behind a link: whoever was invited, or lost their password, chooses one and is in. */
export default function JoinScreen({ parameters }: ScreenProps) {
  const secret = parameters["secret"] ?? "";
  useTitle(t("join.page"));
  const found = useLoaded(`link ${secret}`, async () => {
    const link = await call("lookAtLink", { body: { secret } });
    // In the language that whoever invited them chose, unless this browser already has one.
    if (remembered("language") === null && link.language !== language()) await setLanguage(link.language);
    return link;
  });
  const isGone = found.error instanceof ProblemError && found.error.code === "link_not_valid";
  return (
    <div className="welcome single">
      <main className="welcome-main">
        <header className="welcome-top">
          <span className="welcome-brand"><Icon name="logo" size={32} />Parley</span>
          <LanguageAndTheme />
        </header>
        <div className="welcome-form set-up">
          {found.value ? <JoinForm secret={secret} link={found.value} /> : isGone ? (
            <EmptyState heading="h1" drawing="lost" title={t("join.gone")} action={<Button variant="primary" onClick={() => navigate("/signin")}>{t("join.toSignIn")}</Button>}>{t("join.gone.text")}</EmptyState>
          ) : found.error !== null ? (
            <EmptyState heading="h1" drawing="offline" title={t("join.failed")} action={<Button variant="primary" onClick={() => void found.reload()}>{t("again")}</Button>}>{sentenceFor(found.error)}</EmptyState>
          ) : <Skeleton rows={3} />}
        </div>
      </main>
    </div>
  );
}

function JoinForm({ secret, link }: { readonly secret: string; readonly link: FoundLink }) {
  const session = useStore(sessionStore);
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState(link.name);
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isNew = link.purpose === "join";
  const length = [...password].length;
  const faults = {
    name: isNew && name.trim() === "" ? t("field.required") : undefined,
    password: length < 10 ? t("field.password.short", { count: length }) : undefined,
  };
  useEffect(() => form.current?.querySelector<HTMLElement>("input[name=password]")?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || faults.name || faults.password) return;
    setBusy(true);
    setError(null);
    try {
      const me = await call("useLink", { body: { secret, password, ...(isNew ? { name: name.trim() } : {}) } });
      await enter(me);
      toast({ text: t("join.done", { name: me.user.name }) });
      navigate("/", { replace: true });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const isAtField = error instanceof ProblemError && error.problem.field !== undefined;
  return (
    <>
      <h1>{isNew ? t("join.title", { organization: link.organization }) : t("join.reset.title")}</h1>
      <p className="welcome-lead">{isNew ? t("join.subtitle") : t("join.reset.subtitle", { organization: link.organization, email: link.email })}</p>
      <form ref={form} noValidate onSubmit={(event) => void submit(event)}>
        {error !== null && !isAtField && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        {session.state === "signed-in" && <Banner tone="warn">{t("join.signedIn", { name: session.me.user.name })}</Banner>}
        <TextField label={t("join.email")} name="email" autoComplete="username" large value={link.email} onChange={() => undefined} readOnly end={<Icon name="lock" size={16} />} />
        {isNew && <TextField label={t("join.name")} name="name" autoComplete="name" large hint={t("join.name.hint")} value={name} onChange={setName} error={(tried ? faults.name : undefined) ?? sentenceForField(error, "name")} />}
        <PasswordField label={t("join.password")} isNew large hint={t("join.password.hint")} value={password} onChange={setPassword} error={(tried ? faults.password : undefined) ?? sentenceForField(error, "password")} />
        <Button submit variant="primary" size={40} wide busy={busy}>{t(busy ? "join.busy" : isNew ? "join.submit" : "join.reset.submit")}</Button>
      </form>
    </>
  );
}
