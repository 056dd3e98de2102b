"""What a page still waits for."""
import time
from weakref import WeakKeyDictionary

# A few drawn frames: time enough for what came to be drawn and for what that asks in turn. A hidden page draws none.
FRAMES = """Promise.race([
    new Promise(done => setTimeout(done, 200)),
    new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))),
])"""
STILL = """Promise.all([
    document.fonts.ready,
    ...document.getAnimations().filter(one => one.effect.getComputedTiming().iterations !== Infinity).map(one => one.finished.catch(() => {})),
])"""
DEADLINE_S = 30


class Traffic:
    """The requests of one page. Playwright's own "networkidle" waits half a second every time, and for ever beside a stream of events."""

    of = WeakKeyDictionary()

    def __init__(self, page):
        Traffic.of[page] = self
        self.begun = 0
        self.open = set()
        page.on("request", self._begin)
        page.on("requestfinished", self._end)
        page.on("requestfailed", self._end)

    def _begin(self, request):
        self.begun += 1
        if request.is_navigation_request():
            # What the page before asked for is nobody's any more.
            self.open.clear()
        if request.resource_type != "eventsource":
            self.open.add(request)

    def _end(self, request):
        self.open.discard(request)


def settle(page):
    """Waits until nothing loads and nothing moves."""
    traffic = Traffic.of[page]
    page.wait_for_load_state()
    deadline = time.monotonic() + DEADLINE_S
    quiet = 0
    while quiet < 2:
        assert time.monotonic() < deadline, f"still loading: {[request.url for request in traffic.open]}"
        begun = traffic.begun
        page.evaluate(FRAMES)
        quiet = quiet + 1 if not traffic.open and traffic.begun == begun else 0
    page.evaluate(STILL)
