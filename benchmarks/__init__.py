"""What the project costs and how well it reads: see `__main__`."""

import os

for _threads in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # read when a library is imported: every peer works on one core
