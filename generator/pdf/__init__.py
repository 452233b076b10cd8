"""Tagged, archival PDF from planned pages: operations and their structure, ReportLab's canvas, fonts, metadata.

The note and the handout are written by it. It decides no place and no size, and knows no document.
"""

import sys
from types import ModuleType

# ReportLab would run ~/.reportlab_mods and ~/.reportlab_settings, unless modules of these names are there already:
# what lies in a person's home is no part of the program, nor of the bytes that it makes.
for _name in ("reportlab_mods", "reportlab_settings"):
    sys.modules.setdefault(_name, ModuleType(_name))
