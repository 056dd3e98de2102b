import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Token } from "../../api/schema";
import "../../i18n/activities-words";
import "../../i18n/settings-words";
import { dayAndTime, momentWords } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Badge } from "../../kit/badge";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { type Column, DataTable } from "../../kit/data-table";
import { ConfirmDialog } from "../../kit/dialog";
import { EmptyState } from "../../kit/empty-state";
import { Segmented } from "../../kit/segmented";
import { Skeleton } from "../../kit/skeleton";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { useLoaded } from "../../state/loaded";
import { serverNow } from "../../state/server-clock";
import { useMe } from "../../state/session";
import { SettingsPage } from "../settings/settings-page";

const NewTokenDialog = later(() => import("./new-token-dialog"));

/** 设置 › API 令牌: what programs use to act as a user. */
export default function TokenListScreen() {
  const { user } = useMe();
  const [whose, setWhose] = useState<"mine" | "everybody">("mine");
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const tokens = useLoaded(`tokens ${whose}`, () => call("listTokens", { query: { everybody: whose === "everybody" } }));
  const list = tokens.value?.tokens;
  const make = <Button variant="primary" icon="plus" onClick={() => setMaking(true)}>{t("tokens.new")}</Button>;
  return (
    <SettingsPage wide title={t("settings.tokens")} hint={<>{t("tokens.hint")} <a href="/api/docs" target="_blank" rel="noopener">{t("tokens.docs")}</a></>} end={make}>
      {user.is_administrator && (
        <div className="list-bar">
          <Segmented label={t("tokens.whose")} value={whose} segments={[{ value: "mine", label: t("tokens.mine") }, { value: "everybody", label: t("tokens.everybody") }]} onChange={setWhose} />
        </div>
      )}
      {tokens.error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void tokens.reload()}>{t("again")}</Button>}>{sentenceFor(tokens.error)}</Banner>}
      {list ? (
        <DataTable<Token>
          label={t("settings.tokens")}
          rows={list}
          keyOf={(token) => token.id}
          nameOf={(token) => token.name}
          columns={columns(whose === "everybody", setRevoking)}
          empty={<EmptyState drawing="bell" heading="h2" title={t("tokens.none")} action={make}>{t("tokens.none.text")}</EmptyState>}
        />
      ) : tokens.error === null && <Skeleton rows={4} />}
      {making && <NewTokenDialog onClose={() => setMaking(false)} onMade={() => void tokens.reload()} />}
      {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(null)} onRevoked={() => void tokens.reload()} />}
    </SettingsPage>
  );
}

function columns(everybody: boolean, onRevoke: (token: Token) => void): readonly Column<Token>[] {
  return [
    { key: "name", label: t("tokens.name"), cell: (token) => <b>{token.name}</b> },
    ...(everybody ? [{ key: "user", label: t("tokens.user"), cell: (token: Token) => token.user.name }] : []),
    { key: "scopes", label: t("tokens.scopes"), cell: (token) => <span className="value-chips">{token.scopes.map((scope) => <Badge key={scope} tone={scope === "write" ? "warn" : "info"}>{t(`tokens.scope.${scope}`)}</Badge>)}</span> },
    { key: "used", label: t("tokens.used"), cell: (token) => (token.last_used_at === null ? <span className="quiet">{t("tokens.neverUsed")}</span> : <time dateTime={token.last_used_at} title={dayAndTime(token.last_used_at)}>{momentWords(token.last_used_at, serverNow())}</time>) },
    { key: "expires", label: t("tokens.expires"), cell: (token) => (token.expires_at === null ? <span className="quiet">{t("tokens.never")}</span> : dayAndTime(token.expires_at)) },
    { key: "act", label: t("tokens.act"), cell: (token) => <span className="shaping-act"><Button variant="link" onClick={() => onRevoke(token)}>{t("tokens.revoke")}</Button></span> },
  ];
}

function RevokeDialog({ token, onClose, onRevoked }: { readonly token: Token; readonly onClose: () => void; readonly onRevoked: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const revoke = async () => {
    setBusy(true);
    setError(null);
    try {
      await call("revokeToken", { path: { id: token.id } });
      toast({ text: t("tokens.revoked", { name: token.name }) });
      onClose();
      onRevoked();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog title={t("tokens.revoke.title", { name: token.name })} confirm={t("tokens.revoke")} variant="danger" busy={busy} onConfirm={() => void revoke()} onClose={onClose}>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
      <p>{t("tokens.revoke.text")}</p>
    </ConfirmDialog>
  );
}
