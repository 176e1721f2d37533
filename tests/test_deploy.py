"""What is deployed agrees with the program and with what README says to do."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
UNIT = ROOT / "deploy" / "tro-ly-phuong.service"
ANALYZE = shutil.which("systemd-analyze") or ""
CADDY = shutil.which("caddy") or ""
MOST_EXPOSED = "15"
"""Tenths: the exposure `systemd-analyze security` may come to, of 10."""

needs_systemd = pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not here")


def _service() -> configparser.SectionProxy:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(UNIT, encoding="utf-8")
    return unit["Service"]


def _analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ANALYZE, *arguments], capture_output=True, text=True)  # noqa: S603 - our own words


@needs_systemd
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    # It looks whether the program is there, which it is on the server only.
    unit = tmp_path / UNIT.name
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", UNIT.read_text(encoding="utf-8")))
    done = _analyze("verify", unit)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@needs_systemd
def test_the_unit_gives_the_program_little_to_misuse() -> None:
    done = _analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", UNIT)
    assert done.returncode == 0, done.stdout


def test_the_unit_watches_and_restarts() -> None:
    service = _service()
    told = {name: service[name] for name in ("Type", "Restart", "WatchdogSec", "ExecStart")}
    assert told == {
        "Type": "notify",
        "Restart": "always",
        "WatchdogSec": "3min",
        "ExecStart": "/opt/tro-ly-phuong/bin/tro-ly-phuong run",
    }


def test_readme_installs_what_the_unit_starts() -> None:
    (steps,) = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    service = _service()
    program, home = Path(service["ExecStart"].split()[0]), service["WorkingDirectory"]
    assert re.findall(r"(?m)^# (\d)\.", steps) == ["1", "2", "3", "4"]
    assert f"python3 -m venv {program.parents[1]}\n" in steps
    assert f"--home {home} --shell /bin/bash {service['User']}\n" in steps
    assert f".env.example {home}/.env\n" in steps
    assert f"/var/lib/{service['StateDirectory']}" == home
    for named in re.findall(r"(?<= )((?:deploy/|requirements|\.env\.)\S+)", steps):
        assert (ROOT / named).exists()


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_the_proxies_hand_on_one_path_to_the_port_the_program_listens_on(name: str) -> None:
    proxy = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    defaults = Settings.model_fields
    listens = f"{defaults['webhook_listen'].default}:{defaults['webhook_port'].default}"
    assert re.findall(r"(?:reverse_proxy |proxy_pass http://)([\d.:]+)", proxy) == [listens]
    (path,) = re.findall(r"WEBHOOK_URL=https://[\w.]+(/\w+)", proxy)
    assert re.findall(r"(?m)^\s*(?:handle|location =) (/\w+)", proxy) == [path]
    assert "404" in proxy


@pytest.mark.skipif(not CADDY, reason="caddy is not here")
def test_caddy_understands_its_file() -> None:
    validate = [CADDY, "validate", "--adapter", "caddyfile", "--config", str(ROOT / "deploy" / "Caddyfile")]
    assert subprocess.run(validate, capture_output=True).returncode == 0  # noqa: S603 - our own words
