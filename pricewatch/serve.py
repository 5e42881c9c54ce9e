"""Serves the app on this machine."""

import subprocess
import sys
from pathlib import Path


def show(data: Path, port: int) -> None:
    """Serve until interrupted."""
    subprocess.run([sys.executable, "-m", "streamlit", "run", "app.py"], check=False)
