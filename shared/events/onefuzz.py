"""The 18 events of OneFuzz's "Webhook Events" page.

A model's verdict on a payload is that of the page's JSON Schema of the same name, provided that
numbers and strings are spelled as `shared.events.catalogue.validate` spells them.
"""

from __future__ import annotations

from typing import Literal

from shared.events.fields import OPTIONAL, ClosedObject, OpenObject, Uuid

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
    max_size: int = OPTIONAL
    min_size: int = 0
    region: str = OPTIONAL
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
    target_workers: int = OPTIONAL
    target_options_merge: bool = OPTIONAL
    check_asan_log: bool = OPTIONAL
    check_debugger: bool = True
    check_retry_count: int = OPTIONAL
    rename_output: bool = OPTIONAL
    supervisor_exe: str = OPTIONAL
    supervisor_env: dict[str, str] = OPTIONAL
    supervisor_options: list[str] = OPTIONAL
    supervisor_input_marker: str = OPTIONAL
    generator_exe: str = OPTIONAL
    generator_env: dict[str, str] = OPTIONAL
    generator_options: list[str] = OPTIONAL
    analyzer_exe: str = OPTIONAL
    analyzer_env: dict[str, str] = OPTIONAL
    analyzer_options: list[str] = OPTIONAL
    wait_for_files: ContainerType = OPTIONAL
    stats_file: str = OPTIONAL
    stats_format: StatsFormat = OPTIONAL
    reboot_after_setup: bool = OPTIONAL
    target_timeout: int = OPTIONAL
    ensemble_sync_delay: int = OPTIONAL
    preserve_existing_outputs: bool = OPTIONAL


class TaskPool(OpenObject):
    count: int
    pool_name: str


class TaskVm(OpenObject):
    region: str
    sku: str
    image: str
    count: int = 1
    spot_instances: bool = False
    reboot_after_setup: bool = OPTIONAL


class TaskConfig(OpenObject):
    job_id: Uuid
    prereq_tasks: list[Uuid] = OPTIONAL
    task: TaskDetails
    vm: TaskVm = OPTIONAL
    pool: TaskPool = OPTIONAL
    containers: list[TaskContainers]
    tags: dict[str, str]
    debug: list[TaskDebugFlag] = OPTIONAL


class UserInfo(OpenObject):
    application_id: Uuid
    object_id: Uuid = OPTIONAL
    upn: str = OPTIONAL


class EventJobCreated(ClosedObject):
    job_id: Uuid
    config: JobConfig
    user_info: UserInfo = OPTIONAL


class EventJobStopped(ClosedObject):
    job_id: Uuid
    config: JobConfig
    user_info: UserInfo = OPTIONAL


class EventNodeCreated(ClosedObject):
    machine_id: Uuid
    scaleset_id: Uuid = OPTIONAL
    pool_name: str


class EventNodeDeleted(ClosedObject):
    machine_id: Uuid
    scaleset_id: Uuid = OPTIONAL
    pool_name: str


class EventNodeStateUpdated(ClosedObject):
    machine_id: Uuid
    scaleset_id: Uuid = OPTIONAL
    pool_name: str
    state: NodeState


class EventPing(OpenObject):
    ping_id: Uuid


class EventPoolCreated(ClosedObject):
    pool_name: str
    os: OS
    arch: Architecture
    managed: bool
    autoscale: AutoScaleConfig = OPTIONAL


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
    user_info: UserInfo = OPTIONAL


class EventTaskFailed(ClosedObject):
    job_id: Uuid
    task_id: Uuid
    error: Error
    user_info: UserInfo = OPTIONAL


class EventTaskStateUpdated(ClosedObject):
    job_id: Uuid
    task_id: Uuid
    state: TaskState


class EventTaskStopped(ClosedObject):
    job_id: Uuid
    task_id: Uuid
    user_info: UserInfo = OPTIONAL
