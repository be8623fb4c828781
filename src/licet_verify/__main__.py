"""`python -m licet_verify …`"""

import sys

from licet_verify.cli import main

sys.exit(main())
