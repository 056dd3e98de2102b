import { Suspense, h, useEffect } from "ui";
import { FaultBoundary } from "./fault-boundary";
import { useLanguage } from "./i18n/t";
import { Skeleton } from "./kit/skeleton";
import { ToastRegion } from "./kit/toast";
import { findRoute } from "./routes";
import { navigate, usePlace } from "./router";
import { NotFoundScreen } from "./screens/not-found/not-found-screen";
import { ConnectionBar } from "./shell/connection-bar";
import { startPath } from "./shell/rail-entries";
import { Shell } from "./shell/shell";
import { UnreachableScreen } from "./shell/unreachable-screen";
import { loadSession, sessionStore } from "./state/session";
import { connectionStore } from "./state/connection";
import { useStore } from "./state/store";

/** Which screen, in which frame, for whom. */
export function App() {
  // A new language draws everything anew, without losing what was typed.
  useLanguage();
  return (
    <FaultBoundary>
      <ConnectionBar />
      <Page />
      <ToastRegion />
    </FaultBoundary>
  );
}

function Page() {
  const { path, query } = usePlace();
  const session = useStore(sessionStore);
  const connection = useStore(connectionStore);
  const found = findRoute(path);
  const frame = found?.route.frame ?? "app";
  const signedOut = session.state === "signed-out" && frame === "app";

  useEffect(() => {
    if (signedOut) {
      const here = path + (query.toString() ? `?${query}` : "");
      navigate(here === "/" ? "/signin" : `/signin?next=${encodeURIComponent(here)}`, { replace: true });
    } else if (path === "/" && session.state === "signed-in") {
      navigate(startPath(session.me.rights), { replace: true });
    }
  }, [signedOut, session, path, query]);
  useEffect(() => {
    if (session.state === "unreachable" && !connection.lost) void loadSession();
  }, [session.state, connection.lost]);

  if (frame === "plain" && found) {
    return <Suspense fallback={null}><found.route.Screen parameters={found.parameters} /></Suspense>;
  }
  if (session.state === "unreachable") return <UnreachableScreen />;
  if (session.state !== "signed-in" || path === "/") return <div className="start-page" role="presentation"><Skeleton /></div>;
  return (
    <Shell>
      {found ? (
        <Suspense fallback={<div className="page"><Skeleton rows={4} /></div>}><found.route.Screen parameters={found.parameters} /></Suspense>
      ) : <NotFoundScreen />}
    </Shell>
  );
}
