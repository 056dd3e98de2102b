-- Walks through a file of finished requests, each sent once.
--
--   wrk … URL -- FILE PATH [filler]
--
-- FILE holds, for each request, five digits with its length and then everything after the request line. With `filler`
-- the generator asks for /healthz once the file is used up, so that every request of the file has been answered when the
-- run ends; without it, it stops the run.

local data, first_line, filler
local position = 1
sent, used_up = 0, 0

local threads = {}

function setup(thread)
    threads[#threads + 1] = thread
end

function init(arguments)
    local file = assert(io.open(arguments[1], "rb"))
    data = file:read("*a")
    file:close()
    first_line = "POST " .. arguments[2] .. " HTTP/1.1\r\n"
    filler = arguments[3] == "filler" and "GET /healthz HTTP/1.1\r\nHost: bench\r\n\r\n" or nil
end

local started = false

function request()
    -- The first call is wrk looking at what it will send; nothing is sent of it.
    if not started then
        started = true
        return first_line .. data:sub(6, 5 + tonumber(data:sub(1, 5)))
    end
    if position > #data then
        used_up = 1
        if filler then return filler end
        wrk.thread:stop()
        position = 1
    end
    local length = tonumber(data:sub(position, position + 4))
    local from = position + 5
    position = from + length
    sent = sent + 1
    return first_line .. data:sub(from, position - 1)
end

function done(summary, latency)
    local sent, used_up = 0, 0
    for _, thread in ipairs(threads) do
        sent = sent + thread:get("sent")
        used_up = used_up + thread:get("used_up")
    end
    local errors = summary.errors
    io.write(string.format(
        '\n{"answered": %d, "seconds": %.6f, "p50_ms": %.3f, "p99_ms": %.3f, "max_ms": %.3f, "not_ok": %d, '
            .. '"broken": %d, "sent": %d, "used_up": %s}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
        latency.max / 1e3, errors.status, errors.connect + errors.read + errors.write + errors.timeout, sent,
        used_up > 0 and "true" or "false"))
end
