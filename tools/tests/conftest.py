import sys
from pathlib import Path

# The checks are scripts, not a package: their folder has to be on the path to import them.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
