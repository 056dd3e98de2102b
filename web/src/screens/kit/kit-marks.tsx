import { Fragment, h, useRef, useState } from "ui";
import { count } from "../../i18n/format";
import { Avatar } from "../../kit/avatar";
import { Badge, Counter } from "../../kit/badge";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Chip } from "../../kit/chip";
import { ConfirmDialog } from "../../kit/dialog";
import { EmptyState } from "../../kit/empty-state";
import { EndMark } from "../../kit/end-mark";
import { Progress } from "../../kit/progress";
import { Skeleton } from "../../kit/skeleton";
import { Spinner } from "../../kit/spinner";
import { StageBar, Stepper } from "../../kit/stepper";
import { type DeliveryStatus, Ticks } from "../../kit/ticks";
import { Toast, toast } from "../../kit/toast";
import { WindowMeter } from "../../kit/window-meter";
import { type Key, t } from "../../i18n/t";
import { serverNow } from "../../state/server-clock";
import { KitPart } from "./kit-part";
import type { Samples } from "./samples";

const HOUR_MS = 3_600_000;
const statuses: readonly DeliveryStatus[] = ["queued", "sent", "delivered", "read", "failed"];

export function KitMarks({ words }: { readonly words: Samples }) {
  const [stage, setStage] = useState(0);
  const [filter, setFilter] = useState(0);
  const [asks, setAsks] = useState(false);
  const [removed, setRemoved] = useState(false);
  // Counted from when the page was opened, so that the meters run.
  const start = useRef(serverNow()).current;
  const filters = [words.mine, words.unassigned];
  return (
    <>
      <KitPart title={words.parts.marks}>
        <div className="kit-row">
          {filters.map((label, index) => <Chip key={label} pressed={filter === index} onClick={() => setFilter(index)}>{label}</Chip>)}
          {!removed && <Chip icon="clock" onRemove={{ name: words.noReply, remove: () => setRemoved(true) }}>{words.noReply}</Chip>}
          <Chip icon="plus" onClick={() => setRemoved(false)}>{words.filter}</Chip>
        </div>
        <div className="kit-row">
          <Badge tone="good" icon="circle-check">{words.approved}</Badge>
          <Badge tone="info" icon="clock">{words.pending}</Badge>
          <Badge tone="warn" icon="triangle-alert">{words.paused}</Badge>
          <Badge tone="danger" icon="circle-alert">{words.rejected}</Badge>
          <Badge icon="ban">{words.disabled}</Badge>
          <Badge>{words.fresh}</Badge>
        </div>
        <div className="kit-row">
          {words.people.map((person) => <Avatar key={person} name={person} size={32} />)}
          <Avatar name={words.customer} channel="whatsapp" />
          <Avatar name="+49 1512 0000147" size={24} />
          <Counter value={7} label={words.unread.replace("{n}", "7")} />
          <Counter value={128} label={words.unread.replace("{n}", "128")} />
        </div>
      </KitPart>
      <KitPart title={words.parts.banners}>
        <Banner tone="info" action={<Button variant="link">{words.view}</Button>}>{words.bannerInfo}</Banner>
        <Banner tone="warn" action={<Button variant="link">{words.buy}</Button>}>{words.bannerWarn}</Banner>
        <Banner tone="danger" icon="lock" title={words.bannerClosed} action={<Button variant="link">{words.choose}</Button>}>{words.bannerClosedText}</Banner>
        <Banner tone="good">{words.bannerGood}</Banner>
      </KitPart>
      <KitPart title={words.parts.meters}>
        <div className="kit-row">
          {[18.5 * HOUR_MS, 1.5 * HOUR_MS, 0.7 * HOUR_MS, 0].map((left) => <WindowMeter key={left} closesAt={start + left} />)}
          <WindowMeter bare closesAt={start + 6 * HOUR_MS} />
        </div>
      </KitPart>
      <KitPart title={words.parts.ticks}>
        <div className="kit-row">{statuses.map((status) => <span key={status} className="kit-row kit-note"><Ticks status={status} times={status === "read" ? words.ticksTimes : undefined} />{t(`ticks.${status}` as Key)}</span>)}</div>
      </KitPart>
      <KitPart title={words.parts.layers}>
        <div className="kit-row">
          <Button onClick={() => setAsks(true)}>{words.openDialog}</Button>
          <Button onClick={() => toast({ text: words.deleted, undo: () => undefined })}>{words.showToast}</Button>
        </div>
        <div className="kit-row"><Toast still message={{ text: words.deleted, undo: () => undefined }} onDone={() => undefined} /></div>
        <div className="kit-row"><Toast still message={{ text: words.failed, tone: "danger" }} onDone={() => undefined} /></div>
        {asks && <ConfirmDialog title={words.dialogTitle} variant="danger" confirm={words.disable} onConfirm={() => setAsks(false)} onClose={() => setAsks(false)}><p>{words.dialogText}</p></ConfirmDialog>}
      </KitPart>
      <KitPart title={words.parts.waiting}>
        <Skeleton rows={2} avatar />
        <Spinner text={words.loading} />
        <EndMark onSeen={() => undefined} />
      </KitPart>
      <KitPart title={words.parts.empty}>
        <EmptyState drawing="plug" title={words.emptyTitle} heading="h3" action={<Button variant="primary">{words.connect}</Button>}>{words.emptyText}</EmptyState>
        <div className="kit-pair">
          <EmptyState drawing="done" title={words.doneTitle} heading="h3" />
          <EmptyState drawing="search" title={words.noHit} heading="h3" action={<Button variant="link">{words.clear}</Button>}>{words.noHitText}</EmptyState>
          <EmptyState drawing="conversations" title={words.conversations} heading="h3" />
          <EmptyState drawing="people" title={words.leads} heading="h3" />
        </div>
      </KitPart>
      <KitPart title={words.parts.steps}>
        <Stepper steps={[words.quantity, words.confirm, words.pay]} at={1} />
        <StageBar label={words.stages} stages={[words.contacted, words.qualified, words.proposal]} at={1} />
        <StageBar label={words.stages} stages={[words.contacted, words.qualified, words.proposal]} at={stage} onChoose={setStage} />
      </KitPart>
      <KitPart title={words.parts.progress}>
        <Progress label={words.quota} value={3214} max={10_000} text={words.quotaText.replace("{a}", count(3214)).replace("{b}", count(10_000))} />
        <Progress label={words.storage} value={93} max={100} />
      </KitPart>
    </>
  );
}
