"""Models of the 18 events of OneFuzz's "Webhook Events" page, as of OneFuzz 1.

With `shared.events.validation.faults`, a model accepts exactly what the page's JSON Schema of the
same name accepts.
"""

from __future__ import annotations

from typing import Literal

from shared.events.fields import ClosedObject, OpenObject, Uuid, optional

VERSION = "onefuzz-1"
"""The page's name among the versions of an event type."""

Architecture = Literal["x86_64"]

ContainerType = Literal[
    "analysis",
    "coverage",
    "crashes",
    "inputs",
    "no_repro",
    "readonly_inputs",
    "reports",
    "setup",
    "tools",
    "unique_inputs",
    "unique_reports",
]

# There is no 466.
ErrorCode = Literal[
    450,
    451,
    452,
    453,
    454,
    455,
    456,
    457,
    458,
    459,
    460,
    461,
    462,
    463,
    464,
    465,
    467,
    468,
    469,
    470,
    471,
    472,
]

NodeState = Literal[
    "init",
    "free",
    "setting_up",
    "rebooting",
    "ready",
    "busy",
    "done",
    "shutdown",
    "halt",
]

OS = Literal["windows", "linux"]

StatsFormat = Literal["AFL"]

TaskDebugFlag = Literal["keep_node_on_failure", "keep_node_on_completion"]

TaskState = Literal[
    "init",
    "waiting",
    "scheduled",
    "setting_up",
    "running",
    "stopping",
    "stopped",
    "wait_job",
]

TaskType = Literal[
    "libfuzzer_fuzz",
    "libfuzzer_coverage",
    "libfuzzer_crash_report",
    "libfuzzer_merge",
    "generic_analysis",
    "generic_supervisor",
    "generic_merge",
    "generic_generator",
    "generic_crash_report",
]


class AutoScaleConfig(OpenObject):
    image: str
    max_size: int = optional()
    min_size: int = 0
    region: str = optional()
    scaleset_size: int
    spot_instances: bool = False
    vm_sku: str


class Error(OpenObject):
    code: ErrorCode
    errors: list[str]


class JobConfig(OpenObject):
    project: str
    name: str
    build: str
    duration: int


class TaskContainers(OpenObject):
    type: ContainerType
    name: str


class TaskDetails(OpenObject):
    type: TaskType
    duration: int
    target_exe: str
    target_env: dict[str, str]
    target_options: list[str]
    target_workers: int = optional()
    target_options_merge: bool = optional()
    check_asan_log: bool = optional()
    check_debugger: bool = True
    check_retry_count: int = optional()
    rename_output: bool = optional()
    supervisor_exe: str = optional()
    supervisor_env: dict[str, str] = optional()
    supervisor_options: list[str] = optional()
    supervisor_input_marker: str = optional()
    generator_exe: str = optional()
    generator_env: dict[str, str] = optional()
    generator_options: list[str] = optional()
    analyzer_exe: str = optional()
    analyzer_env: dict[str, str] = optional()
    analyzer_options: list[str] = optional()
    wait_for_files: ContainerType = optional()
    stats_file: str = optional()
    stats_format: StatsFormat = optional()
    reboot_after_setup: bool = optional()
    target_timeout: int = optional()
    ensemble_sync_delay: int = optional()
    preserve_existing_outputs: bool = optional()


class TaskPool(OpenObject):
    count: int
    pool_name: str


class TaskVm(OpenObject):
    region: str
    sku: str
    image: str
    count: int = 1
    spot_instances: bool = False
    reboot_after_setup: bool = optional()


class TaskConfig(OpenObject):
    job_id: Uuid
    prereq_tasks: list[Uuid] = optional()
    task: TaskDetails
    vm: TaskVm = optional()
    pool: TaskPool = optional()
    containers: list[TaskContainers]
    tags: dict[str, str]
    debug: list[TaskDebugFlag] = optional()


class UserInfo(OpenObject):
    application_id: Uuid
    object_id: Uuid = optional()
    upn: str = optional()


class EventJobCreated(ClosedObject):
    job_id: Uuid
    config: JobConfig
    user_info: UserInfo = optional()


class EventJobStopped(ClosedObject):
    job_id: Uuid
    config: JobConfig
    user_info: UserInfo = optional()


class EventNodeCreated(ClosedObject):
    machine_id: Uuid
    scaleset_id: Uuid = optional()
    pool_name: str


class EventNodeDeleted(ClosedObject):
    machine_id: Uuid
    scaleset_id: Uuid = optional()
    pool_name: str


class EventNodeStateUpdated(ClosedObject):
    machine_id: Uuid
    scaleset_id: Uuid = optional()
    pool_name: str
    state: NodeState


class EventPing(OpenObject):
    ping_id: Uuid


class EventPoolCreated(ClosedObject):
    pool_name: str
    os: OS
    arch: Architecture
    managed: bool
    autoscale: AutoScaleConfig = optional()


class EventPoolDeleted(ClosedObject):
    pool_name: str


class EventProxyCreated(ClosedObject):
    region: str


class EventProxyDeleted(ClosedObject):
    region: str


class EventProxyFailed(ClosedObject):
    region: str
    error: Error


class EventScalesetCreated(ClosedObject):
    scaleset_id: Uuid
    pool_name: str
    vm_sku: str
    image: str
    region: str
    size: int


class EventScalesetDeleted(ClosedObject):
    scaleset_id: Uuid
    pool_name: str


class EventScalesetFailed(ClosedObject):
    scaleset_id: Uuid
    pool_name: str
    error: Error


class EventTaskCreated(ClosedObject):
    job_id: Uuid
    task_id: Uuid
    config: TaskConfig
    user_info: UserInfo = optional()


class EventTaskFailed(ClosedObject):
    job_id: Uuid
    task_id: Uuid
    error: Error
    user_info: UserInfo = optional()


class EventTaskStateUpdated(ClosedObject):
    job_id: Uuid
    task_id: Uuid
    state: TaskState


class EventTaskStopped(ClosedObject):
    job_id: Uuid
    task_id: Uuid
    user_info: UserInfo = optional()
