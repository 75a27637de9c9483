"""A kernel process, and how long its answers take."""

import os
import queue
import subprocess
import time

import psutil
from jupyter_client.manager import KernelManager

# A kernel that takes longer for one answer is taken to have failed.
PATIENCE_S = 60


class Wrong(Exception):
    """A kernel answered something else than it should; its time would mean nothing."""


class RunningKernel:
    """Started by the constructor; times are in milliseconds."""

    def __init__(self, contender, history):
        self.contender = contender
        manager = KernelManager(kernel_name=contender.kernel, kernel_spec_manager=contender.specs())
        environment = {**os.environ, **contender.environment, "VITRINE_HISTORY": str(history)}
        begun = time.perf_counter()
        manager.start_kernel(env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.manager = manager
        self.client = manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(PATIENCE_S)
        except RuntimeError as e:
            self.stop()
            raise Wrong(f"{contender.name} did not start: {e}") from e
        self.ready_ms = (time.perf_counter() - begun) * 1e3

    def execute(self, code, value=None, printed=None):
        """From sending execute_request to receiving idle and as many characters as are printed; checks the value's text."""
        result, characters, idle = None, 0, False
        begun = time.perf_counter()
        request = self.client.execute(code)
        # JJava may be idle before all that was printed has come.
        while not idle or characters < (printed or 0):
            message = self._published()
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                idle = True
            elif kind == "execute_result":
                result = content["data"]["text/plain"]
            elif kind == "stream" and content["name"] == "stdout":
                characters += len(content["text"])
            elif kind == "error":
                raise Wrong(f"{self.contender.name}: {content['ename']}: {content['evalue']} in\n{code}")
        taken = (time.perf_counter() - begun) * 1e3
        self._reply(request)
        # Quotes around text are a matter of taste.
        if value is not None and (result or "").strip("'\"") != value:
            raise Wrong(f"{self.contender.name}: {result}, not {value}, is the value of\n{code}")
        return taken

    def value(self, code):
        """The text of a cell's value."""
        request = self.client.execute(code)
        text = ""
        while True:
            message = self._published()
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "execute_result":
                text = message["content"]["data"]["text/plain"]
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                self._reply(request)
                return text.strip("'\"")

    def complete(self, code, match):
        """From sending complete_request to receiving its reply, which must have the match."""
        begun = time.perf_counter()
        reply = self._reply(self.client.complete(code, len(code)))
        taken = (time.perf_counter() - begun) * 1e3
        if not any(match in found for found in reply["content"].get("matches", [])):
            raise Wrong(f"{self.contender.name} does not complete {code} to {match}")
        return taken

    def inspect(self, code):
        """From sending inspect_request to receiving its reply, which must have found something."""
        begun = time.perf_counter()
        reply = self._reply(self.client.inspect(code, len(code)))
        taken = (time.perf_counter() - begun) * 1e3
        if not reply["content"].get("found"):
            raise Wrong(f"{self.contender.name} finds nothing to tell about {code}")
        return taken

    def resident_mb(self):
        """Resident memory of the process and those that it started."""
        process = psutil.Process(self.manager.provisioner.pid)
        family = [process, *process.children(recursive=True)]
        return sum(member.memory_info().rss for member in family) / 1e6

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def _published(self):
        return self._waited(self.client.get_iopub_msg)

    def _waited(self, receive):
        try:
            return receive(timeout=PATIENCE_S)
        except queue.Empty as e:
            raise Wrong(f"{self.contender.name} did not answer within {PATIENCE_S} s") from e

    def _reply(self, request):
        while True:
            message = self._waited(self.client.get_shell_msg)
            if message["parent_header"].get("msg_id") == request:
                return message
