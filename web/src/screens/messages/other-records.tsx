import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Conversation, Id } from "../../api/schema";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { toast } from "../../kit/toast";
import { changed, useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useModules } from "../../state/modules";
import { useRight } from "../../state/rights";

/** Other records with the same number; the conversation can go with one of them. */
export default function OtherRecords({ conversation }: { readonly conversation: Conversation }) {
  const { id } = conversation;
  const maySend = useRight("send_messages");
  const modules = useModules();
  const others = useLoaded(`records for ${id} ${conversation.record?.id ?? ""}`, () => call("listLinkable", { path: { id } }));
  useLive("records", others.reload);
  const [busy, setBusy] = useState(false);
  const link = async (record: Id, name: string) => {
    setBusy(true);
    try {
      await call("linkConversation", { path: { id }, body: { record } });
      toast({ text: t("link.done", { name }) });
      changed(`conversation/${id}`);
      changed("conversations");
    } catch (error) {
      toast({ text: sentenceFor(error), tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  if (!maySend || !others.value || others.value.records.length === 0) return null;
  return (
    <section className="other-records">
      <h3>{t("link.others")}</h3>
      <ul>
        {others.value.records.map((record) => (
          <li key={record.id}>
            <span className="cut">{record.name} <small>{modules?.find((one) => one.name === record.module)?.singular}</small></span>
            <Button variant="link" busy={busy} onClick={() => void link(record.id, record.name)}>{t("link.act")}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
