"""``python -m pijler_analysis.cli``."""

import sys

from pijler_analysis.cli import main

if __name__ == "__main__":
    sys.exit(main())
