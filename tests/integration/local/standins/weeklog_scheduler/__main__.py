"""In place of a worker: waits."""

import signal

signal.signal(signal.SIGTERM, signal.default_int_handler)
while True:
    signal.pause()
