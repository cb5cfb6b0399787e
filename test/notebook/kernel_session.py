"""Talks to the kernel for tests: a JSON request a line on standard input, a JSON answer a line on standard output."""

import json
import sys
import time

from jupyter_client import KernelManager

manager = KernelManager(kernel_name="tslab")
manager.start_kernel(cwd=sys.argv[1])
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)


def reply_to(message):
    while True:
        reply = client.get_shell_msg(timeout=60)
        if reply["parent_header"].get("msg_id") == message:
            return reply["content"]


def execute(code):
    message = client.execute(code)
    outputs = []
    while True:
        said = client.get_iopub_msg(timeout=60)
        if said["parent_header"].get("msg_id") != message:
            continue
        kind, content = said["msg_type"], said["content"]
        if kind == "status" and content["execution_state"] == "idle":
            break
        if kind != "status":
            outputs.append({"output_type": kind, **content})
    reply = reply_to(message)
    if reply["status"] != "ok":
        time.sleep(0.3)  # tslab drops what comes within 200 ms of an error
    return {"status": reply["status"], "outputs": outputs}


requests = {
    "execute": lambda request: execute(request["code"]),
    "complete": lambda request: reply_to(client.complete(request["code"], len(request["code"]))),
    "inspect": lambda request: reply_to(client.inspect(request["code"], request["position"])),
}
for line in sys.stdin:
    request = json.loads(line)
    started = time.time()
    answer = requests[request["op"]](request)
    print(json.dumps({**answer, "seconds": time.time() - started}), flush=True)
client.stop_channels()
manager.shutdown_kernel(now=True)
