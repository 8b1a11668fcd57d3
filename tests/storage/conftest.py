"""Fixtures of the storage room: real servers and engines, started once for all tests."""

from __future__ import annotations

from container_engines import containerd_engine, docker_engine, image_tar, podman_engine
from nginx_replay import nginx_room

__all__ = ["containerd_engine", "docker_engine", "image_tar", "nginx_room", "podman_engine"]
