"""Kernels of reports: processes that load before there is a notebook for them.

Each is a process of this program (``processes``) and not a program of its own, so it starts with
all that this one has loaded. It talks through sockets in a folder of its own: reports run side
by side.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pijler_analysis.processes import ONE_ORDER, context, patched_environment
from pijler_analysis.report.kernel import load, wait_for_notebook

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

LONGEST_SOCKET_PATH = 90
_NAME = "pijler"
_waiting: list[_Kernel] = []


@dataclass
class _Kernel:
    """A process that is or will be a kernel, as Jupyter speaks to one of its own."""

    process: BaseProcess
    tell: Connection
    stdin = stdout = stderr = None

    @property
    def pid(self) -> int | None:
        return self.process.pid

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self) -> int | None:
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        assert self.pid is not None
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.process.kill()

    def terminate(self) -> None:
        self.process.terminate()


def start_loading(count: int) -> None:
    """Start as many kernels as there will be notebooks, before other threads are at work.

    Those that are copies need not load anything themselves.
    """
    if context().get_start_method() == "fork":
        load()
    _waiting.extend(_started() for _ in range(count))


def _started() -> _Kernel:
    here, there = context().Pipe()
    process = context().Process(target=wait_for_notebook, args=(there, here), daemon=True)
    with patched_environment(ONE_ORDER):
        process.start()
    there.close()
    return _Kernel(process, here)


def kernel_manager(folder: Path) -> AsyncKernelManager:
    """Return a manager whose kernel is one that waits, or a new one; its sockets in ``folder``."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    kernel = _waiting.pop() if _waiting else _started()

    class Provisioner(LocalProvisioner):
        async def launch_kernel(self, cmd: list[str], **how: Any) -> Any:
            kernel.tell.send((cmd[1:], how["env"], how["cwd"]))
            self.process: Any = kernel
            self.pid, self.cwd = kernel.pid, how["cwd"]
            return self.connection_info

    class Manager(AsyncKernelManager):
        @property
        def kernel_spec(self) -> KernelSpec:
            argv = [_NAME, "-f", "{connection_file}", "--HistoryManager.enabled=False"]
            return KernelSpec(argv=argv, display_name="Python", language="python")

        async def _async_pre_start_kernel(self, **how: Any) -> tuple[list[str], dict[str, Any]]:
            self.provisioner = Provisioner(kernel_spec=self.kernel_spec, parent=self)
            return await super()._async_pre_start_kernel(**how)

    sockets = folder / "s"
    if os.name == "posix" and len(str(sockets)) < LONGEST_SOCKET_PATH:
        place = {"transport": "ipc", "ip": str(sockets)}
    else:
        place = {}
    return Manager(connection_file=str(folder / "kernel.json"), **place)
