"""Drives a kernel for tests: a JSON request a line on standard input, a JSON answer a line on standard output.

A request is {"code", "interrupt"?: TEXT}: run the code, and press the stop button as soon as an output holds TEXT.
Messages that come late, for a cell that has ended, are in the next answer.
"""

import json
import queue
import sys
import time

from jupyter_client import KernelManager

LIMIT_SECONDS = 60
manager = KernelManager(kernel_name="tslab")
manager.start_kernel(cwd=sys.argv[1])
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=LIMIT_SECONDS)


def run(code, interrupt=None):
    message = client.execute(code)
    outputs, late, until = [], [], time.time() + LIMIT_SECONDS
    while True:
        if time.time() > until or not manager.is_alive():
            return {"status": "dead" if not manager.is_alive() else "timeout", "outputs": outputs, "late": late}
        try:
            said = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            continue
        kind, content = said["msg_type"], said["content"]
        if said["parent_header"].get("msg_id") != message:
            if kind != "status":
                late.append({"type": kind, **content})
            continue
        if kind == "status" and content["execution_state"] == "idle":
            break
        if kind == "status":
            continue
        outputs.append({"type": kind, **content})
        if interrupt is not None and interrupt in json.dumps(content, ensure_ascii=False):
            interrupt = None
            manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=LIMIT_SECONDS)
    while reply["parent_header"].get("msg_id") != message:
        reply = client.get_shell_msg(timeout=LIMIT_SECONDS)
    status = reply["content"]["status"]
    if status != "ok":
        time.sleep(0.3)  # tslab drops what comes within 200 ms of an error
    return {"status": status, "outputs": outputs, "late": late}


for line in sys.stdin:
    print(json.dumps(run(**json.loads(line))), flush=True)
client.stop_channels()
manager.shutdown_kernel(now=True)
