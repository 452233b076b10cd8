"""Tagged, archival PDF from planned pages: boxes and their structure, ReportLab's canvas, fonts, metadata.

The note and the deck's handout are made of it. It decides no place and no size, and knows no document.
"""
