"""One example payload of each type: OneFuzz's from its page, Singularity's made up."""

from __future__ import annotations

from typing import Any

_ID = "00000000-0000-0000-0000-000000000000"

_JOB_CONFIG = {
    "project": "example project",
    "name": "example name",
    "build": "build 1",
    "duration": 24,
}

_USER_INFO = {"application_id": _ID, "object_id": _ID, "upn": "example@contoso.com"}


def _error(code: int) -> dict[str, Any]:
    return {"code": code, "errors": ["example error message"]}


ONEFUZZ: dict[str, dict[str, Any]] = {
    "job_created": {"job_id": _ID, "config": _JOB_CONFIG},
    "job_stopped": {"job_id": _ID, "config": _JOB_CONFIG},
    "node_created": {"machine_id": _ID, "pool_name": "example"},
    "node_deleted": {"machine_id": _ID, "pool_name": "example"},
    "node_state_updated": {"machine_id": _ID, "pool_name": "example", "state": "setting_up"},
    "ping": {"ping_id": _ID},
    "pool_created": {"pool_name": "example", "os": "linux", "arch": "x86_64", "managed": True},
    "pool_deleted": {"pool_name": "example"},
    "proxy_created": {"region": "eastus"},
    "proxy_deleted": {"region": "eastus"},
    "proxy_failed": {"region": "eastus", "error": _error(472)},
    "scaleset_created": {
        "scaleset_id": _ID,
        "pool_name": "example",
        "vm_sku": "Standard_D2s_v3",
        "image": "Canonical:UbuntuServer:18.04-LTS:latest",
        "region": "eastus",
        "size": 10,
    },
    "scaleset_deleted": {"scaleset_id": _ID, "pool_name": "example"},
    "scaleset_failed": {"scaleset_id": _ID, "pool_name": "example", "error": _error(456)},
    "task_created": {
        "job_id": _ID,
        "task_id": _ID,
        "config": {
            "job_id": _ID,
            "task": {
                "type": "libfuzzer_fuzz",
                "duration": 1,
                "target_exe": "fuzz.exe",
                "target_env": {},
                "target_options": [],
                "check_debugger": True,
            },
            "containers": [
                {"type": "setup", "name": "my-setup"},
                {"type": "inputs", "name": "my-inputs"},
                {"type": "crashes", "name": "my-crashes"},
            ],
            "tags": {},
        },
        "user_info": _USER_INFO,
    },
    "task_failed": {"job_id": _ID, "task_id": _ID, "error": _error(468), "user_info": _USER_INFO},
    "task_state_updated": {"job_id": _ID, "task_id": _ID, "state": "init"},
    "task_stopped": {"job_id": _ID, "task_id": _ID, "user_info": _USER_INFO},
}

_REQUEST = {
    "id": "billing-api",
    "requestType": "SERVICE",
    "owners": ["platform@example.com"],
    "instances": 3,
    "rackSensitive": False,
    "loadBalanced": True,
    "slavePlacement": "SEPARATE",
    "requiredSlaveAttributes": {},
    "bounceAfterScale": False,
}

_TASK_ID = {
    "id": "billing-api-release_42-1480000012345-1-node_7.example.com-us_east_1a",
    "requestId": "billing-api",
    "deployId": "release_42",
    "startedAt": 1480000012345,
    "instanceNo": 1,
    "host": "node_7.example.com",
    "sanitizedHost": "node_7.example.com",
    "rackId": "us_east_1a",
    "sanitizedRackId": "us_east_1a",
}

SINGULARITY: dict[str, dict[str, Any]] = {
    "REQUEST": {
        "createdAt": 1480000000000,
        "eventType": "SCALED",
        "request": _REQUEST,
        "user": "ada@example.com",
        "message": "Three instances for the sale",
    },
    "DEPLOY": {
        "deployMarker": {
            "requestId": "billing-api",
            "deployId": "release_42",
            "timestamp": 1480000010000,
            "user": "ada@example.com",
            "message": "Release 42",
        },
        "eventType": "FINISHED",
        "deploy": {
            "requestId": "billing-api",
            "id": "release_42",
            "command": "./serve --port $PORT0",
            "env": {"STAGE": "production"},
            "resources": {"cpus": 0.5, "memoryMb": 512.0, "numPorts": 1, "diskMb": 0.0},
            "uris": ["https://builds.example.com/billing-api/42.tar.gz"],
            "healthcheck": {"uri": "/health", "responseTimeoutSeconds": 5},
            "deployHealthTimeoutSeconds": 120,
        },
        "deployResult": {
            "deployState": "FAILED",
            "timestamp": 1480000130000,
            "message": "Not all tasks became healthy",
            "lbUpdate": {
                "loadBalancerState": "CANCELED",
                "loadBalancerRequestId": {
                    "id": "billing-api-release_42",
                    "requestType": "DEPLOY",
                    "attemptNumber": 1,
                },
                "timestamp": 1480000129000,
                "method": "CANCEL",
            },
            "deployFailures": [
                {
                    "reason": "TASK_FAILED_HEALTH_CHECKS",
                    "taskId": _TASK_ID,
                    "message": "Instance 1 failed 5 healthchecks",
                }
            ],
        },
    },
    "TASK": {
        "taskId": _TASK_ID,
        "timestamp": 1480000020000,
        "taskState": "TASK_FAILED",
        "statusMessage": "Command exited with status 1",
        "statusReason": "REASON_COMMAND_EXECUTOR_FAILED",
        "previous": [
            {
                "taskId": _TASK_ID,
                "timestamp": 1480000012345,
                "taskState": "TASK_RUNNING",
                "previous": [],
            }
        ],
    },
}
