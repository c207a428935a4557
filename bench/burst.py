"""``python -m bench.burst``: time an array of 100 events to one webhook, by what its attempts take.

In seconds from the answer to the post, the timer runs as in ``host.json``.
"""

from __future__ import annotations

import json
import time

from bench import load
from bench.sink import Sink
from bench.stack import Storage, relay
from bench.throughput import ARRAY
from tools.receiver import Answer

ANSWER_TIMES = (0.0, 0.1, 0.2, 0.4)
_LONGEST_DRAIN = 120.0


def main() -> None:
    for seconds in ANSWER_TIMES:
        with Storage() as storage, Sink(Answer(delay=seconds)) as sink:
            with relay(storage, sink, 1).host() as host:
                load.as_fast_as_possible(host.url, 1)
                sink.wait_for(1, _LONGEST_DRAIN)
                time.sleep(1)
                (post,) = load.as_fast_as_possible(host.url, 1, array=ARRAY)
                receipts = sink.wait_for(ARRAY, _LONGEST_DRAIN)
            after = sorted(at - post.answered for _, at in receipts)
        found = {"half": after[ARRAY // 2 - 1], "all": after[-1]}
        print(json.dumps({"attempts take": seconds} | {k: round(v, 1) for k, v in found.items()}))


if __name__ == "__main__":
    main()
