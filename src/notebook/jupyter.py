"""Runs a notebook in a kernel, and renders one as a page.

    jupyter.py run INPUT OUTPUT   execute INPUT in its folder (the working directory), write OUTPUT
    jupyter.py html INPUT OUTPUT  render INPUT as one page that loads nothing from elsewhere

What happens is told on standard output, a JSON object a line. What is written elsewhere, by the
kernel too, goes to standard error. When standard input ends, so do the run and its kernel.
"""

import json
import os
import signal
import sys
import threading

events = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def tell(event, **facts):
    print(json.dumps({"event": event, **facts}), file=events, flush=True)


def run(source, target):
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    class NotExecuted(Exception):
        pass

    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    current = -1

    def on_start(cell, cell_index):
        nonlocal current
        current = cell_index
        tell("start", cell=cell_index)

    def on_executed(cell, cell_index, execute_reply):
        # tslab gives the number only here, and answers "abort" to cells it did not run.
        reply = execute_reply["content"]
        cell.execution_count = reply.get("execution_count")
        if reply["status"] not in ("ok", "error"):
            raise NotExecuted(reply["status"])
        if reply["status"] == "ok":
            tell("done", cell=cell_index)

    client = NotebookClient(
        notebook,
        timeout=None,
        iopub_timeout=60,
        raise_on_iopub_timeout=True,
        kernel_name="tslab",
        force_raise_errors=True,
        record_timing=False,
        shutdown_kernel="immediate",
        on_cell_execute=on_start,
        on_cell_executed=on_executed,
    )
    try:
        client.execute()
        tell("end")
    except CellExecutionError:
        tell("fail", cell=current, reason="error")
    except NotExecuted as error:
        tell("fail", cell=current, reason=f"was not executed: {error}")
    except DeadKernelError:
        tell("fail", cell=current, reason="the kernel died")
    except Exception as error:
        tell("fail", cell=current, reason=str(error) or type(error).__name__)
    nbformat.write(notebook, target)


OFFLINE = """
{%- extends 'index.html.j2' -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
"""


def html(source, target):
    import nbformat
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="lab")
    exporter.raw_template = OFFLINE
    page, _ = exporter.from_notebook_node(nbformat.read(source, as_version=4))
    with open(target, "w", encoding="utf-8") as file:
        file.write(page)
    tell("end")


def end_with_parent():
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=end_with_parent, daemon=True).start()
{"run": run, "html": html}[sys.argv[1]](*sys.argv[2:])
# By now the kernel is gone; nbclient would look for it once more and complain.
sys.stderr.flush()
os._exit(0)
