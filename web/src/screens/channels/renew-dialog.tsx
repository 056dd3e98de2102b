import { h, useState } from "ui";
import { call } from "../../api/client";
import type { Channel } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { PasswordField } from "../../kit/password-field";
import { toast } from "../../kit/toast";
import { loadChannels } from "../../state/channels";
import { useMetaForm } from "./use-meta-form";

const fields = ["access_token", "app_secret"] as const;

/** The way out for an account that Meta refuses: a new token and the app's secret, asked of Meta before they are kept. */
export default function RenewDialog({ channel, onClose }: { readonly channel: Channel; readonly onClose: () => void }) {
  const { box, busy, fault, input, submit } = useMetaForm(fields, useState<Readonly<Record<"access_token" | "app_secret", string>>>({ access_token: "", app_secret: "" }), async (values) => {
    await call("renewChannel", { path: { id: channel.id }, body: values });
    toast({ text: t("renew.done", { name: channel.nickname }) });
    onClose();
    await loadChannels();
  });
  return (
    <Dialog
      title={t("renew.title", { name: channel.nickname })}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={[
        <Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>,
        <Button key="yes" submit variant="primary" busy={busy}>{t(busy ? "connect.busy" : "renew.submit")}</Button>,
      ]}
    >
      <p>{t("renew.text")}</p>
      <div ref={box} className="renew-form">
        {fault && <Banner tone="danger" live title={fault.title}>{fault.said}</Banner>}
        <PasswordField {...input("access_token")} isNew autoFocus />
        <PasswordField {...input("app_secret")} isNew />
      </div>
      <p className="renew-sealed">{t("connect.sealed")}</p>
    </Dialog>
  );
}
