"""What the ward knows: content, Vietnamese text, matching and answers. No telegram, no clock, no network."""

import os

# A question is too little work for several threads, which would only wait for each other. Read when numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
