"""Run one measuring module on a platform of its own: ``python -m benchmarks.start MODULE …``."""

import os
import sys
from importlib import import_module


def main() -> None:
    """Set Django up before the module imports models."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    import django

    django.setup()
    import_module(f"benchmarks.{sys.argv[1]}").main()


if __name__ == "__main__":
    main()
