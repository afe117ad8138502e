import asyncio


async def end_task(task: "asyncio.Task[None]") -> None:
    """Cancels until it has ended: the Redis client can swallow a cancellation that meets it while it connects."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=0.1)
