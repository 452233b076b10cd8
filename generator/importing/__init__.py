"""A publication is started: made of answers (``new``), or of a file that is there already (``reading``)."""
